"""How the instalments of earlier credits with this lender were paid: one row for each instalment."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import exact_sum
from model_build.features.instalments_lateness import LATENESS
from model_build.features.instalments_latest import LATEST
from model_build.features.instalments_paid import PAID
from model_build.features.registry import Categories, History
from model_bundle.home_credit import KEY

_INSTALMENT = ("SK_ID_PREV", "NUM_INSTALMENT_NUMBER", "NUM_INSTALMENT_VERSION")
_LONGEST = 20_000
"""Days: a date further away is a mistake, and unknown."""


def instalment_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return one row for each instalment, payments in several parts summed.

    An instalment is late by the day of its last part. A part paid early is not late by a negative number of days.
    ``place`` counts the instalments of a client from the latest, 0, to the oldest; those never paid come after all.
    """
    raw = tables["installments_payments"]
    parts = raw.select(
        *[raw[name] for name in (KEY, *_INSTALMENT)],
        due_day=_whole_days(raw.DAYS_INSTALMENT),
        paid_day=_whole_days(raw.DAYS_ENTRY_PAYMENT),
        due=raw.AMT_INSTALMENT,
        paid=raw.AMT_PAYMENT,
    )
    # A payment that settles two versions of an instalment stands in full on both: capped at what was due.
    instalment = parts.group_by((KEY, *_INSTALMENT)).aggregate(
        due_day=parts.due_day.max(),
        paid_day=parts.paid_day.max(),
        due=parts.due.max(),
        paid=exact_sum(parts.paid),
        parts=parts.count(),
    )
    delay = instalment.paid_day - instalment.due_day
    # By day, then loan, number and version: no two instalments share it, and each has one place.
    newest_first = [delay.isnull().cast("int64"), *(ibis.desc(instalment[name]) for name in ("due_day", *_INSTALMENT))]
    return instalment.select(
        instalment[KEY],
        instalment.due_day,
        instalment.due,
        paid=ibis.least(instalment.paid.fill_null(0.0), instalment.due),
        delay=delay,
        late=ibis.ifelse(delay > 0, delay, ibis.ifelse(delay.isnull(), ibis.null("int64"), 0)),
        is_split=instalment.parts > 1,
        place=ibis.row_number().over(ibis.window(group_by=KEY, order_by=newest_first)),
    )


INSTALMENT_HISTORY = History((LATENESS, PAID, LATEST), instalment_rows)


def _whole_days(days: ir.NumericColumn) -> ir.IntegerColumn:
    return ibis.ifelse(days.abs() < _LONGEST, days, ibis.null("float64")).round().cast("int64")
