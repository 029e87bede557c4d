"""What was drawn with credit cards, in cash or not, what was paid back, and how late."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, exact_sum, ratio, share
from model_build.features.cards_use import NO_CARD
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

PAYMENTS = Registry("card_use", "credit_card_balance", null_rule=NO_CARD)
_UNUSED: Final = Text(
    "Unknown for somebody who drew nothing with a card from us in this time.",
    "Inconnu pour qui n’a rien utilisé avec une carte chez nous sur cette période.",
)
_UNRECORDED: Final = Text(
    "Unknown for somebody whose drawings with a card from us are not recorded in this time.",
    "Inconnu si l’utilisation d’une carte chez nous n’est pas enregistrée sur cette période.",
)
_NO_MINIMUM: Final = Text(
    "Unknown for somebody of whom no minimum payment was asked in this time.",
    "Inconnu si aucun versement minimum n’a été demandé sur cette période.",
)

_EVER: Final = 10_000
"""Months: further back than any record."""


def _cash_share(rows: ir.Table, months: int) -> ir.NumericValue:
    window = rows.month >= -months
    return ratio(exact_sum(rows.cash, where=window), exact_sum(rows.drawings, where=window & rows.cash.notnull()))


def _paid_to_minimum(rows: ir.Table, months: int) -> ir.NumericValue:
    is_due = (rows.minimum > 0) & (rows.month >= -months)
    return ratio(exact_sum(rows.paid, where=is_due), exact_sum(rows.minimum, where=is_due & rows.paid.notnull()))


@PAYMENTS.add(
    Text("Share of card drawings taken in cash", "Part des retraits d’espèces par carte"),
    Text(
        "Cash taken from machines divided by everything drawn with the card.",
        "Espèces retirées aux distributeurs divisées par tout ce que la carte a servi à payer ou à retirer.",
    ),
    Unit.SHARE,
    null_rule=_UNUSED,
)
def CARD_CASH_SHARE(rows: ir.Table) -> ir.Value:
    return _cash_share(rows, _EVER)


@PAYMENTS.add(
    Text(
        "Share of card drawings taken in cash, last 6 months", "Part des retraits d’espèces par carte, 6 derniers mois"
    ),
    Text(
        "Cash taken from machines divided by everything drawn with the card over the last six months.",
        "Espèces retirées aux distributeurs divisées par toute l’utilisation de la carte sur les six derniers mois.",
    ),
    Unit.SHARE,
    null_rule=_UNUSED,
)
def CARD_CASH_SHARE_6M(rows: ir.Table) -> ir.Value:
    return _cash_share(rows, 6)


@PAYMENTS.add(
    Text("Average cash taken by card, last 6 months", "Retraits d’espèces mensuels par carte, 6 derniers mois"),
    Text(
        "Average amount taken from machines in a month over the six months before the application.",
        "Montant moyen retiré aux distributeurs par mois sur les six mois précédant la demande.",
    ),
    Unit.MONEY,
    null_rule=_UNRECORDED,
)
def CARD_CASH_6M(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.cash, where=rows.month >= -6)


@PAYMENTS.add(
    Text("Cash drawings by card, last 6 months", "Nombre de retraits par carte, 6 derniers mois"),
    Text(
        "How many times cash was taken from machines over the six months before the application.",
        "Nombre de retraits aux distributeurs sur les six mois précédant la demande.",
    ),
    Unit.COUNT,
    null_rule=_UNRECORDED,
)
def CARD_CASH_COUNT_6M(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.cash_count, where=rows.month >= -6)


@PAYMENTS.add(
    Text("Average card drawings, last 6 months", "Utilisation mensuelle de la carte, 6 derniers mois"),
    Text(
        "Average amount drawn in a month over the six months before the application.",
        "Montant moyen utilisé par mois sur les six mois précédant la demande.",
    ),
    Unit.MONEY,
    null_rule=_UNRECORDED,
)
def CARD_DRAWINGS_6M(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.drawings, where=rows.month >= -6)


@PAYMENTS.add(
    Text("Time since the card was last used", "Temps écoulé depuis la dernière utilisation de la carte"),
    Text(
        "Months between the last one in which something was drawn and the application.",
        "Mois entre la dernière utilisation de la carte et la demande.",
    ),
    Unit.MONTHS,
    null_rule=Text(
        "Unknown for somebody who never drew anything with a card from us.",
        "Inconnu pour qui n’a jamais rien utilisé avec une carte chez nous.",
    ),
)
def CARD_SINCE_DRAWING(rows: ir.Table) -> ir.Value:
    return -rows.month.max(where=rows.drawings > 0)


@PAYMENTS.add(
    Text("Card payments compared with the minimum", "Versements de carte rapportés au minimum"),
    Text(
        "Payments divided by the minimum asked for, over months with a minimum.",
        "Versements divisés par le minimum demandé, sur les mois où il y en a un.",
    ),
    Unit.RATIO,
    null_rule=_NO_MINIMUM,
)
def CARD_PAID_TO_MINIMUM(rows: ir.Table) -> ir.Value:
    return _paid_to_minimum(rows, _EVER)


@PAYMENTS.add(
    Text(
        "Card payments compared with the minimum, last 6 months",
        "Versements de carte rapportés au minimum, 6 derniers mois",
    ),
    Text(
        "Payments divided by the minimum asked for, over those of the last six months with a minimum.",
        "Versements divisés par le minimum demandé, sur ceux des six derniers mois où il y en a un.",
    ),
    Unit.RATIO,
    null_rule=_NO_MINIMUM,
)
def CARD_PAID_TO_MINIMUM_6M(rows: ir.Table) -> ir.Value:
    return _paid_to_minimum(rows, 6)


@PAYMENTS.add(
    Text("Share of card months paid below the minimum", "Part des mois de carte payés sous le minimum"),
    Text(
        "Months in which less than the minimum was paid, divided by those with a minimum.",
        "Mois où moins que le minimum a été versé, divisés par ceux où il y en a un.",
    ),
    Unit.SHARE,
    null_rule=_NO_MINIMUM,
)
def CARD_BELOW_MINIMUM_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.paid < rows.minimum, where=rows.minimum > 0)


@PAYMENTS.add(
    Text("Share of card months overdue", "Part des mois de carte en retard"),
    Text(
        "Months overdue divided by all card months, small debts left aside.",
        "Mois en retard divisés par tous les mois de carte, petites dettes mises à part.",
    ),
    Unit.SHARE,
    direction=1,
)
def CARD_OVERDUE_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.overdue > 0)


@PAYMENTS.add(
    Text("Card months overdue, last 6 months", "Mois de carte en retard, 6 derniers mois"),
    Text(
        "Months overdue among the last six, small debts left aside.",
        "Mois en retard parmi les six derniers, petites dettes mises à part.",
    ),
    Unit.COUNT,
    direction=1,
)
def CARD_OVERDUE_6M(rows: ir.Table) -> ir.Value:
    return ((rows.overdue > 0) & (rows.month >= -6)).cast("int64").sum()


@PAYMENTS.add(
    Text("Longest delay on a card", "Plus long retard sur une carte"),
    Text(
        "The most days overdue in any card month, small debts left aside.",
        "Le plus grand nombre de jours de retard au cours d’un mois de carte, petites dettes mises à part.",
    ),
    Unit.DAYS,
    direction=1,
)
def CARD_OVERDUE_MAX(rows: ir.Table) -> ir.Value:
    return rows.overdue.max()
