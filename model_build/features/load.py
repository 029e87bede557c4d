"""The requested credit, and its burden on the client's income."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import ratio
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

_INCOMPLETE: Final = Text(
    "Unknown if one of the two values is unknown, or the one to divide by is zero.",
    "Inconnu si l’une des deux valeurs est inconnue, ou si le diviseur est nul.",
)

CREDIT = Registry("credit_asked", null_rule=_INCOMPLETE)
LOAD = Registry("debt_load", null_rule=_INCOMPLETE)


@CREDIT.add(
    Text("Credit / instalment", "Crédit ÷ mensualité"),
    Text(
        "Credit amount divided by one instalment: the credit takes at least so many, as interest comes on top. The "
        "model reads it in twelve bands.",
        "Montant du crédit divisé par une mensualité : il en faut au moins autant, les intérêts s’y ajoutant. Le "
        "modèle le lit en douze tranches.",
    ),
    Unit.NUMBER,
    actionable=True,
)
def CREDIT_TO_ANNUITY(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_CREDIT, row.AMT_ANNUITY)


@CREDIT.add(
    Text("Credit compared with the price of the goods", "Crédit rapporté au prix du bien"),
    Text(
        "Credit amount divided by the price of what it pays for; above 1, fees or insurance are financed too.",
        "Montant du crédit divisé par le prix du bien ; plus de 1 si des frais ou une assurance sont financés.",
    ),
    Unit.RATIO,
    actionable=True,
    direction=1,
)
def CREDIT_TO_GOODS(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_CREDIT, row.AMT_GOODS_PRICE)


@CREDIT.add(
    Text("Amount borrowed beyond the price of the goods", "Somme empruntée au-delà du prix du bien"),
    Text(
        "Credit amount minus the price of the goods; negative if the client pays a part.",
        "Montant du crédit moins le prix du bien ; négatif si le client en paie une partie.",
    ),
    Unit.MONEY,
    actionable=True,
    direction=1,
    null_rule=Text("Unknown if one of the two amounts is unknown.", "Inconnu si l’un des deux montants est inconnu."),
)
def CREDIT_MINUS_GOODS(row: ir.Table) -> ir.Value:
    return row.AMT_CREDIT - row.AMT_GOODS_PRICE


@LOAD.add(
    Text("Instalment compared with income", "Mensualité rapportée aux revenus"),
    Text("One instalment divided by the declared income.", "Une mensualité divisée par les revenus déclarés."),
    Unit.SHARE,
    actionable=True,
    direction=1,
)
def ANNUITY_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_ANNUITY, row.AMT_INCOME_TOTAL)


@LOAD.add(
    Text("Credit compared with income", "Crédit rapporté aux revenus"),
    Text("Credit amount divided by the declared income.", "Montant du crédit divisé par les revenus déclarés."),
    Unit.RATIO,
    actionable=True,
    direction=1,
)
def CREDIT_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_CREDIT, row.AMT_INCOME_TOTAL)


@LOAD.add(
    Text("Price of the goods compared with income", "Prix du bien rapporté aux revenus"),
    Text("Price of the goods divided by the declared income.", "Prix du bien divisé par les revenus déclarés."),
    Unit.RATIO,
    actionable=True,
    direction=1,
)
def GOODS_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_GOODS_PRICE, row.AMT_INCOME_TOTAL)


@LOAD.add(
    Text("Income per person of the household", "Revenus par personne du foyer"),
    Text(
        "Declared income divided by the number of people in the household.",
        "Revenus déclarés divisés par le nombre de personnes du foyer.",
    ),
    Unit.MONEY,
    direction=-1,
)
def INCOME_PER_PERSON(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_INCOME_TOTAL, row.CNT_FAM_MEMBERS)


@LOAD.add(
    Text("Income left after one instalment", "Revenus restants après une mensualité"),
    Text("Declared income minus one instalment.", "Revenus déclarés moins une mensualité."),
    Unit.MONEY,
    actionable=True,
    direction=-1,
    null_rule=Text("Unknown if one of the two amounts is unknown.", "Inconnu si l’un des deux montants est inconnu."),
)
def INCOME_AFTER_ANNUITY(row: ir.Table) -> ir.Value:
    return row.AMT_INCOME_TOTAL - row.AMT_ANNUITY
