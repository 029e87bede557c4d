"""What is left to pay on loans with this lender that are still running."""

from collections.abc import Mapping
from typing import Final

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import exact_sum, ratio
from model_build.features.registry import Categories, History, Registry
from model_bundle.catalogue import Text, Unit
from model_bundle.home_credit import KEY, NO_DATE

RUNNING_LOANS = Registry(
    "previous_loans",
    "previous_application",
    "installments_payments",
    null_rule=Text(
        "Unknown for somebody without any earlier application to us.",
        "Inconnu pour qui n’a fait aucune demande antérieure chez nous.",
    ),
)
_NONE_RUNNING: Final = Text(
    "Unknown for somebody without a running loan with us.", "Inconnu pour qui n’a aucun prêt en cours chez nous."
)


def running_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return the earlier applications, with what is to be paid and was paid on those that are running loans.

    A card has no number of instalments, and so nothing that is to be paid in all.
    """
    raw, payments = tables["previous_application"], tables["installments_payments"]
    is_running = (raw.NAME_CONTRACT_STATUS == "Approved") & (raw.DAYS_LAST_DUE == NO_DATE)
    in_all = raw.CNT_PAYMENT.nullif(0.0) * raw.AMT_ANNUITY
    loans = raw.select(raw[KEY], raw.SK_ID_PREV, in_all=ibis.ifelse(is_running, in_all, ibis.null("float64")))
    running = loans.filter(loans.in_all.notnull()).select("SK_ID_PREV")
    own = payments.semi_join(running, "SK_ID_PREV")
    paid = own.group_by("SK_ID_PREV").aggregate(paid=exact_sum(own.AMT_PAYMENT))
    joined = loans.left_join(paid, "SK_ID_PREV")
    # What was paid beyond the plan does not make up for another loan.
    known = ibis.ifelse(joined.in_all.isnull(), ibis.null("float64"), joined.paid.fill_null(0.0))
    return joined.select(joined[KEY], joined.in_all, paid=ibis.ifelse(known > joined.in_all, joined.in_all, known))


RUNNING_HISTORY = History((RUNNING_LOANS,), running_rows)


@RUNNING_LOANS.add(
    Text("Left to pay on the running loans with us", "Reste à payer sur les prêts en cours chez nous"),
    Text(
        "All instalments of the running loans minus what was paid so far, interest included.",
        "Toutes les mensualités des prêts en cours moins ce qui a déjà été payé, intérêts compris.",
    ),
    Unit.MONEY,
)
def PREV_RUNNING_DEBT(rows: ir.Table) -> ir.Value:
    # None running is a known fact of a client with earlier applications: zero, not null.
    return exact_sum(rows.in_all - rows.paid).fill_null(0.0)


@RUNNING_LOANS.add(
    Text("Share repaid of the running loans with us", "Part remboursée des prêts en cours chez nous"),
    Text(
        "What was paid so far divided by all instalments of the running loans.",
        "Ce qui a déjà été payé divisé par toutes les mensualités des prêts en cours.",
    ),
    Unit.SHARE,
    null_rule=_NONE_RUNNING,
)
def PREV_RUNNING_REPAID(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.paid), exact_sum(rows.in_all))
