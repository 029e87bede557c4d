"""What the client owes to other lenders, what was lent, and what was overdue."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, exact_sum, ratio
from model_build.features.bureau_credits import CARD, NO_CREDIT
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

DEBT = Registry("past_credits", "bureau", null_rule=NO_CREDIT)
_NO_DEBT: Final = Text(
    "Unknown if no other lender reports a credit with what is left to pay.",
    "Inconnu si aucun autre prêteur ne déclare un crédit avec ce qui reste à payer.",
)
_NO_ACTIVE_DEBT: Final = Text(
    "Unknown if no other lender reports a running credit with what is left to pay.",
    "Inconnu si aucun autre prêteur ne déclare un crédit en cours avec ce qui reste à payer.",
)
_NO_OVERDUE: Final = Text(
    "Unknown if no other lender reports a credit with the largest amount that was overdue.",
    "Inconnu si aucun autre prêteur ne déclare un crédit avec son plus gros impayé.",
)


@DEBT.add(
    Text("Debt left with other lenders", "Dette restante auprès d’autres prêteurs"),
    Text("Sum still owed on reported credits.", "Somme restant due sur les crédits déclarés."),
    Unit.MONEY,
    null_rule=_NO_DEBT,
)
def BUREAU_DEBT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.debt)


@DEBT.add(
    Text(
        "Share of credits with other lenders not yet repaid",
        "Part des crédits auprès d’autres prêteurs restant à rembourser",
    ),
    Text(
        "Debt left divided by the amount of all reported credits whose debt is known.",
        "Dette restante divisée par le montant des crédits déclarés dont la dette est connue.",
    ),
    Unit.SHARE,
    null_rule=_NO_DEBT,
)
def BUREAU_DEBT_TO_CREDIT(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.debt), exact_sum(rows.credit, where=rows.debt.notnull()))


@DEBT.add(
    Text(
        "Share of running credits with other lenders not yet repaid",
        "Part des crédits en cours auprès d’autres prêteurs restant à rembourser",
    ),
    Text(
        "Debt left divided by the amount of the running credits whose debt is known.",
        "Dette restante divisée par le montant des crédits en cours dont la dette est connue.",
    ),
    Unit.SHARE,
    null_rule=_NO_ACTIVE_DEBT,
)
def BUREAU_ACTIVE_DEBT_TO_CREDIT(rows: ir.Table) -> ir.Value:
    owed = exact_sum(rows.debt, where=rows.is_active)
    return ratio(owed, exact_sum(rows.credit, where=rows.is_active & rows.debt.notnull()))


@DEBT.add(
    Text("Least repaid credit with other lenders", "Crédit auprès d’autres prêteurs le moins remboursé"),
    Text(
        "The highest share still owed on a single reported credit.",
        "La plus forte part restant due sur un seul crédit déclaré.",
    ),
    Unit.SHARE,
    null_rule=_NO_DEBT,
)
def BUREAU_DEBT_TO_CREDIT_MAX(rows: ir.Table) -> ir.Value:
    return ratio(rows.debt, rows.credit).max()


@DEBT.add(
    Text(
        "Average share left to repay on a credit with another lender",
        "Part moyenne restant à rembourser par crédit auprès d’autres prêteurs",
    ),
    Text(
        "Average, over reported credits, of the debt left divided by the amount of that credit.",
        "Moyenne, sur les crédits déclarés, de la dette restante divisée par le montant du crédit.",
    ),
    Unit.SHARE,
    null_rule=_NO_DEBT,
)
def BUREAU_DEBT_TO_CREDIT_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(ratio(rows.debt, rows.credit))


@DEBT.add(
    Text(
        "Debt left on credit cards with other lenders",
        "Dette restante sur les cartes de crédit auprès d’autres prêteurs",
    ),
    Text("Sum still owed on reported credit cards.", "Somme restant due sur les cartes de crédit déclarées."),
    Unit.MONEY,
    null_rule=Text(
        "Unknown if no other lender reports a credit card with what is left to pay.",
        "Inconnu si aucun autre prêteur ne déclare une carte de crédit avec ce qui reste à payer.",
    ),
)
def BUREAU_CARD_DEBT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.debt, where=rows.kind == CARD)


@DEBT.add(
    Text("Amount of all credits with other lenders", "Montant de tous les crédits auprès d’autres prêteurs"),
    Text("Sum of the amounts of all reported credits.", "Somme des montants de tous les crédits déclarés."),
    Unit.MONEY,
)
def BUREAU_CREDIT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.credit)


@DEBT.add(
    Text("Largest credit with other lenders", "Plus gros crédit auprès d’autres prêteurs"),
    Text("The largest amount of a single reported credit.", "Le plus gros montant d’un seul crédit déclaré."),
    Unit.MONEY,
)
def BUREAU_CREDIT_MAX(rows: ir.Table) -> ir.Value:
    return rows.credit.max()


@DEBT.add(
    Text("Limit of the cards in use with other lenders", "Plafond des cartes en cours auprès d’autres prêteurs"),
    Text(
        "Sum of the card limits that other lenders report for running credits.",
        "Somme des plafonds de carte que d’autres prêteurs déclarent pour des crédits en cours.",
    ),
    Unit.MONEY,
    null_rule=Text(
        "Unknown if no other lender reports a running credit with its limit.",
        "Inconnu si aucun autre prêteur ne déclare un crédit en cours avec son plafond.",
    ),
)
def BUREAU_CARD_LIMIT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.ceiling, where=rows.is_active)


@DEBT.add(
    Text(
        "Instalments of the running credits with other lenders",
        "Mensualités des crédits en cours auprès d’autres prêteurs",
    ),
    Text(
        "Sum of one instalment of each running credit that states one.",
        "Somme d’une mensualité de chaque crédit en cours qui en indique une.",
    ),
    Unit.MONEY,
    null_rule=Text(
        "Unknown if no other lender reports a running credit with its instalment.",
        "Inconnu si aucun autre prêteur ne déclare un crédit en cours avec sa mensualité.",
    ),
)
def BUREAU_ANNUITY(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.annuity, where=rows.is_active)


@DEBT.add(
    Text("Days overdue with another lender", "Jours de retard chez un autre prêteur"),
    Text(
        "The longest delay on a reported credit at the time of the application.",
        "Le plus long retard sur un crédit déclaré au moment de la demande.",
    ),
    Unit.DAYS,
    direction=1,
)
def BUREAU_OVERDUE_DAYS_MAX(rows: ir.Table) -> ir.Value:
    return rows.overdue_days.max()


@DEBT.add(
    Text("Largest amount ever overdue with other lenders", "Plus gros impayé auprès d’autres prêteurs"),
    Text(
        "The largest amount that was ever overdue on one reported credit.",
        "Le plus gros montant un jour impayé sur un crédit déclaré.",
    ),
    Unit.MONEY,
    direction=1,
    null_rule=_NO_OVERDUE,
)
def BUREAU_OVERDUE_AMOUNT_MAX(rows: ir.Table) -> ir.Value:
    return rows.worst_overdue.max()


@DEBT.add(
    Text("Average amount ever overdue with other lenders", "Impayé moyen auprès d’autres prêteurs"),
    Text(
        "Average over reported credits of the largest amount that was overdue on each.",
        "Moyenne, sur les crédits déclarés, du plus gros impayé de chacun.",
    ),
    Unit.MONEY,
    null_rule=_NO_OVERDUE,
    direction=1,
)
def BUREAU_OVERDUE_AMOUNT_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.worst_overdue)


@DEBT.add(
    Text(
        "Largest share of a credit ever overdue with other lenders",
        "Plus forte part impayée d’un crédit auprès d’autres prêteurs",
    ),
    Text(
        "The highest share of a single reported credit that was ever overdue.",
        "La plus forte part d’un seul crédit déclaré qui ait un jour été impayée.",
    ),
    Unit.SHARE,
    null_rule=_NO_OVERDUE,
    direction=1,
)
def BUREAU_OVERDUE_TO_CREDIT_MAX(rows: ir.Table) -> ir.Value:
    return ratio(rows.worst_overdue, rows.credit).max()


@DEBT.add(
    Text("Credits with other lenders ever overdue", "Crédits auprès d’autres prêteurs ayant connu un impayé"),
    Text(
        "Number of reported credits on which some amount was ever overdue.",
        "Nombre de crédits déclarés sur lesquels une somme a un jour été impayée.",
    ),
    Unit.COUNT,
    null_rule=_NO_OVERDUE,
    direction=1,
)
def BUREAU_OVERDUE_COUNT(rows: ir.Table) -> ir.Value:
    return (rows.worst_overdue > 0).cast("int64").sum()


@DEBT.add(
    Text(
        "Amount overdue with other lenders at the time of the application",
        "Impayés auprès d’autres prêteurs au moment de la demande",
    ),
    Text(
        "Sum overdue on all reported credits at the time of the application.",
        "Somme impayée sur tous les crédits déclarés au moment de la demande.",
    ),
    Unit.MONEY,
    direction=1,
)
def BUREAU_OVERDUE_AMOUNT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.overdue)


@DEBT.add(
    Text("Times that credits with other lenders were prolonged", "Prolongations des crédits auprès d’autres prêteurs"),
    Text(
        "How many times reported credits were prolonged, added up.",
        "Combien de fois les crédits déclarés ont été prolongés, au total.",
    ),
    Unit.COUNT,
)
def BUREAU_PROLONGED(rows: ir.Table) -> ir.Value:
    return rows.prolonged.sum()
