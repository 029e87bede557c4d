"""Monthly balances of earlier consumer and cash loans with this lender."""

from collections.abc import Mapping
from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, exact_sum, latest, ratio, share
from model_build.features.registry import Categories, History, Registry
from model_bundle.catalogue import Text, Unit
from model_bundle.home_credit import KEY

POS = Registry(
    "previous_loans",
    "POS_CASH_balance",
    null_rule=Text(
        "Unknown for somebody without any earlier loan with us that has monthly records.",
        "Inconnu pour qui n’a eu chez nous aucun prêt suivi mois par mois.",
    ),
)
_NONE_UNFINISHED: Final = Text(
    "Unknown for somebody without an unfinished loan with us.", "Inconnu pour qui n’a aucun prêt non soldé chez nous."
)
_NONE_FINISHED: Final = Text(
    "Unknown for somebody without a finished loan with us.", "Inconnu pour qui n’a aucun prêt soldé chez nous."
)


def pos_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return one row for each loan, as its latest month has it."""
    months = tables["POS_CASH_balance"]
    # Of two rows of one month, the one with fewer instalments left is the later.
    left, term = (months[name].fill_null(0.0).cast("int64") for name in ("CNT_INSTALMENT_FUTURE", "CNT_INSTALMENT"))
    order = months.MONTHS_BALANCE * 10**10 - left * 10**5 - term
    is_overdue = months.SK_DPD_DEF > 0
    is_completed = months.NAME_CONTRACT_STATUS == "Completed"
    loan = months.group_by(KEY, "SK_ID_PREV").aggregate(
        months=months.count(),
        overdue=is_overdue.cast("int64").sum(),
        overdue_12=(is_overdue & (months.MONTHS_BALANCE >= -12)).cast("int64").sum(),
        last_overdue=months.MONTHS_BALANCE.max(where=is_overdue),
        longest=months.SK_DPD_DEF.max(),
        longest_of_all=months.SK_DPD.max(),
        planned=months.CNT_INSTALMENT.max(),
        term=latest(months.CNT_INSTALMENT, order),
        left=latest(months.CNT_INSTALMENT_FUTURE, order),
        is_completed=is_completed.cast("int64").max() == 1,
        completed=months.MONTHS_BALANCE.max(where=is_completed),
    )
    return loan.mutate(is_shortened=loan.term < loan.planned, cut=loan.planned - loan.term)


POS_HISTORY = History((POS,), pos_rows)


@POS.add(
    Text("Unfinished loans with us", "Prêts non soldés chez nous"),
    Text(
        "Number of loans with monthly records of which none says completed.",
        "Nombre de prêts suivis dont aucun relevé n’indique qu’ils sont soldés.",
    ),
    Unit.COUNT,
)
def POS_UNFINISHED(rows: ir.Table) -> ir.Value:
    return (~rows.is_completed).cast("int64").sum()


@POS.add(
    Text("Instalments left on earlier loans", "Mensualités restantes sur les prêts antérieurs"),
    Text(
        "Number of instalments still to pay on loans with us that are not finished.",
        "Nombre de mensualités restant à payer sur les prêts non soldés chez nous.",
    ),
    Unit.COUNT,
    null_rule=_NONE_UNFINISHED,
)
def POS_LEFT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.left, where=~rows.is_completed)


@POS.add(
    Text("Share of instalments left on earlier loans", "Part des mensualités restantes sur les prêts antérieurs"),
    Text(
        "Instalments still to pay divided by all instalments of the loans that are not finished.",
        "Mensualités restant à payer divisées par toutes celles des prêts non soldés.",
    ),
    Unit.SHARE,
    null_rule=_NONE_UNFINISHED,
)
def POS_LEFT_SHARE(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.left, where=~rows.is_completed), exact_sum(rows.term, where=~rows.is_completed))


@POS.add(
    Text("Average length of earlier loans", "Durée moyenne des prêts antérieurs"),
    Text(
        "Average over loans of the number of instalments first agreed on.",
        "Moyenne, sur les prêts, du nombre de mensualités convenu au départ.",
    ),
    Unit.NUMBER,
)
def POS_TERM_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.planned)


@POS.add(
    Text("Share of months overdue on earlier loans", "Part des mois en retard sur les prêts antérieurs"),
    Text(
        "Months overdue divided by all months of earlier loans, small debts left aside.",
        "Mois en retard divisés par tous les mois des prêts antérieurs, petites dettes mises à part.",
    ),
    Unit.SHARE,
    direction=1,
)
def POS_OVERDUE_SHARE(rows: ir.Table) -> ir.Value:
    return ratio(rows.overdue.sum(), rows.months.sum())


@POS.add(
    Text("Months overdue on earlier loans within a year", "Mois en retard sur les prêts antérieurs en un an"),
    Text(
        "Months overdue in the last twelve, added over all loans, small debts left aside.",
        "Mois en retard sur les douze derniers, additionnés pour tous les prêts, petites dettes mises à part.",
    ),
    Unit.COUNT,
    direction=1,
)
def POS_OVERDUE_12M(rows: ir.Table) -> ir.Value:
    return rows.overdue_12.sum()


@POS.add(
    Text("Longest delay on an earlier loan", "Plus long retard sur un prêt antérieur"),
    Text(
        "The most days overdue in any month of an earlier loan, small debts left aside.",
        "Le plus grand nombre de jours de retard au cours d’un prêt antérieur, petites dettes mises à part.",
    ),
    Unit.DAYS,
    direction=1,
)
def POS_OVERDUE_MAX(rows: ir.Table) -> ir.Value:
    return rows.longest.max()


@POS.add(
    Text(
        "Longest delay on an earlier loan, small debts included",
        "Plus long retard sur un prêt antérieur, petites dettes comprises",
    ),
    Text(
        "The most days past due in any month of an earlier loan, however small the debt.",
        "Le plus grand nombre de jours de retard au cours d’un prêt antérieur, même pour une petite dette.",
    ),
    Unit.DAYS,
    direction=1,
)
def POS_PAST_DUE_MAX(rows: ir.Table) -> ir.Value:
    return rows.longest_of_all.max()


@POS.add(
    Text(
        "Time since the last month overdue on an earlier loan",
        "Temps écoulé depuis le dernier mois en retard d’un prêt antérieur",
    ),
    Text(
        "Months between the last one overdue and the application; unknown if none ever was.",
        "Mois entre le dernier retard et la demande ; inconnu s’il n’y en a jamais eu.",
    ),
    Unit.MONTHS,
    null_rule=Text(
        "Unknown for somebody who was never overdue on an earlier loan.",
        "Inconnu pour qui n’a jamais eu de retard sur un prêt antérieur.",
    ),
)
def POS_SINCE_OVERDUE(rows: ir.Table) -> ir.Value:
    return -rows.last_overdue.max()


@POS.add(
    Text("Share of earlier loans paid off early", "Part des prêts antérieurs soldés en avance"),
    Text(
        "Finished loans whose number of instalments was shortened, divided by all finished loans.",
        "Prêts soldés dont le nombre de mensualités a été réduit, rapportés à tous les prêts soldés.",
    ),
    Unit.SHARE,
    null_rule=_NONE_FINISHED,
)
def POS_EARLY_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_shortened, where=rows.is_completed)


@POS.add(
    Text("Average number of instalments saved by paying early", "Nombre moyen de mensualités évitées en soldant tôt"),
    Text(
        "Average over finished loans of the instalments first agreed on minus those at the end.",
        "Moyenne, sur les prêts soldés, des mensualités convenues au départ moins celles de la fin.",
    ),
    Unit.NUMBER,
    null_rule=_NONE_FINISHED,
)
def POS_CUT_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.cut, where=rows.is_completed)


@POS.add(
    Text("Time since a loan was last finished", "Temps écoulé depuis le dernier prêt soldé"),
    Text(
        "Months between the last completion of a loan and the application.",
        "Mois entre la dernière clôture d’un prêt et la demande.",
    ),
    Unit.MONTHS,
    null_rule=_NONE_FINISHED,
)
def POS_SINCE_COMPLETED(rows: ir.Table) -> ir.Value:
    return -rows.completed.max()


@POS.add(
    Text("Months of earlier loans", "Mois de prêts antérieurs"),
    Text(
        "Number of monthly records of earlier loans, all loans together.",
        "Nombre de relevés mensuels des prêts antérieurs, tous prêts confondus.",
    ),
    Unit.COUNT,
)
def POS_MONTHS(rows: ir.Table) -> ir.Value:
    return rows.months.sum()
