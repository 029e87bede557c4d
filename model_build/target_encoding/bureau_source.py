"""A credit that another lender reports, as a row-level model sees it."""

from typing import Final

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import ratio
from model_build.target_encoding.row_source import RowSource

_OLDEST_DAY: Final = -40_000


def _this_century(day: ir.NumericValue) -> ir.Value:
    return ibis.ifelse(day < _OLDEST_DAY, ibis.null("float64"), day.cast("float64"))


def _debt(raw: ir.Table) -> ir.NumericValue:
    # Greatest skips nulls: an unknown debt would become zero.
    return ibis.ifelse(
        raw.AMT_CREDIT_SUM_DEBT.isnull(), ibis.null("float64"), ibis.greatest(raw.AMT_CREDIT_SUM_DEBT, 0.0)
    )


BUREAU_ROWS: Final = RowSource(
    table="bureau",
    key="SK_ID_BUREAU",
    numbers={
        "begun": lambda raw: _this_century(raw.DAYS_CREDIT),
        "end": lambda raw: _this_century(raw.DAYS_CREDIT_ENDDATE),
        "ended": lambda raw: _this_century(raw.DAYS_ENDDATE_FACT),
        "updated": lambda raw: _this_century(raw.DAYS_CREDIT_UPDATE),
        "length": lambda raw: _this_century(raw.DAYS_CREDIT_ENDDATE) - _this_century(raw.DAYS_CREDIT),
        "ended_early": lambda raw: _this_century(raw.DAYS_CREDIT_ENDDATE) - _this_century(raw.DAYS_ENDDATE_FACT),
        "overdue_days": lambda raw: raw.CREDIT_DAY_OVERDUE,
        "overdue": lambda raw: raw.AMT_CREDIT_SUM_OVERDUE,
        "worst_overdue": lambda raw: raw.AMT_CREDIT_MAX_OVERDUE,
        "prolonged": lambda raw: raw.CNT_CREDIT_PROLONG,
        "credit": lambda raw: raw.AMT_CREDIT_SUM,
        "debt": _debt,
        "ceiling": lambda raw: raw.AMT_CREDIT_SUM_LIMIT,
        "annuity": lambda raw: raw.AMT_ANNUITY,
        "debt_share": lambda raw: ratio(_debt(raw), raw.AMT_CREDIT_SUM),
    },
    categorical=("CREDIT_ACTIVE", "CREDIT_TYPE", "CREDIT_CURRENCY"),
    prefix="BUREAU_RISK",
)
