"""How the instalments of earlier credits with this lender were paid."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, exact_sum, latest, ratio, share
from model_build.features.registry import Categories, History, Registry
from model_build.tables import CLIENT
from model_bundle.catalogue import Text, Unit

INSTALMENTS = Registry("instalments", "installments_payments")
_INSTALMENT = ("SK_ID_PREV", "NUM_INSTALMENT_NUMBER", "NUM_INSTALMENT_VERSION")


def instalment_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return one row for each instalment, payments in several parts summed.

    An instalment is late by the day of its last part. A part paid early is not late by a negative number of days.
    """
    parts = tables["installments_payments"]
    # A payment that settles two versions of an instalment stands in full on both: capped at what was due.
    instalment = parts.group_by(_INSTALMENT).aggregate(
        **{CLIENT: parts[CLIENT].max()},
        due_day=parts.DAYS_INSTALMENT.max(),
        paid_day=parts.DAYS_ENTRY_PAYMENT.max(),
        due=parts.AMT_INSTALMENT.max(),
        paid=exact_sum(parts.AMT_PAYMENT),
    )
    delay = instalment.paid_day - instalment.due_day
    return instalment.select(
        instalment[CLIENT],
        instalment.due_day,
        instalment.due,
        paid=ibis.least(instalment.paid.fill_null(0.0), instalment.due),
        delay=delay,
        late=ibis.ifelse(delay > 0, delay, ibis.ifelse(delay.isnull(), ibis.null("float64"), 0.0)),
        # By day, then loan, number and version: no two instalments share it.
        order=instalment.due_day.cast("int64") * 10**15
        + instalment.SK_ID_PREV * 10**7
        + instalment.NUM_INSTALMENT_NUMBER * 10**3
        + instalment.NUM_INSTALMENT_VERSION.cast("int64"),
    )


INSTALMENT_HISTORY = History(INSTALMENTS, instalment_rows)


@INSTALMENTS.add(
    Text("Average delay of instalments", "Décalage moyen des échéances"),
    Text(
        "Average days between the date due and the payment; negative when paid early.",
        "Nombre moyen de jours entre l’échéance et le paiement ; négatif en cas de paiement anticipé.",
    ),
    Unit.DAYS,
)
def INST_DELAY_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.delay)


@INSTALMENTS.add(
    Text("Average lateness of instalments", "Retard moyen des échéances"),
    Text(
        "Average days late, an instalment paid early or on time counting as zero.",
        "Nombre moyen de jours de retard, une échéance payée en avance ou à temps comptant pour zéro.",
    ),
    Unit.DAYS,
    direction=1,
)
def INST_LATE_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.late)


@INSTALMENTS.add(
    Text("Longest lateness of an instalment", "Plus long retard d’une échéance"),
    Text("The most days by which an instalment was late.", "Le plus grand nombre de jours de retard d’une échéance."),
    Unit.DAYS,
    direction=1,
)
def INST_LATE_MAX(rows: ir.Table) -> ir.Value:
    return rows.late.max()


@INSTALMENTS.add(
    Text("Average lateness of instalments within a year", "Retard moyen des échéances en un an"),
    Text(
        "Average days late of the instalments due in the last 365 days.",
        "Nombre moyen de jours de retard des échéances des 365 derniers jours.",
    ),
    Unit.DAYS,
    direction=1,
)
def INST_LATE_MEAN_1Y(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.late, where=rows.due_day >= -365)


@INSTALMENTS.add(
    Text("Share of instalments paid late", "Part des échéances payées en retard"),
    Text("Instalments paid after the date due.", "Échéances payées après leur date."),
    Unit.SHARE,
    direction=1,
)
def INST_LATE_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.late > 0)


@INSTALMENTS.add(
    Text("Share of instalments more than a week late", "Part des échéances en retard de plus d’une semaine"),
    Text(
        "Instalments paid more than seven days after the date due.",
        "Échéances payées plus de sept jours après leur date.",
    ),
    Unit.SHARE,
    direction=1,
)
def INST_LATE_7_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.late > 7)


@INSTALMENTS.add(
    Text("Lateness weighted by amount", "Retard pondéré par le montant"),
    Text(
        "Average days late, each instalment counting as much as its amount.",
        "Nombre moyen de jours de retard, chaque échéance comptant à proportion de son montant.",
    ),
    Unit.DAYS,
    direction=1,
)
def INST_LATE_WEIGHTED(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.late * rows.due), exact_sum(rows.due, where=rows.late.notnull()))


@INSTALMENTS.add(
    Text("Share of what was due that was paid", "Part des sommes dues qui a été payée"),
    Text(
        "Amounts paid divided by amounts due, payments in several parts put together.",
        "Sommes payées divisées par les sommes dues, les paiements fractionnés étant réunis.",
    ),
    Unit.SHARE,
)
def INST_PAID_SHARE(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.paid), exact_sum(rows.due))


@INSTALMENTS.add(
    Text("Time since the last late instalment", "Temps écoulé depuis la dernière échéance en retard"),
    Text(
        "Days between the last instalment paid late and the application; unknown if none ever was.",
        "Jours entre la dernière échéance payée en retard et la demande ; inconnu s’il n’y en a jamais eu.",
    ),
    Unit.DAYS,
)
def INST_SINCE_LATE(rows: ir.Table) -> ir.Value:
    return -rows.due_day.max(where=rows.late > 0)


@INSTALMENTS.add(
    Text("Delay of the latest instalment", "Décalage de la dernière échéance"),
    Text(
        "Days between the date due and the payment of the most recent instalment; negative when paid early.",
        "Jours entre la date et le paiement de la dernière échéance ; négatif en cas de paiement anticipé.",
    ),
    Unit.DAYS,
)
def INST_LAST_DELAY(rows: ir.Table) -> ir.Value:
    return latest(rows.delay, rows.order)
