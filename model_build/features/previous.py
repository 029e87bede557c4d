"""Earlier applications to this lender: granted, refused, cancelled or unused."""

from collections.abc import Mapping
from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import code, exact_mean, exact_sum, latest, ratio, share
from model_build.features.registry import Categories, History, Registry
from model_build.tables import CLIENT
from model_bundle.catalogue import Text, Unit

PREVIOUS = Registry("previous_loans", "previous_application")
RUNNING = 365_243
"""As DAYS_LAST_DUE of a granted loan: it has no last instalment yet."""
LAST_CATEGORIES: Final = {
    "PREV_LAST_PRODUCT": "PRODUCT_COMBINATION",
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
    return raw.select(
        raw[CLIENT],
        raw.DAYS_DECISION,
        raw.AMT_ANNUITY,
        raw.AMT_CREDIT,
        raw.RATE_DOWN_PAYMENT,
        is_approved=is_approved,
        is_refused=raw.NAME_CONTRACT_STATUS == "Refused",
        is_running=(is_approved & (raw.DAYS_LAST_DUE == RUNNING)).fill_null(False),
        payments=raw.CNT_PAYMENT.nullif(0.0),
        granted_share=ratio(raw.AMT_CREDIT, raw.AMT_APPLICATION),
        interest=ratio(raw.CNT_PAYMENT.nullif(0.0) * raw.AMT_ANNUITY - raw.AMT_CREDIT, raw.AMT_CREDIT),
        # Complete: an application has one number.
        order=raw.DAYS_DECISION * _KEY_FACTOR + raw.SK_ID_PREV,
        **{name: code(raw[column], categories[name]) for name, column in LAST_CATEGORIES.items()},
    )


PREVIOUS_HISTORY = History(PREVIOUS, previous_rows)


@PREVIOUS.add(
    Text("Earlier applications", "Demandes antérieures"),
    Text("Number of earlier applications to us.", "Nombre de demandes antérieures chez nous."),
    Unit.COUNT,
)
def PREV_COUNT(rows: ir.Table) -> ir.Value:
    return rows.count()


@PREVIOUS.add(
    Text("Earlier applications granted", "Demandes antérieures accordées"),
    Text("Number of earlier applications that were granted.", "Nombre de demandes antérieures accordées."),
    Unit.COUNT,
)
def PREV_APPROVED(rows: ir.Table) -> ir.Value:
    return rows.is_approved.cast("int64").sum()


@PREVIOUS.add(
    Text("Share of earlier applications refused", "Part des demandes antérieures refusées"),
    Text(
        "Refused applications divided by all earlier applications.",
        "Demandes refusées divisées par toutes les demandes antérieures.",
    ),
    Unit.SHARE,
)
def PREV_REFUSED_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_refused)


@PREVIOUS.add(
    Text("Amount granted compared with the amount asked for", "Montant accordé rapporté au montant demandé"),
    Text(
        "Average, over earlier applications, of the credit divided by the amount asked for.",
        "Moyenne, sur les demandes antérieures, du crédit divisé par le montant demandé.",
    ),
    Unit.RATIO,
)
def PREV_GRANTED_TO_ASKED(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.granted_share)


@PREVIOUS.add(
    Text("Average length of granted credits", "Durée moyenne des crédits accordés"),
    Text(
        "Average number of instalments of the earlier credits that were granted.",
        "Nombre moyen d’échéances des crédits antérieurs accordés.",
    ),
    Unit.NUMBER,
)
def PREV_PAYMENTS_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.payments, where=rows.is_approved)


@PREVIOUS.add(
    Text("Time since the latest earlier application", "Temps écoulé depuis la dernière demande"),
    Text(
        "Days between the decision on the most recent earlier application and this one.",
        "Jours entre la décision sur la demande antérieure la plus récente et celle-ci.",
    ),
    Unit.DAYS,
)
def PREV_SINCE_LAST(rows: ir.Table) -> ir.Value:
    return -rows.DAYS_DECISION.max()


@PREVIOUS.add(
    Text("Time since the first application", "Temps écoulé depuis la première demande"),
    Text(
        "Days between the decision on the oldest application to us and this one.",
        "Jours entre la décision sur la plus ancienne demande chez nous et celle-ci.",
    ),
    Unit.DAYS,
)
def PREV_SINCE_FIRST(rows: ir.Table) -> ir.Value:
    return -rows.DAYS_DECISION.min()


@PREVIOUS.add(
    Text("Average down payment", "Apport moyen"),
    Text(
        "Average share of the price that the client paid at once in earlier applications.",
        "Part moyenne du prix que le client a payée comptant dans les demandes antérieures.",
    ),
    Unit.SHARE,
)
def PREV_DOWN_PAYMENT(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.RATE_DOWN_PAYMENT)


@PREVIOUS.add(
    Text("Average implied interest of earlier credits", "Intérêts moyens des crédits antérieurs"),
    Text(
        "Instalments times their number minus the credit, divided by the credit; average.",
        "Échéance multipliée par leur nombre moins le crédit, divisée par le crédit ; moyenne.",
    ),
    Unit.SHARE,
)
def PREV_INTEREST_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.interest)


@PREVIOUS.add(
    Text("Lowest implied interest of earlier credits", "Intérêts les plus bas des crédits antérieurs"),
    Text(
        "Instalments times their number minus the credit, divided by the credit; lowest.",
        "Échéance multipliée par leur nombre moins le crédit, divisée par le crédit ; la plus basse valeur.",
    ),
    Unit.SHARE,
)
def PREV_INTEREST_MIN(rows: ir.Table) -> ir.Value:
    return rows.interest.min()


@PREVIOUS.add(
    Text("Highest implied interest of earlier credits", "Intérêts les plus élevés des crédits antérieurs"),
    Text(
        "Instalments times their number minus the credit, divided by the credit; highest.",
        "Échéance multipliée par leur nombre moins le crédit, divisée par le crédit ; la plus haute valeur.",
    ),
    Unit.SHARE,
)
def PREV_INTEREST_MAX(rows: ir.Table) -> ir.Value:
    return rows.interest.max()


@PREVIOUS.add(
    Text("Instalment of the latest granted credit", "Échéance du dernier crédit accordé"),
    Text(
        "One instalment of the most recent earlier credit that was granted.",
        "Une échéance du crédit antérieur accordé le plus récent.",
    ),
    Unit.MONEY,
)
def PREV_LAST_ANNUITY(rows: ir.Table) -> ir.Value:
    return latest(rows.AMT_ANNUITY, rows.order, where=rows.is_approved)


@PREVIOUS.add(
    Text("Instalments of the running credits with us", "Échéances des crédits en cours chez nous"),
    Text(
        "Sum of one instalment of each earlier credit that is still running.",
        "Somme d’une échéance de chaque crédit antérieur encore en cours.",
    ),
    Unit.MONEY,
)
def PREV_RUNNING_ANNUITY(rows: ir.Table) -> ir.Value:
    # None running is a known fact of a client with earlier applications: zero, not null.
    return exact_sum(rows.AMT_ANNUITY, where=rows.is_running).fill_null(0.0)


@PREVIOUS.add(
    Text("Product of the latest application", "Produit de la dernière demande"),
    Text("Kind of credit last asked for.", "Type de crédit demandé en dernier."),
    Unit.CATEGORY,
)
def PREV_LAST_PRODUCT(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_PRODUCT, rows.order)


@PREVIOUS.add(
    Text("Interest level of the latest application", "Niveau d’intérêt de la dernière demande"),
    Text(
        "Interest level of the latest application that states one.",
        "Niveau d’intérêt de la dernière demande qui en indique un.",
    ),
    Unit.CATEGORY,
)
def PREV_LAST_YIELD(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_YIELD, rows.order)


@PREVIOUS.add(
    Text("Reason of refusal of the latest application", "Motif de refus de la dernière demande"),
    Text(
        "Why the latest application was refused, if it was.",
        "Pourquoi la dernière demande a été refusée, le cas échéant.",
    ),
    Unit.CATEGORY,
)
def PREV_LAST_REJECT(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_REJECT, rows.order)


@PREVIOUS.add(
    Text("Goods of the latest application", "Bien financé par la dernière demande"),
    Text(
        "Kind of goods of the latest application that names any.",
        "Type de bien de la dernière demande qui en indique un.",
    ),
    Unit.CATEGORY,
)
def PREV_LAST_GOODS(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_GOODS, rows.order)
