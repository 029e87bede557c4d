"""The one table of limits: which numbers each column of the eight tables can hold.

The published tables set the pattern: every row of theirs lies inside, their known oddities too (the year 365243, a
region rated -1, drawings and debts below zero, credits of a century ago). Features turn those oddities to null where
they are computed. What lies outside is no fact about anybody, but a slip: a sign lost, a unit mistaken, a mark for "no
data" that was written as a number.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from model_bundle.home_credit import BIRTH, EMPLOYED, KEY, NO_DATE, TARGET

FORM: Final = "application_test"


@dataclass(frozen=True)
class ColumnLimits:
    """The lowest and the highest value of a column, both allowed.

    Attributes
    ----------
    also
        Single values outside that have a meaning of their own.
    is_whole
        Whether the column holds whole numbers only.
    """

    lowest: float
    highest: float
    also: tuple[float, ...] = ()
    is_whole: bool = False

    def hold(self, value: float) -> bool:
        """Return whether a value is allowed; NaN and infinity never are."""
        try:
            number = float(value)
        except OverflowError:
            return False
        if number in self.also:
            return True
        return self.lowest <= number <= self.highest and (not self.is_whole or number == math.floor(number))

    def __str__(self) -> str:
        kind = "a whole number, " if self.is_whole else ""
        others = "".join(f", or {value:,.15g}" for value in self.also)
        return f"{kind}at least {self.lowest:,.15g} and at most {self.highest:,.15g}{others}"


@dataclass(frozen=True)
class Relation:
    """A column whose value is at most that of another column in the same row, times a factor.

    It says nothing where the other value is missing, zero, or outside its own limits.
    """

    column: str
    other: str
    times: int = 1

    @property
    def bound(self) -> str:
        """What the value must not exceed, in words and in SQL."""
        return self.other if self.times == 1 else f"{self.times} * {self.other}"


# 110 years. Nobody is older, and nothing that is counted back from today began earlier.
_LIFE: Final = -40_150
_ADULT: Final = -6_570
# A few credits of the bureau are dated back to 1900 or so.
_CENTURY: Final = -45_000

_FLAG: Final = ColumnLimits(0, 1, is_whole=True)
_SHARE: Final = ColumnLimits(0, 1)
_PAST: Final = ColumnLimits(_LIFE, 0)
_PAST_OR_NO_DATE: Final = ColumnLimits(_LIFE, 0, also=(NO_DATE,))
_OLD_PAST: Final = ColumnLimits(_CENTURY, 0)
_MONTH: Final = ColumnLimits(-600, 0, is_whole=True)
_HOUR: Final = ColumnLimits(0, 23, is_whole=True)
_COUNT: Final = ColumnLimits(0, 500, is_whole=True)
_TERM: Final = ColumnLimits(0, 600, is_whole=True)
_DAYS_LATE: Final = ColumnLimits(0, 10_000, is_whole=True)
# The largest credit of this lender is of seven million.
_CREDIT: Final = ColumnLimits(0, 5e7)
_INSTALMENT: Final = ColumnLimits(0, 5e6)
# Other lenders' credits reach 585 million; 999,999,999 is a mark for "no data".
_OTHERS_CREDIT: Final = ColumnLimits(0, 9e8)
# Corrections of a drawing by a few thousand; an account overpaid by less than half a million.
_DRAWING: Final = ColumnLimits(-1e4, 5e7)
_BALANCE: Final = ColumnLimits(-1e6, 5e7)
_NUMBER: Final = ColumnLimits(1, 2**53 - 1, is_whole=True)


def _each(names: str, limits: ColumnLimits) -> dict[str, ColumnLimits]:
    return dict.fromkeys(names.split(), limits)


_MEASURES: Final = (
    "APARTMENTS BASEMENTAREA YEARS_BEGINEXPLUATATION YEARS_BUILD COMMONAREA ELEVATORS ENTRANCES FLOORSMAX FLOORSMIN "
    "LANDAREA LIVINGAPARTMENTS LIVINGAREA NONLIVINGAPARTMENTS NONLIVINGAREA"
)
_BUILDING: Final = " ".join(f"{name}_{kind}" for kind in ("AVG", "MODE", "MEDI") for name in _MEASURES.split())
_DOCUMENTS: Final = " ".join(f"FLAG_DOCUMENT_{number}" for number in range(2, 22))
_ENQUIRIES: Final = " ".join(f"AMT_REQ_CREDIT_BUREAU_{span}" for span in ("HOUR", "DAY", "WEEK", "MON", "QRT", "YEAR"))

_APPLICATION: Final = {
    KEY: _NUMBER,
    "CNT_CHILDREN": ColumnLimits(0, 30, is_whole=True),
    "CNT_FAM_MEMBERS": ColumnLimits(1, 40, is_whole=True),
    # Income, instalment and price divide other amounts: next to nothing would make a ratio of billions.
    "AMT_INCOME_TOTAL": ColumnLimits(1_000, 2e8),
    "AMT_CREDIT": ColumnLimits(1_000, 5e7),
    "AMT_ANNUITY": ColumnLimits(100, 5e6),
    "AMT_GOODS_PRICE": ColumnLimits(1_000, 5e7),
    "REGION_POPULATION_RELATIVE": _SHARE,
    BIRTH: ColumnLimits(_LIFE, _ADULT),
    EMPLOYED: _PAST_OR_NO_DATE,
    **_each("DAYS_REGISTRATION DAYS_ID_PUBLISH DAYS_LAST_PHONE_CHANGE", _PAST),
    "OWN_CAR_AGE": ColumnLimits(0, 120, is_whole=True),
    **_each("FLAG_MOBIL FLAG_EMP_PHONE FLAG_WORK_PHONE FLAG_CONT_MOBILE FLAG_PHONE FLAG_EMAIL", _FLAG),
    "REGION_RATING_CLIENT": ColumnLimits(1, 3, is_whole=True),
    "REGION_RATING_CLIENT_W_CITY": ColumnLimits(1, 3, also=(-1,), is_whole=True),
    "HOUR_APPR_PROCESS_START": _HOUR,
    **_each("REG_REGION_NOT_LIVE_REGION REG_REGION_NOT_WORK_REGION LIVE_REGION_NOT_WORK_REGION", _FLAG),
    **_each("REG_CITY_NOT_LIVE_CITY REG_CITY_NOT_WORK_CITY LIVE_CITY_NOT_WORK_CITY", _FLAG),
    **_each("EXT_SOURCE_1 EXT_SOURCE_2 EXT_SOURCE_3 TOTALAREA_MODE", _SHARE),
    **_each(_BUILDING, _SHARE),
    **_each("OBS_30_CNT_SOCIAL_CIRCLE DEF_30_CNT_SOCIAL_CIRCLE", _COUNT),
    **_each("OBS_60_CNT_SOCIAL_CIRCLE DEF_60_CNT_SOCIAL_CIRCLE", _COUNT),
    **_each(_DOCUMENTS, _FLAG),
    **_each(_ENQUIRIES, _COUNT),
}

_BUREAU: Final = {
    **_each(f"{KEY} SK_ID_BUREAU", _NUMBER),
    **_each("DAYS_CREDIT DAYS_ENDDATE_FACT", _OLD_PAST),
    "CREDIT_DAY_OVERDUE": _DAYS_LATE,
    "DAYS_CREDIT_ENDDATE": ColumnLimits(_CENTURY, 36_500),
    # A handful of reports bear a date up to a year after the application.
    "DAYS_CREDIT_UPDATE": ColumnLimits(_CENTURY, 400),
    "CNT_CREDIT_PROLONG": ColumnLimits(0, 100, is_whole=True),
    **_each("AMT_CREDIT_MAX_OVERDUE AMT_CREDIT_SUM AMT_CREDIT_SUM_OVERDUE AMT_ANNUITY", _OTHERS_CREDIT),
    "AMT_CREDIT_SUM_DEBT": ColumnLimits(-1e7, 9e8),
    "AMT_CREDIT_SUM_LIMIT": ColumnLimits(-1e6, 9e8),
}

_PREVIOUS: Final = {
    **_each(f"SK_ID_PREV {KEY}", _NUMBER),
    "AMT_ANNUITY": _INSTALMENT,
    **_each("AMT_APPLICATION AMT_CREDIT AMT_GOODS_PRICE", _CREDIT),
    # Rounding leaves a down payment of -0.9, and a share of it below zero by as little.
    "AMT_DOWN_PAYMENT": ColumnLimits(-1, 5e7),
    "RATE_DOWN_PAYMENT": ColumnLimits(-0.001, 1),
    **_each("RATE_INTEREST_PRIMARY RATE_INTEREST_PRIVILEGED", _SHARE),
    "HOUR_APPR_PROCESS_START": _HOUR,
    **_each("NFLAG_LAST_APPL_IN_DAY NFLAG_INSURED_ON_APPROVAL", _FLAG),
    "DAYS_DECISION": _PAST,
    "SELLERPLACE_AREA": ColumnLimits(0, 1e7, also=(-1,), is_whole=True),
    "CNT_PAYMENT": _TERM,
    **_each("DAYS_FIRST_DRAWING DAYS_FIRST_DUE DAYS_LAST_DUE DAYS_TERMINATION", _PAST_OR_NO_DATE),
    # The plan of a running credit ends in the future.
    "DAYS_LAST_DUE_1ST_VERSION": ColumnLimits(_LIFE, 18_250, also=(NO_DATE,)),
}

_POS: Final = {
    **_each(f"SK_ID_PREV {KEY}", _NUMBER),
    "MONTHS_BALANCE": _MONTH,
    **_each("CNT_INSTALMENT CNT_INSTALMENT_FUTURE", _TERM),
    **_each("SK_DPD SK_DPD_DEF", _DAYS_LATE),
}

_CARDS: Final = {
    **_each(f"SK_ID_PREV {KEY}", _NUMBER),
    "MONTHS_BALANCE": _MONTH,
    **_each("AMT_BALANCE AMT_RECEIVABLE_PRINCIPAL AMT_RECIVABLE AMT_TOTAL_RECEIVABLE", _BALANCE),
    **_each("AMT_DRAWINGS_ATM_CURRENT AMT_DRAWINGS_CURRENT", _DRAWING),
    **_each("AMT_DRAWINGS_OTHER_CURRENT AMT_DRAWINGS_POS_CURRENT AMT_CREDIT_LIMIT_ACTUAL", _CREDIT),
    **_each("AMT_INST_MIN_REGULARITY AMT_PAYMENT_CURRENT AMT_PAYMENT_TOTAL_CURRENT", _CREDIT),
    **_each("CNT_DRAWINGS_ATM_CURRENT CNT_DRAWINGS_CURRENT", ColumnLimits(0, 1_000, is_whole=True)),
    **_each("CNT_DRAWINGS_OTHER_CURRENT CNT_DRAWINGS_POS_CURRENT", ColumnLimits(0, 1_000, is_whole=True)),
    "CNT_INSTALMENT_MATURE_CUM": _TERM,
    **_each("SK_DPD SK_DPD_DEF", _DAYS_LATE),
}

_INSTALMENTS: Final = {
    **_each(f"SK_ID_PREV {KEY}", _NUMBER),
    "NUM_INSTALMENT_VERSION": ColumnLimits(0, 1_000, is_whole=True),
    "NUM_INSTALMENT_NUMBER": ColumnLimits(1, 1_000, is_whole=True),
    **_each("DAYS_INSTALMENT DAYS_ENTRY_PAYMENT", _PAST),
    **_each("AMT_INSTALMENT AMT_PAYMENT", _CREDIT),
}

COLUMN_LIMITS: Final[Mapping[str, Mapping[str, ColumnLimits]]] = MappingProxyType(
    {
        "application_train": MappingProxyType(_APPLICATION | {TARGET: _FLAG}),
        FORM: MappingProxyType(_APPLICATION),
        "bureau": MappingProxyType(_BUREAU),
        "bureau_balance": MappingProxyType({"SK_ID_BUREAU": _NUMBER, "MONTHS_BALANCE": _MONTH}),
        "previous_application": MappingProxyType(_PREVIOUS),
        "POS_CASH_balance": MappingProxyType(_POS),
        "credit_card_balance": MappingProxyType(_CARDS),
        "installments_payments": MappingProxyType(_INSTALMENTS),
    }
)
"""Limits by Kaggle's name of the table, then of the column: every numeric column, and no other."""

_APPLICATION_RELATIONS: Final = (
    # Columns under each other's names, and amounts in cents or thousands, lie within the limits of each column.
    Relation("AMT_ANNUITY", "AMT_CREDIT"),
    Relation("AMT_ANNUITY", "AMT_GOODS_PRICE"),
    Relation("AMT_CREDIT", "AMT_GOODS_PRICE", 10),
    Relation("AMT_GOODS_PRICE", "AMT_CREDIT", 20),
    # Nobody is employed before they are born; what has no date stands in the future.
    Relation(BIRTH, EMPLOYED),
)
RELATIONS: Final[Mapping[str, tuple[Relation, ...]]] = MappingProxyType(
    {
        "application_train": _APPLICATION_RELATIONS,
        FORM: _APPLICATION_RELATIONS,
        "previous_application": (Relation("AMT_ANNUITY", "AMT_CREDIT", 2),),
    }
)
"""What must hold between two columns of one row, by Kaggle's name of the table."""
