"""How the latest instalments were paid, and whether lateness grows."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, ratio
from model_build.features.instalments_lateness import NO_PAYMENT, YEAR
from model_build.features.registry import Expression, Registry
from model_bundle.catalogue import Text, Unit

LATEST = Registry("instalments", "installments_payments", null_rule=NO_PAYMENT)
_COUNTS: Final = {2: Text("two", "deux"), 3: Text("three", "trois"), 5: Text("five", "cinq")}


def _late_mean(count: int) -> Expression:
    def late_mean(rows: ir.Table) -> ir.Value:
        return exact_mean(rows.late, where=rows.place < count)

    return late_mean


def _delay_mean(count: int) -> Expression:
    def delay_mean(rows: ir.Table) -> ir.Value:
        return exact_mean(rows.delay, where=rows.place < count)

    return delay_mean


for _count, _word in _COUNTS.items():
    LATEST.add(
        Text(f"Average lateness of the last {_word.en} payments", f"Retard moyen des {_word.fr} derniers paiements"),
        Text(
            f"Average days late of the {_word.en} latest instalments paid, one paid early or on time counting as zero.",
            f"Nombre moyen de jours de retard des {_word.fr} dernières mensualités payées, celles payées en avance ou "
            "à temps comptant pour zéro.",
        ),
        Unit.DAYS,
        name=f"INST_LATE_MEAN_LAST_{_count}",
        direction=1,
    )(_late_mean(_count))
    LATEST.add(
        Text(f"Average delay of the last {_word.en} payments", f"Décalage moyen des {_word.fr} derniers paiements"),
        Text(
            f"Average days from the date due to the payment of the {_word.en} latest ones paid; negative when early.",
            f"Nombre moyen de jours de la date au paiement des {_word.fr} dernières mensualités payées ; négatif "
            "en cas d’avance.",
        ),
        Unit.DAYS,
        name=f"INST_DELAY_MEAN_LAST_{_count}",
    )(_delay_mean(_count))


@LATEST.add(
    Text("Delay of the latest instalment", "Décalage de la dernière mensualité"),
    Text(
        "Days between the date due and the payment of the most recent instalment; negative when paid early.",
        "Jours entre la date et le paiement de la dernière mensualité ; négatif en cas de paiement anticipé.",
    ),
    Unit.DAYS,
)
def INST_LAST_DELAY(rows: ir.Table) -> ir.Value:
    return rows.delay.max(where=rows.place == 0)


@LATEST.add(
    Text("Yearly growth of lateness", "Progression annuelle du retard"),
    Text(
        "By how many days lateness grows in a year: the slope of a straight line through the instalments paid.",
        "De combien de jours le retard augmente en un an : pente d’une droite passant par les mensualités payées.",
    ),
    Unit.DAYS,
    null_rule=Text(
        "Unknown for somebody without two paid instalments that were due on different days.",
        "Inconnu pour qui n’a pas payé deux mensualités de dates différentes.",
    ),
)
def INST_LATE_SLOPE(rows: ir.Table) -> ir.Value:
    is_known = rows.late.notnull()
    count = is_known.cast("int64").sum()
    days, late = rows.due_day.sum(where=is_known), rows.late.sum()
    products, squares = (rows.due_day * rows.late).sum(), (rows.due_day * rows.due_day).sum(where=is_known)
    # Whole numbers all the way to the one division: the order of rows changes nothing.
    return ratio(count * products - days * late, count * squares - days * days) * YEAR
