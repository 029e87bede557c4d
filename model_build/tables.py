"""The eight tables of Kaggle's *Home Credit Default Risk*: true column names in order, types, keys.

The types are those of the published files: a whole number that is sometimes missing is a ``DOUBLE`` there,
and so are a few that never are (``DAYS_INSTALMENT``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from model_bundle.home_credit import KEY, TARGET

SqlType = Literal["BIGINT", "DOUBLE", "VARCHAR"]

MONTH: Final = "MONTHS_BALANCE"
TRAIN: Final = "application_train"
TEST: Final = "application_test"


@dataclass(frozen=True)
class TableSchema:
    """One table: its columns in the order of the published file, and how its rows are known.

    Attributes
    ----------
    name
        Kaggle's name, which is also the file's name without its ending.
    columns
        Column name to DuckDB type.
    key
        The column that is unique in this table, if one is.
    keys
        The columns that are unique together; empty where rows have no key.
    parent
        The column that links a row to the table above it: another table's key, or the client's number.
    """

    name: str
    columns: Mapping[str, SqlType]
    key: str | None
    parent: str | None
    keys: tuple[str, ...]


def _columns(text: str) -> dict[str, SqlType]:
    """Read ``TYPE name name ...`` lines: the type holds for the names that follow, until the next type."""
    types: dict[str, SqlType] = {"BIGINT": "BIGINT", "DOUBLE": "DOUBLE", "VARCHAR": "VARCHAR"}
    columns: dict[str, SqlType] = {}
    current: SqlType = "DOUBLE"
    for word in text.split():
        if word in types:
            current = types[word]
        else:
            columns[word] = current
    return columns


def _table(
    name: str,
    columns: Mapping[str, SqlType],
    *,
    key: str | None,
    parent: str | None,
    keys: tuple[str, ...] | None = None,
) -> TableSchema:
    unique = keys if keys is not None else (key,) if key is not None else ()
    return TableSchema(name, MappingProxyType(dict(columns)), key, parent, unique)


_MEASURES: Final = (
    "APARTMENTS",
    "BASEMENTAREA",
    "YEARS_BEGINEXPLUATATION",
    "YEARS_BUILD",
    "COMMONAREA",
    "ELEVATORS",
    "ENTRANCES",
    "FLOORSMAX",
    "FLOORSMIN",
    "LANDAREA",
    "LIVINGAPARTMENTS",
    "LIVINGAREA",
    "NONLIVINGAPARTMENTS",
    "NONLIVINGAREA",
)
_BUILDING = " ".join(f"{measure}_{kind}" for kind in ("AVG", "MODE", "MEDI") for measure in _MEASURES)
_DOCUMENTS = " ".join(f"FLAG_DOCUMENT_{number}" for number in range(2, 22))

_FORM = _columns(
    f"""
    VARCHAR NAME_CONTRACT_TYPE CODE_GENDER FLAG_OWN_CAR FLAG_OWN_REALTY
    BIGINT CNT_CHILDREN
    DOUBLE AMT_INCOME_TOTAL AMT_CREDIT AMT_ANNUITY AMT_GOODS_PRICE
    VARCHAR NAME_TYPE_SUITE NAME_INCOME_TYPE NAME_EDUCATION_TYPE NAME_FAMILY_STATUS NAME_HOUSING_TYPE
    DOUBLE REGION_POPULATION_RELATIVE
    BIGINT DAYS_BIRTH DAYS_EMPLOYED
    DOUBLE DAYS_REGISTRATION
    BIGINT DAYS_ID_PUBLISH
    DOUBLE OWN_CAR_AGE
    BIGINT FLAG_MOBIL FLAG_EMP_PHONE FLAG_WORK_PHONE FLAG_CONT_MOBILE FLAG_PHONE FLAG_EMAIL
    VARCHAR OCCUPATION_TYPE
    DOUBLE CNT_FAM_MEMBERS
    BIGINT REGION_RATING_CLIENT REGION_RATING_CLIENT_W_CITY
    VARCHAR WEEKDAY_APPR_PROCESS_START
    BIGINT HOUR_APPR_PROCESS_START
    REG_REGION_NOT_LIVE_REGION REG_REGION_NOT_WORK_REGION LIVE_REGION_NOT_WORK_REGION
    REG_CITY_NOT_LIVE_CITY REG_CITY_NOT_WORK_CITY LIVE_CITY_NOT_WORK_CITY
    VARCHAR ORGANIZATION_TYPE
    DOUBLE EXT_SOURCE_1 EXT_SOURCE_2 EXT_SOURCE_3
    {_BUILDING}
    VARCHAR FONDKAPREMONT_MODE HOUSETYPE_MODE
    DOUBLE TOTALAREA_MODE
    VARCHAR WALLSMATERIAL_MODE EMERGENCYSTATE_MODE
    DOUBLE OBS_30_CNT_SOCIAL_CIRCLE DEF_30_CNT_SOCIAL_CIRCLE OBS_60_CNT_SOCIAL_CIRCLE
    DEF_60_CNT_SOCIAL_CIRCLE DAYS_LAST_PHONE_CHANGE
    BIGINT {_DOCUMENTS}
    DOUBLE AMT_REQ_CREDIT_BUREAU_HOUR AMT_REQ_CREDIT_BUREAU_DAY AMT_REQ_CREDIT_BUREAU_WEEK
    AMT_REQ_CREDIT_BUREAU_MON AMT_REQ_CREDIT_BUREAU_QRT AMT_REQ_CREDIT_BUREAU_YEAR
    """
)

_BUREAU = _columns(
    """
    BIGINT SK_ID_CURR SK_ID_BUREAU
    VARCHAR CREDIT_ACTIVE CREDIT_CURRENCY
    BIGINT DAYS_CREDIT CREDIT_DAY_OVERDUE
    DOUBLE DAYS_CREDIT_ENDDATE DAYS_ENDDATE_FACT AMT_CREDIT_MAX_OVERDUE
    BIGINT CNT_CREDIT_PROLONG
    DOUBLE AMT_CREDIT_SUM AMT_CREDIT_SUM_DEBT AMT_CREDIT_SUM_LIMIT AMT_CREDIT_SUM_OVERDUE
    VARCHAR CREDIT_TYPE
    BIGINT DAYS_CREDIT_UPDATE
    DOUBLE AMT_ANNUITY
    """
)

_PREVIOUS = _columns(
    """
    BIGINT SK_ID_PREV SK_ID_CURR
    VARCHAR NAME_CONTRACT_TYPE
    DOUBLE AMT_ANNUITY AMT_APPLICATION AMT_CREDIT AMT_DOWN_PAYMENT AMT_GOODS_PRICE
    VARCHAR WEEKDAY_APPR_PROCESS_START
    BIGINT HOUR_APPR_PROCESS_START
    VARCHAR FLAG_LAST_APPL_PER_CONTRACT
    BIGINT NFLAG_LAST_APPL_IN_DAY
    DOUBLE RATE_DOWN_PAYMENT RATE_INTEREST_PRIMARY RATE_INTEREST_PRIVILEGED
    VARCHAR NAME_CASH_LOAN_PURPOSE NAME_CONTRACT_STATUS
    BIGINT DAYS_DECISION
    VARCHAR NAME_PAYMENT_TYPE CODE_REJECT_REASON NAME_TYPE_SUITE NAME_CLIENT_TYPE NAME_GOODS_CATEGORY
    NAME_PORTFOLIO NAME_PRODUCT_TYPE CHANNEL_TYPE
    BIGINT SELLERPLACE_AREA
    VARCHAR NAME_SELLER_INDUSTRY
    DOUBLE CNT_PAYMENT
    VARCHAR NAME_YIELD_GROUP PRODUCT_COMBINATION
    DOUBLE DAYS_FIRST_DRAWING DAYS_FIRST_DUE DAYS_LAST_DUE_1ST_VERSION DAYS_LAST_DUE DAYS_TERMINATION
    NFLAG_INSURED_ON_APPROVAL
    """
)

_CARDS = _columns(
    """
    BIGINT SK_ID_PREV SK_ID_CURR MONTHS_BALANCE
    DOUBLE AMT_BALANCE
    BIGINT AMT_CREDIT_LIMIT_ACTUAL
    DOUBLE AMT_DRAWINGS_ATM_CURRENT AMT_DRAWINGS_CURRENT AMT_DRAWINGS_OTHER_CURRENT AMT_DRAWINGS_POS_CURRENT
    AMT_INST_MIN_REGULARITY AMT_PAYMENT_CURRENT AMT_PAYMENT_TOTAL_CURRENT AMT_RECEIVABLE_PRINCIPAL
    AMT_RECIVABLE AMT_TOTAL_RECEIVABLE CNT_DRAWINGS_ATM_CURRENT
    BIGINT CNT_DRAWINGS_CURRENT
    DOUBLE CNT_DRAWINGS_OTHER_CURRENT CNT_DRAWINGS_POS_CURRENT CNT_INSTALMENT_MATURE_CUM
    VARCHAR NAME_CONTRACT_STATUS
    BIGINT SK_DPD SK_DPD_DEF
    """
)

_POS = _columns(
    """
    BIGINT SK_ID_PREV SK_ID_CURR MONTHS_BALANCE
    DOUBLE CNT_INSTALMENT CNT_INSTALMENT_FUTURE
    VARCHAR NAME_CONTRACT_STATUS
    BIGINT SK_DPD SK_DPD_DEF
    """
)

_INSTALMENTS = _columns(
    """
    BIGINT SK_ID_PREV SK_ID_CURR
    DOUBLE NUM_INSTALMENT_VERSION
    BIGINT NUM_INSTALMENT_NUMBER
    DOUBLE DAYS_INSTALMENT DAYS_ENTRY_PAYMENT AMT_INSTALMENT AMT_PAYMENT
    """
)

_CLIENT_COLUMN: Final[dict[str, SqlType]] = {KEY: "BIGINT"}
_TARGET_COLUMN: Final[dict[str, SqlType]] = {TARGET: "BIGINT"}
_BALANCE = _columns("BIGINT SK_ID_BUREAU MONTHS_BALANCE VARCHAR STATUS")

SCHEMAS: Final[Mapping[str, TableSchema]] = MappingProxyType(
    {
        schema.name: schema
        for schema in (
            _table(TRAIN, _CLIENT_COLUMN | _TARGET_COLUMN | _FORM, key=KEY, parent=None),
            _table(TEST, _CLIENT_COLUMN | _FORM, key=KEY, parent=None),
            _table("bureau", _BUREAU, key="SK_ID_BUREAU", parent=KEY),
            _table(
                "bureau_balance", _BALANCE, key=None, parent="SK_ID_BUREAU", keys=("SK_ID_BUREAU", "MONTHS_BALANCE")
            ),
            _table("previous_application", _PREVIOUS, key="SK_ID_PREV", parent=KEY),
            _table("POS_CASH_balance", _POS, key=None, parent="SK_ID_PREV", keys=("SK_ID_PREV", MONTH)),
            _table("credit_card_balance", _CARDS, key=None, parent="SK_ID_PREV", keys=("SK_ID_PREV", MONTH)),
            _table("installments_payments", _INSTALMENTS, key=None, parent="SK_ID_PREV"),
        )
    }
)
"""Every table by its Kaggle name, the two application tables first."""

APPLICATION_TABLES: Final = (TRAIN, TEST)
HISTORY_TABLES: Final = tuple(name for name in SCHEMAS if name not in APPLICATION_TABLES)
