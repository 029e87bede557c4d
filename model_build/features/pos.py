"""Monthly balances of earlier consumer and cash loans with this lender."""

from collections.abc import Mapping

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_sum, latest, ratio, share
from model_build.features.registry import Categories, History, Registry
from model_build.tables import CLIENT
from model_bundle.catalogue import Text, Unit

POS = Registry("previous_loans", "POS_CASH_balance")


def pos_rows(tables: Mapping[str, ir.Table], _: Categories) -> ir.Table:
    """Return one row for each loan, as its latest month has it."""
    months = tables["POS_CASH_balance"]
    # Of two rows of one month, the one with fewer instalments left is the later.
    left, term = (months[name].fill_null(0.0).cast("int64") for name in ("CNT_INSTALMENT_FUTURE", "CNT_INSTALMENT"))
    order = months.MONTHS_BALANCE * 10**10 - left * 10**5 - term
    is_overdue = months.SK_DPD_DEF > 0
    loan = months.group_by(CLIENT, "SK_ID_PREV").aggregate(
        months=months.count(),
        overdue=is_overdue.cast("int64").sum(),
        last_overdue=months.MONTHS_BALANCE.max(where=is_overdue),
        longest=months.SK_DPD_DEF.max(),
        planned=months.CNT_INSTALMENT.max(),
        term=latest(months.CNT_INSTALMENT, order),
        left=latest(months.CNT_INSTALMENT_FUTURE, order),
        is_completed=(months.NAME_CONTRACT_STATUS == "Completed").cast("int64").max() == 1,
    )
    return loan.mutate(is_shortened=loan.term < loan.planned)


POS_HISTORY = History(POS, pos_rows)


@POS.add(
    Text("Instalments left on earlier loans", "Échéances restantes sur les prêts antérieurs"),
    Text(
        "Number of instalments still to pay on loans with us that are not finished.",
        "Nombre d’échéances restant à payer sur les prêts non soldés chez nous.",
    ),
    Unit.COUNT,
)
def POS_LEFT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.left, where=~rows.is_completed)


@POS.add(
    Text("Share of instalments left on earlier loans", "Part des échéances restantes sur les prêts antérieurs"),
    Text(
        "Instalments still to pay divided by all instalments of the loans that are not finished.",
        "Échéances restant à payer divisées par toutes celles des prêts non soldés.",
    ),
    Unit.SHARE,
)
def POS_LEFT_SHARE(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.left, where=~rows.is_completed), exact_sum(rows.term, where=~rows.is_completed))


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
        "Time since the last month overdue on an earlier loan",
        "Temps écoulé depuis le dernier mois en retard d’un prêt antérieur",
    ),
    Text(
        "Months between the last one overdue and the application; unknown if none ever was.",
        "Mois entre le dernier retard et la demande ; inconnu s’il n’y en a jamais eu.",
    ),
    Unit.MONTHS,
)
def POS_SINCE_OVERDUE(rows: ir.Table) -> ir.Value:
    return -rows.last_overdue.max()


@POS.add(
    Text("Share of earlier loans paid off early", "Part des prêts antérieurs soldés en avance"),
    Text(
        "Finished loans whose number of instalments was shortened, divided by all finished loans.",
        "Prêts soldés dont le nombre d’échéances a été réduit, rapportés à tous les prêts soldés.",
    ),
    Unit.SHARE,
)
def POS_EARLY_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_shortened, where=rows.is_completed)


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
