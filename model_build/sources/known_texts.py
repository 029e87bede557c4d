"""The texts that each column of the tables may hold: a spelling is corrected to one of them, others are reported."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from model_build.labels.form_categories import FORM_CATEGORIES
from model_build.tables import TEST, TRAIN
from model_bundle.home_credit import UNKNOWN_CATEGORIES, XNA

Known = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By table and column."""

_WEEKDAYS: Final = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_SUITES: Final = (
    *("Unaccompanied", "Family", "Spouse, partner", "Children", "Other_B", "Other_A", "Group of people"),
    *UNKNOWN_CATEGORIES,
)
_FORM: Final = {
    column: (*(category.value for category in listed), *UNKNOWN_CATEGORIES)
    for column, listed in FORM_CATEGORIES.items()
}


def _texts(listed: str) -> tuple[str, ...]:
    """Read values written one after another with a bar between them; XNA and XAP may stand in any column."""
    return (*(value.strip() for value in listed.split("|")), XNA, "XAP")


_BUREAU: Final = {
    "CREDIT_ACTIVE": _texts("Active|Closed|Sold|Bad debt"),
    "CREDIT_CURRENCY": _texts("currency 1|currency 2|currency 3|currency 4"),
    "CREDIT_TYPE": _texts(
        "Consumer credit|Credit card|Mortgage|Car loan|Microloan|Loan for working capital replenishment|"
        "Loan for business development|Real estate loan|Unknown type of loan|Another type of loan|"
        "Cash loan (non-earmarked)|Loan for the purchase of equipment|Mobile operator loan|Interbank credit|"
        "Loan for purchase of shares (margin lending)"
    ),
}
_PREVIOUS: Final = {
    "NAME_CONTRACT_TYPE": _texts("Cash loans|Consumer loans|Revolving loans"),
    "WEEKDAY_APPR_PROCESS_START": _WEEKDAYS,
    "FLAG_LAST_APPL_PER_CONTRACT": ("Y", "N"),
    "NAME_CASH_LOAN_PURPOSE": _texts(
        "Repairs|Other|Urgent needs|Buying a used car|Building a house or an annex|Everyday expenses|Medicine|"
        "Payments on other loans|Education|Journey|Purchase of electronic equipment|Buying a new car|"
        "Wedding / gift / holiday|Buying a home|Car repairs|Furniture|Buying a holiday home / land|"
        "Business development|Gasification / water supply|Buying a garage|Hobby|Money for a third person|"
        "Refusal to name the goal"
    ),
    "NAME_CONTRACT_STATUS": _texts("Approved|Canceled|Refused|Unused offer"),
    "NAME_PAYMENT_TYPE": _texts(
        "Cash through the bank|Non-cash from your account|Cashless from the account of the employer"
    ),
    "CODE_REJECT_REASON": _texts("HC|LIMIT|SCO|CLIENT|SCOFR|VERIF|SYSTEM"),
    "NAME_TYPE_SUITE": _SUITES,
    "NAME_CLIENT_TYPE": _texts("Repeater|New|Refreshed"),
    "NAME_GOODS_CATEGORY": _texts(
        "Mobile|Consumer Electronics|Computers|Audio/Video|Furniture|Photo / Cinema Equipment|"
        "Construction Materials|Clothing and Accessories|Auto Accessories|Jewelry|Homewares|Medical Supplies|"
        "Vehicles|Sport and Leisure|Gardening|Other|Office Appliances|Tourism|Medicine|Direct Sales|Fitness|"
        "Additional Service|Education|Weapon|Insurance|House Construction|Animals"
    ),
    "NAME_PORTFOLIO": _texts("POS|Cash|Cards|Cars"),
    "NAME_PRODUCT_TYPE": _texts("x-sell|walk-in"),
    "CHANNEL_TYPE": _texts(
        "Credit and cash offices|Country-wide|Stone|Regional / Local|Contact center|AP+ (Cash loan)|"
        "Channel of corporate sales|Car dealer"
    ),
    "NAME_SELLER_INDUSTRY": _texts(
        "Consumer electronics|Connectivity|Furniture|Construction|Clothing|Industry|Auto technology|Jewelry|"
        "MLM partners|Tourism"
    ),
    "NAME_YIELD_GROUP": _texts("middle|high|low_normal|low_action"),
    "PRODUCT_COMBINATION": _texts(
        "Cash|POS household with interest|POS mobile with interest|Cash X-Sell: middle|Cash X-Sell: low|"
        "Card Street|POS industry with interest|POS household without interest|Card X-Sell|Cash Street: high|"
        "Cash X-Sell: high|Cash Street: middle|Cash Street: low|POS mobile without interest|"
        "POS other with interest|POS industry without interest|POS others without interest"
    ),
}
_CONTRACT_STATUS: Final = _texts(
    "Active|Completed|Signed|Demand|Returned to the store|Approved|Amortized debt|Canceled|Sent proposal|Refused"
)

KNOWN_TEXTS: Final[Known] = MappingProxyType(
    {
        TRAIN: _FORM,
        TEST: _FORM,
        "bureau": _BUREAU,
        "bureau_balance": {"STATUS": ("C", "X", "0", "1", "2", "3", "4", "5")},
        "previous_application": _PREVIOUS,
        "POS_CASH_balance": {"NAME_CONTRACT_STATUS": _CONTRACT_STATUS},
        "credit_card_balance": {"NAME_CONTRACT_STATUS": _CONTRACT_STATUS},
    }
)
"""What the tables hold as Kaggle gives them."""


def with_values(known: Known, table: str, values: Mapping[str, tuple[str, ...]]) -> Known:
    """Return the same with more values for columns of one table."""
    listed = known.get(table, {})
    merged = {column: tuple(dict.fromkeys((*listed.get(column, ()), *more))) for column, more in values.items()}
    return {**known, table: {**listed, **merged}}
