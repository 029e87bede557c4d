"""How much of the limit of credit cards is used."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_sum, ratio, share
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

NO_CARD: Final = Text("Unknown for somebody without a card from us.", "Inconnu pour qui n’a pas de carte chez nous.")
USE = Registry("card_use", "credit_card_balance", null_rule=NO_CARD)
_NO_LIMIT: Final = Text(
    "Unknown for somebody without a card from us that has a limit in this time.",
    "Inconnu pour qui n’a pas de carte chez nous avec un plafond sur cette période.",
)


def _use(rows: ir.Table, months: int) -> ir.NumericValue:
    window = rows.month >= -months
    return ratio(exact_sum(rows.balance, where=window), exact_sum(rows.ceiling, where=window))


@USE.add(
    Text("Card balance compared with the limit, last 2 months", "Solde de carte rapporté au plafond, 2 derniers mois"),
    Text(
        "Balances divided by limits over the two months before the application.",
        "Soldes divisés par les plafonds sur les deux mois précédant la demande.",
    ),
    Unit.SHARE,
    null_rule=_NO_LIMIT,
)
def CARD_USE_2M(rows: ir.Table) -> ir.Value:
    return _use(rows, 2)


@USE.add(
    Text("Card balance compared with the limit, last 6 months", "Solde de carte rapporté au plafond, 6 derniers mois"),
    Text(
        "Balances divided by limits over the six months before the application.",
        "Soldes divisés par les plafonds sur les six mois précédant la demande.",
    ),
    Unit.SHARE,
    null_rule=_NO_LIMIT,
)
def CARD_USE_6M(rows: ir.Table) -> ir.Value:
    return _use(rows, 6)


@USE.add(
    Text("Highest card balance compared with the limit", "Plus haut solde de carte rapporté au plafond"),
    Text(
        "The highest balance of a month divided by that month’s limit.",
        "Le plus haut solde mensuel divisé par le plafond du même mois.",
    ),
    Unit.SHARE,
    null_rule=_NO_LIMIT,
)
def CARD_USE_MAX(rows: ir.Table) -> ir.Value:
    return ratio(rows.balance, rows.ceiling).max()


@USE.add(
    Text("Share of card months above the limit", "Part des mois de carte au-delà du plafond"),
    Text(
        "Months that ended above the limit divided by all card months.",
        "Mois terminés au-delà du plafond divisés par tous les mois de carte.",
    ),
    Unit.SHARE,
)
def CARD_OVER_LIMIT_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.balance > rows.ceiling)


@USE.add(
    Text("Highest card limit", "Plus haut plafond de carte"),
    Text("The highest limit that a card from us ever had.", "Le plus haut plafond qu’ait eu une carte chez nous."),
    Unit.MONEY,
)
def CARD_LIMIT_MAX(rows: ir.Table) -> ir.Value:
    return rows.ceiling.max()


@USE.add(
    Text("Average card balance", "Solde moyen de la carte"),
    Text("Average of the monthly card balances.", "Moyenne des soldes mensuels de la carte."),
    Unit.MONEY,
)
def CARD_BALANCE_MEAN(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.balance), rows.balance.count())


@USE.add(
    Text("Highest card balance", "Plus haut solde de carte"),
    Text("The highest balance of a card at the end of a month.", "Le plus haut solde d’une carte en fin de mois."),
    Unit.MONEY,
)
def CARD_BALANCE_MAX(rows: ir.Table) -> ir.Value:
    return rows.balance.max()


@USE.add(
    Text("Months with a card", "Mois avec une carte"),
    Text("How many months back the card records go.", "Sur combien de mois remontent les relevés de carte."),
    Unit.MONTHS,
)
def CARD_MONTHS(rows: ir.Table) -> ir.Value:
    return -rows.month.min()
