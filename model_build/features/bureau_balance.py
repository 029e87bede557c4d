"""Month by month, how the credits that other lenders report were paid."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import ratio
from model_build.features.registry import Categories, History, Registry
from model_build.tables import CLIENT
from model_bundle.catalogue import Text, Unit

BALANCE = Registry("past_credits", "bureau", "bureau_balance")
_PAID_ON_TIME = "0"
_OVERDUE = ("1", "2", "3", "4", "5")
"""From one day late (1) to more than four months late or written off (5); C is closed, X is unknown."""


def bureau_balance_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return one row for each credit that has a monthly record, with its client."""
    months, credits = tables["bureau_balance"], tables["bureau"]
    is_overdue = months.STATUS.isin(_OVERDUE)
    by_credit = months.group_by("SK_ID_BUREAU").aggregate(
        months=months.count(),
        known=months.STATUS.isin((_PAID_ON_TIME, *_OVERDUE)).cast("int64").sum(),
        overdue=is_overdue.cast("int64").sum(),
        overdue_12=(is_overdue & (months.MONTHS_BALANCE >= -12)).cast("int64").sum(),
        last_overdue=months.MONTHS_BALANCE.max(where=is_overdue),
        worst=ibis.ifelse(is_overdue, months.STATUS, _PAID_ON_TIME).max(),
    )
    return by_credit.join(credits, "SK_ID_BUREAU").select(
        credits[CLIENT], *[by_credit[name] for name in by_credit.columns]
    )


BALANCE_HISTORY = History(BALANCE, bureau_balance_rows)


@BALANCE.add(
    Text("Longest credit followed elsewhere", "Plus long crédit suivi ailleurs"),
    Text(
        "Months on record for the credit that was followed the longest.",
        "Nombre de mois connus pour le crédit suivi le plus longtemps.",
    ),
    Unit.MONTHS,
)
def BALANCE_MONTHS_MAX(rows: ir.Table) -> ir.Value:
    return rows.months.max()


@BALANCE.add(
    Text("Share of months overdue elsewhere", "Part des mois en retard ailleurs"),
    Text(
        "Months overdue divided by the months in which payment is known, over all reported credits.",
        "Mois en retard divisés par les mois dont le paiement est connu, tous crédits déclarés confondus.",
    ),
    Unit.SHARE,
    direction=1,
)
def BALANCE_OVERDUE_SHARE(rows: ir.Table) -> ir.Value:
    return ratio(rows.overdue.sum(), rows.known.sum())


@BALANCE.add(
    Text(
        "Share of months overdue on the worst credit elsewhere", "Part des mois en retard sur le pire crédit ailleurs"
    ),
    Text(
        "The highest share of months overdue on a single reported credit.",
        "La plus forte part de mois en retard sur un seul crédit déclaré.",
    ),
    Unit.SHARE,
    direction=1,
)
def BALANCE_OVERDUE_SHARE_MAX(rows: ir.Table) -> ir.Value:
    return ratio(rows.overdue, rows.known).max()


@BALANCE.add(
    Text("Months overdue elsewhere within a year", "Mois en retard ailleurs en un an"),
    Text(
        "Months overdue in the last twelve, added over all reported credits.",
        "Mois en retard sur les douze derniers, additionnés pour tous les crédits déclarés.",
    ),
    Unit.COUNT,
    direction=1,
)
def BALANCE_OVERDUE_12M(rows: ir.Table) -> ir.Value:
    return rows.overdue_12.sum()


@BALANCE.add(
    Text("Time since the last month overdue elsewhere", "Temps écoulé depuis le dernier mois en retard ailleurs"),
    Text(
        "Months between the last one overdue and the application; unknown if none ever was.",
        "Mois entre le dernier retard et la demande ; inconnu s’il n’y en a jamais eu.",
    ),
    Unit.MONTHS,
)
def BALANCE_SINCE_OVERDUE(rows: ir.Table) -> ir.Value:
    return -rows.last_overdue.max()


@BALANCE.add(
    Text("Worst degree of delay elsewhere", "Pire degré de retard ailleurs"),
    Text(
        "From 0 (never overdue) to 5 (more than four months overdue, or written off).",
        "De 0 (jamais en retard) à 5 (plus de quatre mois de retard, ou créance abandonnée).",
    ),
    Unit.NUMBER,
    direction=1,
)
def BALANCE_WORST(rows: ir.Table) -> ir.Value:
    return rows.worst.max().cast("float64")
