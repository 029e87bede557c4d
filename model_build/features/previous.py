"""Earlier applications to this lender: granted, refused, cancelled or unused."""

from collections.abc import Mapping
from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import code, ratio
from model_build.features.previous_amounts import AMOUNTS
from model_build.features.previous_decisions import DECISIONS
from model_build.features.previous_latest import LATEST
from model_build.features.registry import Categories, History
from model_bundle.home_credit import KEY, NO_DATE

"""As DAYS_LAST_DUE of a granted loan: it has no last instalment yet. As any other day: never."""
LAST_CATEGORIES: Final = {
    "PREV_LAST_PRODUCT": "PRODUCT_COMBINATION",
    "PREV_LAST_STATUS": "NAME_CONTRACT_STATUS",
    "PREV_LAST_YIELD": "NAME_YIELD_GROUP",
    "PREV_LAST_REJECT": "CODE_REJECT_REASON",
    "PREV_LAST_GOODS": "NAME_GOODS_CATEGORY",
}
"""Aggregate to the column of which it keeps the latest known value."""
_KEY_FACTOR = 10_000_000_000


def previous_rows(tables: Mapping[str, ir.Table], categories: Categories) -> ir.Table:
    """Return the earlier applications, categories as codes."""
    raw = tables["previous_application"]
    is_approved = raw.NAME_CONTRACT_STATUS == "Approved"
    payments = raw.CNT_PAYMENT.nullif(0.0)
    return raw.select(
        raw[KEY],
        raw.RATE_DOWN_PAYMENT,
        day=raw.DAYS_DECISION,
        kind=raw.NAME_CONTRACT_TYPE,
        reason=raw.CODE_REJECT_REASON,
        is_approved=is_approved,
        is_refused=raw.NAME_CONTRACT_STATUS == "Refused",
        is_dropped=raw.NAME_CONTRACT_STATUS.isin(("Canceled", "Unused offer")),
        is_running=(is_approved & (raw.DAYS_LAST_DUE == NO_DATE)).fill_null(False),
        is_insured=raw.NFLAG_INSURED_ON_APPROVAL == 1,
        # An application that was dropped early asks for zero: for nothing that is known.
        asked=raw.AMT_APPLICATION.nullif(0.0),
        credit=raw.AMT_CREDIT,
        annuity=raw.AMT_ANNUITY,
        payments=payments,
        granted_share=ratio(raw.AMT_CREDIT, raw.AMT_APPLICATION),
        interest=ratio(payments * raw.AMT_ANNUITY - raw.AMT_CREDIT, raw.AMT_CREDIT),
        days_early=raw.DAYS_LAST_DUE_1ST_VERSION.nullif(NO_DATE) - raw.DAYS_LAST_DUE.nullif(NO_DATE),
        # Complete: an application has one number.
        order=raw.DAYS_DECISION * _KEY_FACTOR + raw.SK_ID_PREV,
        **{name: code(raw[column], categories[name]) for name, column in LAST_CATEGORIES.items()},
    )


PREVIOUS_HISTORY = History((DECISIONS, AMOUNTS, LATEST), previous_rows)
