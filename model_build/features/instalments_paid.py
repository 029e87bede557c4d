"""How much of each instalment was paid, and how much was due."""

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, exact_sum, ratio, share
from model_build.features.instalments_lateness import YEAR
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

PAID = Registry(
    "instalments",
    "installments_payments",
    null_rule=Text(
        "Unknown for somebody without any earlier credit with us that had instalments.",
        "Inconnu pour qui n’a eu chez nous aucun crédit avec des mensualités.",
    ),
)


@PAID.add(
    Text("Instalments due so far", "Mensualités dues jusqu’ici"),
    Text(
        "Number of instalments of earlier credits with us, payments in several parts put together.",
        "Nombre de mensualités des crédits antérieurs chez nous, les paiements fractionnés étant réunis.",
    ),
    Unit.COUNT,
)
def INST_COUNT(rows: ir.Table) -> ir.Value:
    return rows.count()


@PAID.add(
    Text("Instalments due within a year", "Mensualités dues en un an"),
    Text("Number of instalments that were due in the last 365 days.", "Nombre de mensualités des 365 derniers jours."),
    Unit.COUNT,
)
def INST_COUNT_1Y(rows: ir.Table) -> ir.Value:
    return (rows.due_day >= -YEAR).cast("int64").sum()


@PAID.add(
    Text("Amount due within a year", "Sommes dues en un an"),
    Text("Sum of the instalments that were due in the last 365 days.", "Somme des mensualités des 365 derniers jours."),
    Unit.MONEY,
)
def INST_DUE_1Y(rows: ir.Table) -> ir.Value:
    # Who had instalments but none lately owed nothing lately, which is known.
    return exact_sum(rows.due, where=rows.due_day >= -YEAR).fill_null(0.0)


@PAID.add(
    Text("Share of what was due that was paid", "Part des sommes dues qui a été payée"),
    Text(
        "Amounts paid divided by amounts due, payments in several parts put together.",
        "Sommes payées divisées par les sommes dues, les paiements fractionnés étant réunis.",
    ),
    Unit.SHARE,
)
def INST_PAID_SHARE(rows: ir.Table) -> ir.Value:
    return ratio(exact_sum(rows.paid), exact_sum(rows.due))


@PAID.add(
    Text("Share of what was due within a year that was paid", "Part des sommes dues en un an qui a été payée"),
    Text(
        "Amounts paid divided by amounts due, over the instalments of the last 365 days.",
        "Sommes payées divisées par les sommes dues, sur les mensualités des 365 derniers jours.",
    ),
    Unit.SHARE,
    null_rule=Text(
        "Unknown for somebody without any instalment due in the last 365 days.",
        "Inconnu pour qui n’a eu aucune mensualité dans les 365 derniers jours.",
    ),
)
def INST_PAID_SHARE_1Y(rows: ir.Table) -> ir.Value:
    is_recent = rows.due_day >= -YEAR
    return ratio(exact_sum(rows.paid, where=is_recent), exact_sum(rows.due, where=is_recent))


@PAID.add(
    Text("Average share of an instalment that was paid", "Part moyenne payée par mensualité"),
    Text(
        "Average over instalments of the amount paid divided by the amount due.",
        "Moyenne, sur les mensualités, de la somme payée divisée par la somme due.",
    ),
    Unit.SHARE,
)
def INST_PAID_SHARE_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(ratio(rows.paid, rows.due))


@PAID.add(
    Text("Smallest share of an instalment that was paid", "Plus petite part payée d’une mensualité"),
    Text(
        "The lowest amount paid divided by the amount due on a single instalment.",
        "La plus petite somme payée divisée par la somme due pour une seule mensualité.",
    ),
    Unit.SHARE,
)
def INST_PAID_SHARE_MIN(rows: ir.Table) -> ir.Value:
    return ratio(rows.paid, rows.due).min()


@PAID.add(
    Text("Share of instalments not paid in full", "Part des mensualités non payées en entier"),
    Text(
        "Instalments of which less was paid than was due, divided by all instalments.",
        "Mensualités dont une partie est restée impayée, divisées par toutes les mensualités.",
    ),
    Unit.SHARE,
    direction=1,
)
def INST_SHORT_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.paid < rows.due)


@PAID.add(
    Text("Amount of instalments not paid", "Somme des mensualités non payée"),
    Text(
        "Amounts due minus amounts paid, added over all instalments.",
        "Sommes dues moins sommes payées, additionnées sur toutes les mensualités.",
    ),
    Unit.MONEY,
    direction=1,
)
def INST_SHORT_AMOUNT(rows: ir.Table) -> ir.Value:
    return exact_sum(rows.due - rows.paid)


@PAID.add(
    Text("Share of instalments paid in several parts", "Part des mensualités payées en plusieurs fois"),
    Text(
        "Instalments paid in more than one payment, divided by all instalments.",
        "Mensualités réglées en plus d’un paiement, divisées par toutes les mensualités.",
    ),
    Unit.SHARE,
)
def INST_SPLIT_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_split)
