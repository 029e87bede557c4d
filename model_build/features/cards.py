"""Monthly balances of the client's credit cards with this lender."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import exact_sum, ratio, share
from model_build.features.registry import Categories, History, Registry
from model_build.tables import CLIENT
from model_bundle.catalogue import Text, Unit

CARDS = Registry("card_use", "credit_card_balance")


def card_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return the card months; a drawing below zero is a mistake and null."""
    raw = tables["credit_card_balance"]
    return raw.select(
        raw[CLIENT],
        month=raw.MONTHS_BALANCE,
        balance=raw.AMT_BALANCE,
        ceiling=raw.AMT_CREDIT_LIMIT_ACTUAL,
        cash=_not_negative(raw.AMT_DRAWINGS_ATM_CURRENT),
        drawings=_not_negative(raw.AMT_DRAWINGS_CURRENT),
        minimum=raw.AMT_INST_MIN_REGULARITY,
        paid=raw.AMT_PAYMENT_CURRENT,
        overdue=raw.SK_DPD_DEF,
    )


CARD_HISTORY = History(CARDS, card_rows)


def _not_negative(amount: ir.NumericColumn) -> ir.NumericValue:
    return ibis.ifelse(amount < 0, ibis.null("float64"), amount)


def _use(rows: ir.Table, months: int) -> ir.NumericValue:
    window = rows.month >= -months
    return ratio(exact_sum(rows.balance, where=window), exact_sum(rows.ceiling, where=window))


@CARDS.add(
    Text("Card balance compared with the limit, last 2 months", "Solde de carte rapporté au plafond, 2 derniers mois"),
    Text(
        "Balances divided by limits over the two months before the application.",
        "Soldes divisés par les plafonds sur les deux mois précédant la demande.",
    ),
    Unit.SHARE,
)
def CARD_USE_2M(rows: ir.Table) -> ir.Value:
    return _use(rows, 2)


@CARDS.add(
    Text("Card balance compared with the limit, last 6 months", "Solde de carte rapporté au plafond, 6 derniers mois"),
    Text(
        "Balances divided by limits over the six months before the application.",
        "Soldes divisés par les plafonds sur les six mois précédant la demande.",
    ),
    Unit.SHARE,
)
def CARD_USE_6M(rows: ir.Table) -> ir.Value:
    return _use(rows, 6)


@CARDS.add(
    Text("Highest card balance compared with the limit", "Plus haut solde de carte rapporté au plafond"),
    Text(
        "The highest balance of a month divided by that month’s limit.",
        "Le plus haut solde mensuel divisé par le plafond du même mois.",
    ),
    Unit.SHARE,
)
def CARD_USE_MAX(rows: ir.Table) -> ir.Value:
    return ratio(rows.balance, rows.ceiling).max()


@CARDS.add(
    Text("Average card balance", "Solde moyen de la carte"),
    Text("Average of the monthly card balances.", "Moyenne des soldes mensuels de la carte."),
    Unit.MONEY,
)
def CARD_BALANCE_MEAN(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.balance), rows.balance.count())


@CARDS.add(
    Text("Share of card drawings taken in cash", "Part des retraits d’espèces par carte"),
    Text(
        "Cash taken from machines divided by everything drawn with the card.",
        "Espèces retirées aux distributeurs divisées par tout ce que la carte a servi à payer ou à retirer.",
    ),
    Unit.SHARE,
)
def CARD_CASH_SHARE(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.cash), exact_sum(rows.drawings, where=rows.cash.notnull()))


@CARDS.add(
    Text("Average card drawings, last 6 months", "Utilisation mensuelle de la carte, 6 derniers mois"),
    Text(
        "Average amount drawn in a month over the six months before the application.",
        "Montant moyen utilisé par mois sur les six mois précédant la demande.",
    ),
    Unit.MONEY,
)
def CARD_DRAWINGS_6M(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.drawings, where=rows.month >= -6), rows.drawings.count(where=rows.month >= -6))


@CARDS.add(
    Text("Card payments compared with the minimum", "Versements de carte rapportés au minimum"),
    Text(
        "Payments divided by the minimum asked for, over months with a minimum.",
        "Versements divisés par le minimum demandé, sur les mois où il y en a un.",
    ),
    Unit.RATIO,
)
def CARD_PAID_TO_MINIMUM(rows: ir.Table) -> ir.Value:
    asked = rows.minimum > 0
    return ratio(exact_sum(rows.paid, where=asked), exact_sum(rows.minimum, where=asked & rows.paid.notnull()))


@CARDS.add(
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


@CARDS.add(
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


@CARDS.add(
    Text("Months with a card", "Mois avec une carte"),
    Text("How many months back the card records go.", "Sur combien de mois remontent les relevés de carte."),
    Unit.MONTHS,
)
def CARD_MONTHS(rows: ir.Table) -> ir.Value:
    return -rows.month.min()
