"""The latest of the earlier applications."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import latest
from model_build.features.previous_decisions import NO_APPLICATION, NONE_GRANTED
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

LATEST = Registry("previous_loans", "previous_application", null_rule=NO_APPLICATION)
_UNSTATED: Final = Text(
    "Unknown for somebody none of whose earlier applications states it.",
    "Inconnu si aucune demande antérieure ne l’indique.",
)


@LATEST.add(
    Text("Instalment of the latest granted credit", "Mensualité du dernier crédit accordé"),
    Text(
        "One instalment of the most recent earlier credit that was granted.",
        "Une mensualité du crédit antérieur accordé le plus récent.",
    ),
    Unit.MONEY,
    null_rule=NONE_GRANTED,
)
def PREV_LAST_ANNUITY(rows: ir.Table) -> ir.Value:
    return latest(rows.annuity, rows.order, where=rows.is_approved)


@LATEST.add(
    Text("Length of the latest granted credit", "Durée du dernier crédit accordé"),
    Text(
        "Number of instalments of the most recent earlier credit that was granted.",
        "Nombre de mensualités du crédit antérieur accordé le plus récent.",
    ),
    Unit.NUMBER,
    null_rule=NONE_GRANTED,
)
def PREV_LAST_PAYMENTS(rows: ir.Table) -> ir.Value:
    return latest(rows.payments, rows.order, where=rows.is_approved)


@LATEST.add(
    Text("Implied interest of the latest granted credit", "Intérêts du dernier crédit accordé"),
    Text(
        "Instalments times their number minus the credit, divided by the credit, for the latest credit granted.",
        "Mensualité multipliée par leur nombre moins le crédit, divisée par le crédit, pour le dernier crédit accordé.",
    ),
    Unit.SHARE,
    null_rule=NONE_GRANTED,
)
def PREV_LAST_INTEREST(rows: ir.Table) -> ir.Value:
    return latest(rows.interest, rows.order, where=rows.is_approved)


@LATEST.add(
    Text(
        "Credit compared with the amount asked for, latest application",
        "Crédit rapporté au montant demandé, dernière demande",
    ),
    Text(
        "Credit divided by the amount asked for, for the latest application that states one.",
        "Crédit divisé par le montant demandé, pour la dernière demande qui en indique un.",
    ),
    Unit.RATIO,
    null_rule=_UNSTATED,
)
def PREV_LAST_GRANTED_TO_ASKED(rows: ir.Table) -> ir.Value:
    return latest(rows.granted_share, rows.order)


@LATEST.add(
    Text("Product of the latest application", "Produit de la dernière demande"),
    Text("Kind of credit last asked for.", "Type de crédit demandé en dernier."),
    Unit.CATEGORY,
    null_rule=_UNSTATED,
)
def PREV_LAST_PRODUCT(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_PRODUCT, rows.order)


@LATEST.add(
    Text("Outcome of the latest application", "Issue de la dernière demande"),
    Text(
        "What became of the latest application: granted, refused, cancelled or not used.",
        "Ce qu’est devenue la dernière demande : accordée, refusée, annulée ou non utilisée.",
    ),
    Unit.CATEGORY,
)
def PREV_LAST_STATUS(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_STATUS, rows.order)


@LATEST.add(
    Text("Interest level of the latest application", "Niveau d’intérêt de la dernière demande"),
    Text(
        "Interest level of the latest application that states one.",
        "Niveau d’intérêt de la dernière demande qui en indique un.",
    ),
    Unit.CATEGORY,
    null_rule=_UNSTATED,
)
def PREV_LAST_YIELD(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_YIELD, rows.order)


@LATEST.add(
    Text("Reason of refusal of the latest application", "Motif de refus de la dernière demande"),
    Text(
        "Why the latest application was refused, if it was.",
        "Pourquoi la dernière demande a été refusée, le cas échéant.",
    ),
    Unit.CATEGORY,
    null_rule=_UNSTATED,
)
def PREV_LAST_REJECT(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_REJECT, rows.order)


@LATEST.add(
    Text("Goods of the latest application", "Bien financé par la dernière demande"),
    Text(
        "Kind of goods of the latest application that names any.",
        "Type de bien de la dernière demande qui en indique un.",
    ),
    Unit.CATEGORY,
    null_rule=_UNSTATED,
)
def PREV_LAST_GOODS(rows: ir.Table) -> ir.Value:
    return latest(rows.PREV_LAST_GOODS, rows.order)
