"""Credits that other lenders report to the credit bureau: one row for each past or running credit."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from model_build.features.bureau_credits import CREDITS
from model_build.features.bureau_debt import DEBT
from model_build.features.bureau_windows import WINDOWS
from model_build.features.registry import Categories, History
from model_bundle.home_credit import KEY

_OLDEST_DAY = -40_000


def bureau_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return the reported credits, dates a century ago null, and a debt below zero as nothing owed."""
    raw = tables["bureau"]
    debt = ibis.greatest(raw.AMT_CREDIT_SUM_DEBT, 0.0)
    return raw.select(
        raw[KEY],
        begun=_this_century(raw.DAYS_CREDIT),
        end=_this_century(raw.DAYS_CREDIT_ENDDATE),
        ended=_this_century(raw.DAYS_ENDDATE_FACT),
        kind=raw.CREDIT_TYPE,
        is_active=raw.CREDIT_ACTIVE == "Active",
        is_closed=raw.CREDIT_ACTIVE == "Closed",
        is_bad=raw.CREDIT_ACTIVE.isin(("Sold", "Bad debt")),
        # Greatest skips nulls: an unknown debt would become zero.
        debt=ibis.ifelse(raw.AMT_CREDIT_SUM_DEBT.isnull(), ibis.null("float64"), debt),
        credit=raw.AMT_CREDIT_SUM,
        ceiling=raw.AMT_CREDIT_SUM_LIMIT,
        annuity=raw.AMT_ANNUITY,
        overdue_days=raw.CREDIT_DAY_OVERDUE,
        overdue=raw.AMT_CREDIT_SUM_OVERDUE,
        worst_overdue=raw.AMT_CREDIT_MAX_OVERDUE,
        prolonged=raw.CNT_CREDIT_PROLONG,
    )


BUREAU_HISTORY = History((CREDITS, DEBT, WINDOWS), bureau_rows)


def _this_century(day: ir.NumericColumn) -> ir.NumericValue:
    return ibis.ifelse(day < _OLDEST_DAY, ibis.null(day.type()), day)
