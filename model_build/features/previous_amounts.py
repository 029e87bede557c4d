"""Requested and granted amounts of previous applications, instalments, implied interest."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, exact_sum, share
from model_build.features.previous_decisions import NO_APPLICATION, NONE_GRANTED
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

AMOUNTS = Registry("previous_loans", "previous_application", null_rule=NO_APPLICATION)
_NO_AMOUNT: Final = Text(
    "Unknown for somebody none of whose earlier applications states an amount.",
    "Inconnu si aucune demande antérieure n’indique de montant.",
)
_NO_INTEREST: Final = Text(
    "Unknown for somebody none of whose earlier applications states an instalment and their number.",
    "Inconnu si aucune demande antérieure n’indique une mensualité et leur nombre.",
)


@AMOUNTS.add(
    Text("Average amount asked for before", "Montant moyen demandé auparavant"),
    Text(
        "Average amount of the earlier applications that state one.",
        "Montant moyen des demandes antérieures qui en indiquent un.",
    ),
    Unit.MONEY,
    null_rule=_NO_AMOUNT,
)
def PREV_ASKED_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.asked)


@AMOUNTS.add(
    Text("Average amount refused before", "Montant moyen refusé auparavant"),
    Text(
        "Average amount asked for in the earlier applications that were refused.",
        "Montant moyen demandé dans les demandes antérieures refusées.",
    ),
    Unit.MONEY,
    null_rule=Text(
        "Unknown if no refused application states an amount.",
        "Inconnu si aucune demande refusée n’indique de montant.",
    ),
)
def PREV_REFUSED_ASKED_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.asked, where=rows.is_refused)


@AMOUNTS.add(
    Text("Largest credit granted before", "Plus gros crédit accordé auparavant"),
    Text(
        "The largest amount of an earlier credit that was granted.",
        "Le plus gros montant d’un crédit antérieur accordé.",
    ),
    Unit.MONEY,
    null_rule=NONE_GRANTED,
)
def PREV_CREDIT_MAX(rows: ir.Table) -> ir.Value:
    return rows.credit.max(where=rows.is_approved)


@AMOUNTS.add(
    Text("Amount granted compared with the amount asked for", "Montant accordé rapporté au montant demandé"),
    Text(
        "Average, over earlier applications, of the credit divided by the amount asked for.",
        "Moyenne, sur les demandes antérieures, du crédit divisé par le montant demandé.",
    ),
    Unit.RATIO,
    null_rule=_NO_AMOUNT,
)
def PREV_GRANTED_TO_ASKED(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.granted_share)


@AMOUNTS.add(
    Text(
        "Lowest amount granted compared with that asked for", "Plus faible montant accordé rapporté au montant demandé"
    ),
    Text(
        "The lowest, over earlier applications, of the credit divided by the amount asked for.",
        "Le plus bas rapport, sur les demandes antérieures, du crédit au montant demandé.",
    ),
    Unit.RATIO,
    null_rule=_NO_AMOUNT,
)
def PREV_GRANTED_TO_ASKED_MIN(rows: ir.Table) -> ir.Value:
    return rows.granted_share.min()


@AMOUNTS.add(
    Text("Average instalment granted before", "Mensualité moyenne accordée auparavant"),
    Text(
        "Average instalment of the earlier credits that were granted.",
        "Mensualité moyenne des crédits antérieurs accordés.",
    ),
    Unit.MONEY,
    null_rule=NONE_GRANTED,
)
def PREV_ANNUITY_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.annuity, where=rows.is_approved)


@AMOUNTS.add(
    Text("Average length of granted credits", "Durée moyenne des crédits accordés"),
    Text(
        "Average number of instalments of the earlier credits that were granted.",
        "Nombre moyen de mensualités des crédits antérieurs accordés.",
    ),
    Unit.NUMBER,
    null_rule=NONE_GRANTED,
)
def PREV_PAYMENTS_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.payments, where=rows.is_approved)


@AMOUNTS.add(
    Text("Longest granted credit", "Plus longue durée d’un crédit accordé"),
    Text(
        "The highest number of instalments of an earlier credit that was granted.",
        "Le plus grand nombre de mensualités d’un crédit antérieur accordé.",
    ),
    Unit.NUMBER,
    null_rule=NONE_GRANTED,
)
def PREV_PAYMENTS_MAX(rows: ir.Table) -> ir.Value:
    return rows.payments.max(where=rows.is_approved)


@AMOUNTS.add(
    Text("Average down payment", "Apport moyen"),
    Text(
        "Average share of the price that the client paid at once in earlier applications.",
        "Part moyenne du prix que le client a payée comptant dans les demandes antérieures.",
    ),
    Unit.SHARE,
    null_rule=Text(
        "Unknown for somebody none of whose earlier applications states a down payment.",
        "Inconnu si aucune demande antérieure n’indique d’apport.",
    ),
)
def PREV_DOWN_PAYMENT(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.RATE_DOWN_PAYMENT)


@AMOUNTS.add(
    Text("Share of granted credits with insurance", "Part des crédits accordés avec assurance"),
    Text(
        "Earlier credits taken with insurance divided by those granted of which it is known.",
        "Crédits antérieurs pris avec une assurance divisés par les crédits accordés dont on le sait.",
    ),
    Unit.SHARE,
    null_rule=NONE_GRANTED,
)
def PREV_INSURED_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_insured, where=rows.is_approved)


@AMOUNTS.add(
    Text("Days by which earlier credits ended early", "Avance moyenne de fin des crédits antérieurs"),
    Text(
        "Average days between the planned and the actual last instalment of finished credits; negative when later.",
        "Nombre moyen de jours entre la dernière échéance réelle et la prévue ; négatif si elle est venue plus tard.",
    ),
    Unit.DAYS,
    null_rule=Text(
        "Unknown for somebody without a finished credit with us.",
        "Inconnu pour qui n’a aucun crédit terminé chez nous.",
    ),
)
def PREV_DAYS_EARLY(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.days_early, where=rows.is_approved)


@AMOUNTS.add(
    Text("Average implied interest of earlier credits", "Intérêts moyens des crédits antérieurs"),
    Text(
        "Instalments times their number minus the credit, divided by the credit; average.",
        "Mensualité multipliée par leur nombre moins le crédit, divisée par le crédit ; moyenne.",
    ),
    Unit.SHARE,
    null_rule=_NO_INTEREST,
)
def PREV_INTEREST_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.interest)


@AMOUNTS.add(
    Text("Lowest implied interest of earlier credits", "Intérêts les plus bas des crédits antérieurs"),
    Text(
        "Instalments times their number minus the credit, divided by the credit; lowest.",
        "Mensualité multipliée par leur nombre moins le crédit, divisée par le crédit ; la plus basse valeur.",
    ),
    Unit.SHARE,
    null_rule=_NO_INTEREST,
)
def PREV_INTEREST_MIN(rows: ir.Table) -> ir.Value:
    return rows.interest.min()


@AMOUNTS.add(
    Text("Highest implied interest of earlier credits", "Intérêts les plus élevés des crédits antérieurs"),
    Text(
        "Instalments times their number minus the credit, divided by the credit; highest.",
        "Mensualité multipliée par leur nombre moins le crédit, divisée par le crédit ; la plus haute valeur.",
    ),
    Unit.SHARE,
    null_rule=_NO_INTEREST,
)
def PREV_INTEREST_MAX(rows: ir.Table) -> ir.Value:
    return rows.interest.max()


@AMOUNTS.add(
    Text("Running credits with us", "Crédits en cours chez nous"),
    Text("Number of earlier credits that are still running.", "Nombre de crédits antérieurs encore en cours."),
    Unit.COUNT,
)
def PREV_RUNNING_COUNT(rows: ir.Table) -> ir.Value:
    return rows.is_running.cast("int64").sum()


@AMOUNTS.add(
    Text("Amount of the running credits with us", "Montant des crédits en cours chez nous"),
    Text(
        "Sum of the amounts of the earlier credits that are still running.",
        "Somme des montants des crédits antérieurs encore en cours.",
    ),
    Unit.MONEY,
)
def PREV_RUNNING_CREDIT(rows: ir.Table) -> ir.Value:
    # None running is a known fact of a client with earlier applications: zero, not null.
    return exact_sum(rows.credit, where=rows.is_running).fill_null(0.0)


@AMOUNTS.add(
    Text("Instalments of the running credits with us", "Mensualités des crédits en cours chez nous"),
    Text(
        "Sum of one instalment of each earlier credit that is still running.",
        "Somme d’une mensualité de chaque crédit antérieur encore en cours.",
    ),
    Unit.MONEY,
)
def PREV_RUNNING_ANNUITY(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.annuity, where=rows.is_running).fill_null(0.0)
