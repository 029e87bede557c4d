"""Features that compare the application with the client's histories, and histories with one another."""

from typing import Final

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import count_known, ratio, sum_of_known
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

_INCOMPLETE: Final = Text(
    "Unknown if one of the two values is unknown, or the one to divide by is zero.",
    "Inconnu si l’une des deux valeurs est inconnue, ou si le diviseur est nul.",
)
_LOANS: Final = ("previous_application", "installments_payments")
LOAD_WITH_BUREAU = Registry("debt_load", "bureau", null_rule=_INCOMPLETE)
LOAD_WITH_PREVIOUS = Registry("debt_load", "previous_application", null_rule=_INCOMPLETE)
LOAD_WITH_LOANS = Registry("debt_load", *_LOANS, null_rule=_INCOMPLETE)
LOAD_WITH_INSTALMENTS = Registry("debt_load", "installments_payments", null_rule=_INCOMPLETE)
LOAD_WITH_CARDS = Registry("debt_load", "credit_card_balance", null_rule=_INCOMPLETE)
LOAD_WITH_ALL = Registry("debt_load", "bureau", *_LOANS, null_rule=_INCOMPLETE)
INSTALMENT_TREND = Registry(
    "instalments",
    "installments_payments",
    null_rule=Text(
        "Unknown for somebody without any instalment due in the last 365 days and paid.",
        "Inconnu pour qui n’a payé aucune mensualité des 365 derniers jours.",
    ),
)
CARD_TREND = Registry(
    "card_use",
    "credit_card_balance",
    null_rule=Text(
        "Unknown for somebody without a card from us that had a limit in the last two months.",
        "Inconnu pour qui n’a pas eu chez nous de carte avec un plafond sur les deux derniers mois.",
    ),
)
ACROSS: Final = (
    LOAD_WITH_BUREAU,
    LOAD_WITH_PREVIOUS,
    LOAD_WITH_LOANS,
    LOAD_WITH_INSTALMENTS,
    LOAD_WITH_CARDS,
    LOAD_WITH_ALL,
    INSTALMENT_TREND,
    CARD_TREND,
)


@LOAD_WITH_BUREAU.add(
    Text("Debt with other lenders compared with income", "Dette auprès d’autres prêteurs rapportée aux revenus"),
    Text(
        "Debt left with other lenders divided by the declared income.",
        "Dette restante auprès d’autres prêteurs divisée par les revenus déclarés.",
    ),
    Unit.RATIO,
    direction=1,
)
def BUREAU_DEBT_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.BUREAU_DEBT, row.AMT_INCOME_TOTAL)


@LOAD_WITH_BUREAU.add(
    Text(
        "Debt with other lenders compared with the credit asked for",
        "Dette auprès d’autres prêteurs rapportée au crédit demandé",
    ),
    Text(
        "Debt left with other lenders divided by the credit amount.",
        "Dette restante auprès d’autres prêteurs divisée par le montant du crédit.",
    ),
    Unit.RATIO,
    actionable=True,
)
def BUREAU_DEBT_TO_APPLICATION(row: ir.Table) -> ir.Value:
    return ratio(row.BUREAU_DEBT, row.AMT_CREDIT)


@LOAD_WITH_PREVIOUS.add(
    Text("Instalment compared with that of the latest credit", "Mensualité rapportée à celle du dernier crédit"),
    Text(
        "One instalment divided by one of the most recent earlier credit that was granted.",
        "Une mensualité divisée par une mensualité du crédit antérieur accordé le plus récent.",
    ),
    Unit.RATIO,
    actionable=True,
    direction=1,
)
def ANNUITY_TO_PREVIOUS(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_ANNUITY, row.PREV_LAST_ANNUITY)


@LOAD_WITH_PREVIOUS.add(
    Text(
        "Credit / instalment compared with the length of earlier credits",
        "Crédit ÷ mensualité rapporté à la durée des crédits précédents",
    ),
    Text(
        "Credit / instalment divided by the average number of instalments of the credits granted before.",
        "Crédit ÷ mensualité, divisé par le nombre moyen de mensualités des crédits accordés auparavant.",
    ),
    Unit.RATIO,
    actionable=True,
)
def LENGTH_TO_PREVIOUS(row: ir.Table) -> ir.Value:
    return ratio(ratio(row.AMT_CREDIT, row.AMT_ANNUITY), row.PREV_PAYMENTS_MEAN)


@LOAD_WITH_PREVIOUS.add(
    Text("Credit compared with the largest one granted before", "Crédit rapporté au plus gros accordé auparavant"),
    Text(
        "Credit amount divided by the largest credit that was granted before.",
        "Montant du crédit divisé par le plus gros crédit accordé auparavant.",
    ),
    Unit.RATIO,
    actionable=True,
    direction=1,
)
def CREDIT_TO_PREVIOUS_MAX(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_CREDIT, row.PREV_CREDIT_MAX)


@LOAD_WITH_PREVIOUS.add(
    Text("Credit compared with what was asked for before", "Crédit rapporté aux demandes précédentes"),
    Text(
        "Credit amount divided by the average amount of earlier applications.",
        "Montant du crédit divisé par le montant moyen des demandes antérieures.",
    ),
    Unit.RATIO,
    actionable=True,
    direction=1,
)
def CREDIT_TO_ASKED_BEFORE(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_CREDIT, row.PREV_ASKED_MEAN)


@LOAD_WITH_PREVIOUS.add(
    Text("All instalments with us compared with income", "Ensemble des mensualités chez nous rapporté aux revenus"),
    Text(
        "One instalment of this credit and of each running one, divided by the declared income.",
        "Une mensualité de ce crédit et de chaque crédit en cours, divisée par les revenus déclarés.",
    ),
    Unit.SHARE,
    actionable=True,
    direction=1,
    null_rule=Text(
        "Unknown if the instalment or the income is unknown.", "Inconnu si la mensualité ou les revenus sont inconnus."
    ),
)
def ALL_ANNUITIES_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.AMT_ANNUITY + row.PREV_RUNNING_ANNUITY.fill_null(0.0), row.AMT_INCOME_TOTAL)


@LOAD_WITH_LOANS.add(
    Text("Left to pay with us compared with income", "Reste à payer chez nous rapporté aux revenus"),
    Text(
        "What is left to pay on running loans with us divided by the declared income.",
        "Reste à payer sur les prêts en cours chez nous divisé par les revenus déclarés.",
    ),
    Unit.RATIO,
    direction=1,
)
def RUNNING_DEBT_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.PREV_RUNNING_DEBT, row.AMT_INCOME_TOTAL)


@LOAD_WITH_LOANS.add(
    Text(
        "Left to pay with us compared with the credit asked for", "Reste à payer chez nous rapporté au crédit demandé"
    ),
    Text(
        "What is left to pay on running loans with us divided by the credit amount.",
        "Reste à payer sur les prêts en cours chez nous divisé par le montant du crédit.",
    ),
    Unit.RATIO,
    actionable=True,
)
def RUNNING_DEBT_TO_APPLICATION(row: ir.Table) -> ir.Value:
    return ratio(row.PREV_RUNNING_DEBT, row.AMT_CREDIT)


@LOAD_WITH_INSTALMENTS.add(
    Text(
        "Amount due with us within a year compared with income", "Sommes dues chez nous en un an rapportées aux revenus"
    ),
    Text(
        "Instalments of earlier credits due in the last 365 days divided by the declared income.",
        "Mensualités des crédits antérieurs dues dans les 365 derniers jours divisées par les revenus déclarés.",
    ),
    Unit.RATIO,
    direction=1,
)
def DUE_1Y_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.INST_DUE_1Y, row.AMT_INCOME_TOTAL)


@LOAD_WITH_CARDS.add(
    Text("Card limit compared with income", "Plafond de carte rapporté aux revenus"),
    Text(
        "The highest card limit with us divided by the declared income.",
        "Le plus haut plafond de carte chez nous divisé par les revenus déclarés.",
    ),
    Unit.RATIO,
    direction=1,
)
def LIMIT_TO_INCOME(row: ir.Table) -> ir.Value:
    return ratio(row.CARD_LIMIT_MAX, row.AMT_INCOME_TOTAL)


@LOAD_WITH_ALL.add(
    Text("All known debt compared with income", "Ensemble des dettes connues rapporté aux revenus"),
    Text(
        "Debt left with other lenders and left to pay with us, as far as known, divided by the declared income.",
        "Dette auprès d’autres prêteurs et reste à payer chez nous, pour ce qu’on en sait, divisés par les revenus.",
    ),
    Unit.RATIO,
    direction=1,
    null_rule=Text(
        "Unknown if neither debt is known, or the income is unknown.",
        "Inconnu si aucune des deux dettes n’est connue, ou si les revenus ne le sont pas.",
    ),
)
def ALL_DEBT_TO_INCOME(row: ir.Table) -> ir.Value:
    debts = [row.BUREAU_DEBT, row.PREV_RUNNING_DEBT]
    known = ibis.ifelse(count_known(debts) == 0, ibis.null("float64"), sum_of_known(debts))
    return ratio(known, row.AMT_INCOME_TOTAL)


@INSTALMENT_TREND.add(
    Text("Trend of the lateness of instalments", "Évolution du retard des mensualités"),
    Text(
        "Average lateness within a year minus average lateness of all time; positive when it grows.",
        "Retard moyen sur un an moins retard moyen de toujours ; positif lorsqu’il augmente.",
    ),
    Unit.DAYS,
)
def INST_LATE_TREND(row: ir.Table) -> ir.Value:
    return row.INST_LATE_MEAN_1Y - row.INST_LATE_MEAN


@CARD_TREND.add(
    Text("Trend of the card balance", "Évolution du solde de carte"),
    Text(
        "Use of the limit in the last 2 months minus that of the last 6; positive when it grows.",
        "Part du plafond utilisée sur 2 mois moins celle sur 6 mois ; positive lorsqu’elle augmente.",
    ),
    Unit.NUMBER,
)
def CARD_USE_TREND(row: ir.Table) -> ir.Value:
    return row.CARD_USE_2M - row.CARD_USE_6M
