"""Month by month, how the credits that other lenders report were paid."""

from collections.abc import Mapping
from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import code, exact_mean, ratio, share
from model_build.features.registry import Categories, History, Registry
from model_bundle.catalogue import Text, Unit
from model_bundle.home_credit import KEY

BALANCE = Registry(
    "past_credits",
    "bureau",
    "bureau_balance",
    null_rule=Text(
        "Unknown for somebody without a credit with another lender that is reported month by month.",
        "Inconnu pour qui n’a aucun crédit auprès d’autres prêteurs déclaré mois par mois.",
    ),
)
_UNPAID: Final = Text(
    "Unknown for somebody whose payments to other lenders are not reported month by month.",
    "Inconnu si les paiements à d’autres prêteurs ne sont pas déclarés mois par mois.",
)
_DEGREES: Final = ("0", "1", "2", "3", "4", "5")
"""From paid on time (0) over one day late (1) to more than four months late or written off (5).

C (closed) and X (not known) are no degree, and null.
"""


def bureau_balance_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return one row for each credit that has a monthly record, with its client."""
    credits, records = tables["bureau"], tables["bureau_balance"]
    months = records.select("SK_ID_BUREAU", month=records.MONTHS_BALANCE, degree=code(records.STATUS, _DEGREES))
    is_overdue, is_recent = months.degree > 0, months.month >= -12
    by_credit = months.group_by("SK_ID_BUREAU").aggregate(
        months=months.count(),
        known=months.degree.count(),
        known_12=months.degree.count(where=is_recent),
        overdue=is_overdue.cast("int64").sum(),
        overdue_12=(is_overdue & is_recent).cast("int64").sum(),
        serious=(months.degree >= 2).cast("int64").sum(),
        last_overdue=months.month.max(where=is_overdue),
        worst=months.degree.max(),
        worst_12=months.degree.max(where=is_recent),
    )
    return by_credit.join(credits, "SK_ID_BUREAU").select(
        credits[KEY],
        *[by_credit[name] for name in by_credit.columns],
    )


BALANCE_HISTORY = History((BALANCE,), bureau_balance_rows)


@BALANCE.add(
    Text("Longest credit followed with other lenders", "Plus long crédit suivi auprès d’autres prêteurs"),
    Text(
        "Months on record for the credit that was followed the longest.",
        "Nombre de mois connus pour le crédit suivi le plus longtemps.",
    ),
    Unit.MONTHS,
)
def BALANCE_MONTHS_MAX(rows: ir.Table) -> ir.Value:
    return rows.months.max()


@BALANCE.add(
    Text(
        "Average length of the credits followed with other lenders",
        "Durée moyenne des crédits suivis auprès d’autres prêteurs",
    ),
    Text(
        "Average number of months on record for a credit that is followed.",
        "Nombre moyen de mois connus par crédit suivi.",
    ),
    Unit.MONTHS,
)
def BALANCE_MONTHS_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.months)


@BALANCE.add(
    Text("Share of months overdue with other lenders", "Part des mois en retard auprès d’autres prêteurs"),
    Text(
        "Months overdue divided by the months in which payment is known, over all reported credits.",
        "Mois en retard divisés par les mois dont le paiement est connu, tous crédits déclarés confondus.",
    ),
    Unit.SHARE,
    direction=1,
    null_rule=_UNPAID,
)
def BALANCE_OVERDUE_SHARE(rows: ir.Table) -> ir.Value:
    return ratio(rows.overdue.sum(), rows.known.sum())


@BALANCE.add(
    Text(
        "Share of months overdue on the worst credit with other lenders",
        "Part des mois en retard sur le pire crédit auprès d’autres prêteurs",
    ),
    Text(
        "The highest share of months overdue on a single reported credit.",
        "La plus forte part de mois en retard sur un seul crédit déclaré.",
    ),
    Unit.SHARE,
    direction=1,
    null_rule=_UNPAID,
)
def BALANCE_OVERDUE_SHARE_MAX(rows: ir.Table) -> ir.Value:
    return ratio(rows.overdue, rows.known).max()


@BALANCE.add(
    Text(
        "Average share of months overdue per credit with other lenders",
        "Part moyenne des mois en retard par crédit auprès d’autres prêteurs",
    ),
    Text(
        "Average over the credits followed of the share of their months overdue.",
        "Moyenne, sur les crédits suivis, de la part de leurs mois en retard.",
    ),
    Unit.SHARE,
    null_rule=_UNPAID,
    direction=1,
)
def BALANCE_OVERDUE_SHARE_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(ratio(rows.overdue, rows.known))


@BALANCE.add(
    Text(
        "Share of credits with other lenders with a month overdue",
        "Part des crédits auprès d’autres prêteurs avec un mois en retard",
    ),
    Text(
        "Credits that were ever overdue divided by those whose payments are known.",
        "Crédits ayant connu un retard divisés par ceux dont les paiements sont connus.",
    ),
    Unit.SHARE,
    null_rule=_UNPAID,
    direction=1,
)
def BALANCE_OVERDUE_CREDITS(rows: ir.Table) -> ir.Value:
    return share(rows.worst > 0)


@BALANCE.add(
    Text("Months overdue with other lenders within a year", "Mois en retard auprès d’autres prêteurs en un an"),
    Text(
        "Months overdue in the last twelve, added over all reported credits.",
        "Mois en retard sur les douze derniers, additionnés pour tous les crédits déclarés.",
    ),
    Unit.COUNT,
    null_rule=_UNPAID,
    direction=1,
)
def BALANCE_OVERDUE_12M(rows: ir.Table) -> ir.Value:
    return rows.overdue_12.sum()


@BALANCE.add(
    Text(
        "Share of months overdue with other lenders within a year",
        "Part des mois en retard auprès d’autres prêteurs en un an",
    ),
    Text(
        "Months overdue divided by the months in which payment is known, over the last twelve.",
        "Mois en retard divisés par les mois dont le paiement est connu, sur les douze derniers.",
    ),
    Unit.SHARE,
    null_rule=Text(
        "Unknown for somebody whose payments to other lenders are not reported for the last twelve months.",
        "Inconnu si les paiements à d’autres prêteurs ne sont pas déclarés sur les douze derniers mois.",
    ),
    direction=1,
)
def BALANCE_OVERDUE_SHARE_12M(rows: ir.Table) -> ir.Value:
    return ratio(rows.overdue_12.sum(), rows.known_12.sum())


@BALANCE.add(
    Text(
        "Time since the last month overdue with other lenders",
        "Temps écoulé depuis le dernier mois en retard auprès d’autres prêteurs",
    ),
    Text(
        "Months between the last one overdue and the application; unknown if none ever was.",
        "Mois entre le dernier retard et la demande ; inconnu s’il n’y en a jamais eu.",
    ),
    Unit.MONTHS,
    null_rule=Text(
        "Unknown for somebody who was never overdue on a credit followed with other lenders.",
        "Inconnu pour qui n’a jamais eu de retard sur un crédit suivi auprès d’autres prêteurs.",
    ),
)
def BALANCE_SINCE_OVERDUE(rows: ir.Table) -> ir.Value:
    return -rows.last_overdue.max()


@BALANCE.add(
    Text("Worst degree of delay with other lenders", "Pire degré de retard auprès d’autres prêteurs"),
    Text(
        "From 0 (never overdue) to 5 (more than four months overdue, or written off).",
        "De 0 (jamais en retard) à 5 (plus de quatre mois de retard, ou créance abandonnée).",
    ),
    Unit.NUMBER,
    direction=1,
    null_rule=_UNPAID,
)
def BALANCE_WORST(rows: ir.Table) -> ir.Value:
    return rows.worst.max()


@BALANCE.add(
    Text(
        "Worst degree of delay with other lenders within a year",
        "Pire degré de retard auprès d’autres prêteurs en un an",
    ),
    Text(
        "From 0 (not overdue) to 5 (more than four months overdue, or written off), over the last twelve months.",
        "De 0 (sans retard) à 5 (plus de quatre mois de retard, ou créance abandonnée), sur les douze derniers mois.",
    ),
    Unit.NUMBER,
    null_rule=Text(
        "Unknown for somebody whose payments to other lenders are not reported for the last twelve months.",
        "Inconnu si les paiements à d’autres prêteurs ne sont pas déclarés sur les douze derniers mois.",
    ),
    direction=1,
)
def BALANCE_WORST_12M(rows: ir.Table) -> ir.Value:
    return rows.worst_12.max()


@BALANCE.add(
    Text(
        "Months more than 30 days overdue with other lenders",
        "Mois à plus de 30 jours de retard auprès d’autres prêteurs",
    ),
    Text(
        "Months with a delay of more than 30 days, added over all reported credits.",
        "Mois comptant plus de 30 jours de retard, additionnés pour tous les crédits déclarés.",
    ),
    Unit.COUNT,
    null_rule=_UNPAID,
    direction=1,
)
def BALANCE_SERIOUS_MONTHS(rows: ir.Table) -> ir.Value:
    return rows.serious.sum()
