"""How many days late or early instalments were paid, and how often."""

from typing import Final

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, exact_sum, ratio, share
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

NO_PAYMENT: Final = Text(
    "Unknown for somebody without any instalment paid to us.", "Inconnu pour qui ne nous a payé aucune mensualité."
)
NONE_THIS_YEAR: Final = Text(
    "Unknown for somebody without any instalment due in the last 365 days and paid.",
    "Inconnu pour qui n’a payé aucune mensualité des 365 derniers jours.",
)
YEAR: Final = 365
LATENESS = Registry("instalments", "installments_payments", null_rule=NO_PAYMENT)


@LATENESS.add(
    Text("Average delay of instalments", "Décalage moyen des mensualités"),
    Text(
        "Average days between the date due and the payment; negative when paid early.",
        "Nombre moyen de jours entre la date due et le paiement ; négatif en cas de paiement anticipé.",
    ),
    Unit.DAYS,
)
def INST_DELAY_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.delay)


@LATENESS.add(
    Text("Average earliness of instalments", "Avance moyenne des mensualités"),
    Text(
        "Average days paid ahead of the date, an instalment paid on time or late counting as zero.",
        "Nombre moyen de jours d’avance, une mensualité payée à temps ou en retard comptant pour zéro.",
    ),
    Unit.DAYS,
)
def INST_EARLY_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(ibis.ifelse(rows.delay < 0, -rows.delay, rows.delay - rows.late))


@LATENESS.add(
    Text("Average lateness of instalments", "Retard moyen des mensualités"),
    Text(
        "Average days late, an instalment paid early or on time counting as zero.",
        "Nombre moyen de jours de retard, une mensualité payée en avance ou à temps comptant pour zéro.",
    ),
    Unit.DAYS,
    direction=1,
)
def INST_LATE_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.late)


@LATENESS.add(
    Text("Longest lateness of an instalment", "Plus long retard d’une mensualité"),
    Text("The most days by which an instalment was late.", "Le plus grand nombre de jours de retard d’une mensualité."),
    Unit.DAYS,
    direction=1,
)
def INST_LATE_MAX(rows: ir.Table) -> ir.Value:
    return rows.late.max()


@LATENESS.add(
    Text("Average lateness of instalments within a year", "Retard moyen des mensualités en un an"),
    Text(
        "Average days late of the instalments due in the last 365 days.",
        "Nombre moyen de jours de retard des mensualités des 365 derniers jours.",
    ),
    Unit.DAYS,
    direction=1,
    null_rule=NONE_THIS_YEAR,
)
def INST_LATE_MEAN_1Y(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.late, where=rows.due_day >= -YEAR)


@LATENESS.add(
    Text("Longest lateness of an instalment within a year", "Plus long retard d’une mensualité en un an"),
    Text(
        "The most days by which an instalment due in the last 365 days was late.",
        "Le plus grand nombre de jours de retard d’une mensualité des 365 derniers jours.",
    ),
    Unit.DAYS,
    null_rule=NONE_THIS_YEAR,
    direction=1,
)
def INST_LATE_MAX_1Y(rows: ir.Table) -> ir.Value:
    return rows.late.max(where=rows.due_day >= -YEAR)


@LATENESS.add(
    Text("Share of instalments paid late", "Part des mensualités payées en retard"),
    Text(
        "Instalments paid after the date due, divided by all that were paid.",
        "Mensualités payées après leur date, divisées par toutes celles qui ont été payées.",
    ),
    Unit.SHARE,
    direction=1,
)
def INST_LATE_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.late > 0)


@LATENESS.add(
    Text("Share of instalments paid late within a year", "Part des mensualités payées en retard en un an"),
    Text(
        "Instalments of the last 365 days that were paid after the date due.",
        "Mensualités des 365 derniers jours payées après leur date.",
    ),
    Unit.SHARE,
    null_rule=NONE_THIS_YEAR,
    direction=1,
)
def INST_LATE_SHARE_1Y(rows: ir.Table) -> ir.Value:
    return share(rows.late > 0, where=rows.due_day >= -YEAR)


@LATENESS.add(
    Text("Share of instalments more than a week late", "Part des mensualités en retard de plus d’une semaine"),
    Text(
        "Instalments paid more than seven days after the date due.",
        "Mensualités payées plus de sept jours après leur date.",
    ),
    Unit.SHARE,
    direction=1,
)
def INST_LATE_7_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.late > 7)


@LATENESS.add(
    Text("Share of instalments more than 15 days late", "Part des mensualités en retard de plus de 15 jours"),
    Text(
        "Instalments paid more than fifteen days after the date due.",
        "Mensualités payées plus de quinze jours après leur date.",
    ),
    Unit.SHARE,
    direction=1,
)
def INST_LATE_15_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.late > 15)


@LATENESS.add(
    Text("Lateness weighted by amount", "Retard pondéré par le montant"),
    Text(
        "Average days late, each instalment counting as much as its amount.",
        "Nombre moyen de jours de retard, chaque mensualité comptant à proportion de son montant.",
    ),
    Unit.DAYS,
    direction=1,
)
def INST_LATE_WEIGHTED(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.late * rows.due), exact_sum(rows.due, where=rows.late.notnull()))


@LATENESS.add(
    Text("Lateness weighted by amount within a year", "Retard pondéré par le montant en un an"),
    Text(
        "Average days late of the instalments of the last 365 days, each counting as much as its amount.",
        "Nombre moyen de jours de retard des mensualités des 365 derniers jours, pondéré par leur montant.",
    ),
    Unit.DAYS,
    null_rule=NONE_THIS_YEAR,
    direction=1,
)
def INST_LATE_WEIGHTED_1Y(rows: ir.Table) -> ir.Value:
    is_recent = rows.due_day >= -YEAR
    owed = exact_sum(rows.due, where=is_recent & rows.late.notnull())
    return ratio(exact_sum(rows.late * rows.due, where=is_recent), owed)


@LATENESS.add(
    Text("Time since the last late instalment", "Temps écoulé depuis la dernière mensualité en retard"),
    Text(
        "Days between the last instalment paid late and the application; unknown if none ever was.",
        "Jours entre la dernière mensualité payée en retard et la demande ; inconnu s’il n’y en a jamais eu.",
    ),
    Unit.DAYS,
    null_rule=Text(
        "Unknown for somebody who never paid an instalment late.",
        "Inconnu pour qui n’a jamais payé de mensualité en retard.",
    ),
)
def INST_SINCE_LATE(rows: ir.Table) -> ir.Value:
    return -rows.due_day.max(where=rows.late > 0)
