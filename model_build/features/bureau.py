"""Credits that other lenders report to the credit bureau: one row for each past or running credit."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, exact_sum, ratio, share
from model_build.features.registry import Categories, History, Registry
from model_build.tables import CLIENT
from model_bundle.catalogue import Text, Unit

BUREAU = Registry("past_credits", "bureau")
_OLDEST_DAY = -40_000


def bureau_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return the reported credits, dates a century ago null, and a debt below zero as nothing owed."""
    raw = tables["bureau"]
    debt = ibis.greatest(raw.AMT_CREDIT_SUM_DEBT, 0.0)
    return raw.select(
        raw[CLIENT],
        raw.DAYS_CREDIT,
        raw.CREDIT_DAY_OVERDUE,
        raw.AMT_CREDIT_MAX_OVERDUE,
        is_active=raw.CREDIT_ACTIVE == "Active",
        is_microloan=raw.CREDIT_TYPE == "Microloan",
        end=ibis.ifelse(raw.DAYS_CREDIT_ENDDATE < _OLDEST_DAY, ibis.null("float64"), raw.DAYS_CREDIT_ENDDATE),
        # Greatest skips nulls: an unknown debt would become zero.
        debt=ibis.ifelse(raw.AMT_CREDIT_SUM_DEBT.isnull(), ibis.null("float64"), debt),
        credit=raw.AMT_CREDIT_SUM,
    )


BUREAU_HISTORY = History(BUREAU, bureau_rows)


@BUREAU.add(
    Text("Credits with other lenders", "Crédits auprès d’autres prêteurs"),
    Text(
        "Number of credits, running or closed, that other lenders reported.",
        "Nombre de crédits, en cours ou clos, déclarés par d’autres prêteurs.",
    ),
    Unit.COUNT,
)
def BUREAU_COUNT(rows: ir.Table) -> ir.Value:
    return rows.count()


@BUREAU.add(
    Text("Running credits with other lenders", "Crédits en cours auprès d’autres prêteurs"),
    Text("Number of reported credits still running.", "Nombre de crédits déclarés encore en cours."),
    Unit.COUNT,
)
def BUREAU_ACTIVE_COUNT(rows: ir.Table) -> ir.Value:
    return rows.is_active.cast("int64").sum()


@BUREAU.add(
    Text("Share of credits elsewhere still running", "Part des crédits ailleurs encore en cours"),
    Text(
        "Running credits divided by all reported credits.",
        "Crédits en cours divisés par l’ensemble des crédits déclarés.",
    ),
    Unit.SHARE,
)
def BUREAU_ACTIVE_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_active)


@BUREAU.add(
    Text("Debt left with other lenders", "Dette restante auprès d’autres prêteurs"),
    Text("Sum still owed on reported credits.", "Somme restant due sur les crédits déclarés."),
    Unit.MONEY,
)
def BUREAU_DEBT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.debt)


@BUREAU.add(
    Text("Share of credits elsewhere not yet repaid", "Part des crédits ailleurs restant à rembourser"),
    Text(
        "Debt left divided by the amount of all reported credits whose debt is known.",
        "Dette restante divisée par le montant des crédits déclarés dont la dette est connue.",
    ),
    Unit.SHARE,
)
def BUREAU_DEBT_TO_CREDIT(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.debt), exact_sum(rows.credit, where=rows.debt.notnull()))


@BUREAU.add(
    Text(
        "Share of running credits elsewhere not yet repaid", "Part des crédits en cours ailleurs restant à rembourser"
    ),
    Text(
        "Debt left divided by the amount of the running credits whose debt is known.",
        "Dette restante divisée par le montant des crédits en cours dont la dette est connue.",
    ),
    Unit.SHARE,
)
def BUREAU_ACTIVE_DEBT_TO_CREDIT(rows: ir.Table) -> ir.Value:
    owed = exact_sum(rows.debt, where=rows.is_active)
    return ratio(owed, exact_sum(rows.credit, where=rows.is_active & rows.debt.notnull()))


@BUREAU.add(
    Text("Least repaid credit elsewhere", "Crédit ailleurs le moins remboursé"),
    Text(
        "The highest share still owed on a single reported credit.",
        "La plus forte part restant due sur un seul crédit déclaré.",
    ),
    Unit.SHARE,
)
def BUREAU_DEBT_TO_CREDIT_MAX(rows: ir.Table) -> ir.Value:
    return ratio(rows.debt, rows.credit).max()


@BUREAU.add(
    Text("Average age of the credits elsewhere", "Ancienneté moyenne des crédits ailleurs"),
    Text(
        "Average number of days between the opening of a reported credit and the application.",
        "Nombre moyen de jours entre l’ouverture d’un crédit déclaré et la demande.",
    ),
    Unit.DAYS,
)
def BUREAU_AGE_MEAN(rows: ir.Table) -> ir.Value:
    return -exact_mean(rows.DAYS_CREDIT)


@BUREAU.add(
    Text("Time since the latest credit elsewhere", "Temps écoulé depuis le dernier crédit ailleurs"),
    Text(
        "Days between the opening of the most recent reported credit and the application.",
        "Jours entre l’ouverture du crédit déclaré le plus récent et la demande.",
    ),
    Unit.DAYS,
)
def BUREAU_AGE_MIN(rows: ir.Table) -> ir.Value:
    return -rows.DAYS_CREDIT.max()


@BUREAU.add(
    Text("Time until the running credits elsewhere end", "Temps avant la fin des crédits en cours ailleurs"),
    Text(
        "Days from the application to the planned end of the last running credit; negative if that is past.",
        "Jours entre la demande et la fin prévue du dernier crédit en cours ; négatif si elle est passée.",
    ),
    Unit.DAYS,
)
def BUREAU_ACTIVE_END_MAX(rows: ir.Table) -> ir.Value:
    return rows.end.max(where=rows.is_active)


@BUREAU.add(
    Text("Days overdue with another lender", "Jours de retard chez un autre prêteur"),
    Text(
        "The longest delay on a reported credit at the time of the application.",
        "Le plus long retard sur un crédit déclaré au moment de la demande.",
    ),
    Unit.DAYS,
    direction=1,
)
def BUREAU_OVERDUE_DAYS_MAX(rows: ir.Table) -> ir.Value:
    return rows.CREDIT_DAY_OVERDUE.max()


@BUREAU.add(
    Text("Largest amount ever overdue elsewhere", "Plus gros impayé ailleurs"),
    Text(
        "The largest amount that was ever overdue on one reported credit.",
        "Le plus gros montant jamais impayé sur un crédit déclaré.",
    ),
    Unit.MONEY,
    direction=1,
)
def BUREAU_OVERDUE_AMOUNT_MAX(rows: ir.Table) -> ir.Value:
    return rows.AMT_CREDIT_MAX_OVERDUE.max()


@BUREAU.add(
    Text("Credits opened elsewhere within a year", "Crédits ouverts ailleurs en un an"),
    Text(
        "Number of reported credits opened in the twelve months before the application.",
        "Nombre de crédits déclarés ouverts dans les douze mois précédant la demande.",
    ),
    Unit.COUNT,
)
def BUREAU_NEW_12M(rows: ir.Table) -> ir.Value:
    return (rows.DAYS_CREDIT >= -365).cast("int64").sum()


@BUREAU.add(
    Text("Microloans with other lenders", "Microcrédits auprès d’autres prêteurs"),
    Text("Number of reported credits that are microloans.", "Nombre de microcrédits parmi les crédits déclarés."),
    Unit.COUNT,
)
def BUREAU_MICROLOANS(rows: ir.Table) -> ir.Value:
    return rows.is_microloan.cast("int64").sum()
