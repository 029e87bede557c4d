"""Monthly balances of the client's credit cards with this lender."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from model_build.features.cards_payments import PAYMENTS
from model_build.features.cards_use import USE
from model_build.features.registry import Categories, History
from model_bundle.home_credit import KEY


def card_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return the card months; a drawing below zero is a mistake and null."""
    raw = tables["credit_card_balance"]
    return raw.select(
        raw[KEY],
        month=raw.MONTHS_BALANCE,
        balance=raw.AMT_BALANCE,
        ceiling=raw.AMT_CREDIT_LIMIT_ACTUAL,
        cash=_not_negative(raw.AMT_DRAWINGS_ATM_CURRENT),
        cash_count=_not_negative(raw.CNT_DRAWINGS_ATM_CURRENT),
        drawings=_not_negative(raw.AMT_DRAWINGS_CURRENT),
        minimum=raw.AMT_INST_MIN_REGULARITY,
        paid=raw.AMT_PAYMENT_CURRENT,
        overdue=raw.SK_DPD_DEF,
    )


CARD_HISTORY = History((USE, PAYMENTS), card_rows)


def _not_negative(amount: ir.NumericColumn) -> ir.NumericValue:
    return ibis.ifelse(amount < 0, ibis.null("float64"), amount)
