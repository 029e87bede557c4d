"""How many credits other lenders report, of what kind, how old, and when they end."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import exact_mean, ratio, share
from model_build.features.registry import Expression, Registry
from model_bundle.catalogue import Text, Unit

NO_CREDIT: Final = Text(
    "Unknown for somebody without any credit reported by another lender.",
    "Inconnu pour qui n’a aucun crédit déclaré par un autre prêteur.",
)
CREDITS = Registry("past_credits", "bureau", null_rule=NO_CREDIT)
_NO_END: Final = Text(
    "Unknown for somebody without a running credit with another lender whose planned end is known.",
    "Inconnu pour qui n’a aucun crédit en cours auprès d’un autre prêteur dont la fin prévue soit connue.",
)
_NONE_CLOSED: Final = Text(
    "Unknown for somebody without a closed credit with another lender.",
    "Inconnu pour qui n’a aucun crédit clos auprès d’un autre prêteur.",
)
CARD: Final = "Credit card"
_KINDS: Final = {
    "BUREAU_CONSUMER_CREDITS": ("Consumer credit", Text("consumer credits", "crédits à la consommation")),
    "BUREAU_CARDS": (CARD, Text("credit cards", "cartes de crédit")),
    "BUREAU_CAR_LOANS": ("Car loan", Text("car loans", "prêts automobiles")),
    "BUREAU_MORTGAGES": ("Mortgage", Text("mortgages", "prêts immobiliers")),
    "BUREAU_MICROLOANS": ("Microloan", Text("microloans", "microcrédits")),
}


def _count_kind(kind: str) -> Expression:
    def count(rows: ir.Table) -> ir.Value:
        return (rows.kind == kind).cast("int64").sum()

    return count


for _name, (_kind, _words) in _KINDS.items():
    CREDITS.add(
        Text(
            f"{_words.en.capitalize()} with other lenders",
            f"{_words.fr.capitalize()} auprès d’autres prêteurs",
        ),
        Text(
            f"Number of reported credits, running or closed, that are {_words.en}.",
            f"Nombre de {_words.fr}, en cours ou clos, parmi les crédits déclarés.",
        ),
        Unit.COUNT,
        name=_name,
    )(_count_kind(_kind))


@CREDITS.add(
    Text("Credits with other lenders", "Crédits auprès d’autres prêteurs"),
    Text(
        "Number of credits, running or closed, that other lenders reported.",
        "Nombre de crédits, en cours ou clos, déclarés par d’autres prêteurs.",
    ),
    Unit.COUNT,
)
def BUREAU_COUNT(rows: ir.Table) -> ir.Value:
    return rows.count()


@CREDITS.add(
    Text("Running credits with other lenders", "Crédits en cours auprès d’autres prêteurs"),
    Text("Number of reported credits still running.", "Nombre de crédits déclarés encore en cours."),
    Unit.COUNT,
)
def BUREAU_ACTIVE_COUNT(rows: ir.Table) -> ir.Value:
    return rows.is_active.cast("int64").sum()


@CREDITS.add(
    Text("Closed credits with other lenders", "Crédits clos auprès d’autres prêteurs"),
    Text("Number of reported credits that are closed.", "Nombre de crédits déclarés qui sont clos."),
    Unit.COUNT,
)
def BUREAU_CLOSED_COUNT(rows: ir.Table) -> ir.Value:
    return rows.is_closed.cast("int64").sum()


@CREDITS.add(
    Text("Credits with other lenders sold or written off", "Crédits auprès d’autres prêteurs cédés ou irrécouvrables"),
    Text(
        "Number of reported credits that the lender sold or calls a bad debt.",
        "Nombre de crédits déclarés que le prêteur a cédés ou juge irrécouvrables.",
    ),
    Unit.COUNT,
)
def BUREAU_BAD_COUNT(rows: ir.Table) -> ir.Value:
    return rows.is_bad.cast("int64").sum()


@CREDITS.add(
    Text(
        "Share of credits with other lenders still running", "Part des crédits auprès d’autres prêteurs encore en cours"
    ),
    Text(
        "Running credits divided by all reported credits.",
        "Crédits en cours divisés par l’ensemble des crédits déclarés.",
    ),
    Unit.SHARE,
)
def BUREAU_ACTIVE_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_active)


@CREDITS.add(
    Text("Running credit cards with other lenders", "Cartes de crédit en cours auprès d’autres prêteurs"),
    Text("Number of reported credit cards still in use.", "Nombre de cartes de crédit déclarées encore en cours."),
    Unit.COUNT,
)
def BUREAU_ACTIVE_CARDS(rows: ir.Table) -> ir.Value:
    return (rows.is_active & (rows.kind == CARD)).cast("int64").sum()


@CREDITS.add(
    Text("Average age of the credits with other lenders", "Ancienneté moyenne des crédits auprès d’autres prêteurs"),
    Text(
        "Average number of days between the opening of a reported credit and the application.",
        "Nombre moyen de jours entre l’ouverture d’un crédit déclaré et la demande.",
    ),
    Unit.DAYS,
)
def BUREAU_AGE_MEAN(rows: ir.Table) -> ir.Value:
    return -exact_mean(rows.begun)


@CREDITS.add(
    Text(
        "Time since the latest credit with other lenders",
        "Temps écoulé depuis le dernier crédit auprès d’autres prêteurs",
    ),
    Text(
        "Days between the opening of the most recent reported credit and the application.",
        "Jours entre l’ouverture du crédit déclaré le plus récent et la demande.",
    ),
    Unit.DAYS,
)
def BUREAU_AGE_MIN(rows: ir.Table) -> ir.Value:
    return -rows.begun.max()


@CREDITS.add(
    Text(
        "Time since the first credit with other lenders",
        "Temps écoulé depuis le premier crédit auprès d’autres prêteurs",
    ),
    Text(
        "Days between the opening of the oldest reported credit and the application.",
        "Jours entre l’ouverture du plus ancien crédit déclaré et la demande.",
    ),
    Unit.DAYS,
)
def BUREAU_AGE_MAX(rows: ir.Table) -> ir.Value:
    return -rows.begun.min()


@CREDITS.add(
    Text(
        "Average time between two credits with other lenders", "Temps moyen entre deux crédits auprès d’autres prêteurs"
    ),
    Text(
        "Average number of days between the opening of one reported credit and the next.",
        "Nombre moyen de jours entre l’ouverture d’un crédit déclaré et le suivant.",
    ),
    Unit.DAYS,
    null_rule=Text(
        "Unknown for somebody with fewer than two credits reported by other lenders.",
        "Inconnu pour qui a moins de deux crédits déclarés par d’autres prêteurs.",
    ),
)
def BUREAU_INTERVAL_MEAN(rows: ir.Table) -> ir.Value:
    return ratio(rows.begun.max() - rows.begun.min(), rows.begun.count() - 1)


@CREDITS.add(
    Text(
        "Time until the running credits with other lenders end",
        "Temps avant la fin des crédits en cours auprès d’autres prêteurs",
    ),
    Text(
        "Days from the application to the planned end of the last running credit; negative if that is past.",
        "Jours entre la demande et la fin prévue du dernier crédit en cours ; négatif si elle est passée.",
    ),
    Unit.DAYS,
    null_rule=_NO_END,
)
def BUREAU_ACTIVE_END_MAX(rows: ir.Table) -> ir.Value:
    return rows.end.max(where=rows.is_active)


@CREDITS.add(
    Text(
        "Time until the next running credit with other lenders ends",
        "Temps avant la première fin d’un crédit en cours auprès d’autres prêteurs",
    ),
    Text(
        "Days from the application to the planned end of the first running credit to end; negative if that is past.",
        "Jours entre la demande et la première fin prévue d’un crédit en cours ; négatif si elle est passée.",
    ),
    Unit.DAYS,
    null_rule=_NO_END,
)
def BUREAU_ACTIVE_END_MIN(rows: ir.Table) -> ir.Value:
    return rows.end.min(where=rows.is_active)


@CREDITS.add(
    Text(
        "Average time until running credits with other lenders end",
        "Temps moyen avant la fin des crédits en cours auprès d’autres prêteurs",
    ),
    Text(
        "Average days from the application to the planned ends of the running credits; a past one counts below zero.",
        "Nombre moyen de jours de la demande à la fin prévue d’un crédit en cours ; négatif si elle est passée.",
    ),
    Unit.DAYS,
    null_rule=_NO_END,
)
def BUREAU_ACTIVE_END_MEAN(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.end, where=rows.is_active)


@CREDITS.add(
    Text(
        "Credits with other lenders running past their end",
        "Crédits auprès d’autres prêteurs en cours au-delà de leur terme",
    ),
    Text(
        "Number of running credits whose planned end is past.",
        "Nombre de crédits en cours dont la fin prévue est passée.",
    ),
    Unit.COUNT,
)
def BUREAU_ACTIVE_PAST_END(rows: ir.Table) -> ir.Value:
    # A credit whose end is unknown is not known to be past it.
    return (rows.is_active & (rows.end < 0)).fill_null(False).cast("int64").sum()


@CREDITS.add(
    Text(
        "Time since a credit with another lender was closed",
        "Temps écoulé depuis la clôture d’un crédit auprès d’autres prêteurs",
    ),
    Text(
        "Days between the latest end of a closed credit and the application.",
        "Jours entre la dernière clôture d’un crédit déclaré et la demande.",
    ),
    Unit.DAYS,
    null_rule=_NONE_CLOSED,
)
def BUREAU_SINCE_CLOSED(rows: ir.Table) -> ir.Value:
    return -rows.ended.max(where=rows.is_closed)


@CREDITS.add(
    Text(
        "Days by which credits with other lenders ended early",
        "Avance moyenne de clôture des crédits auprès d’autres prêteurs",
    ),
    Text(
        "Average days between the end of a closed credit and its planned end; negative when it ended later.",
        "Nombre moyen de jours entre la clôture d’un crédit et sa fin prévue ; négatif lorsqu’il a fini plus tard.",
    ),
    Unit.DAYS,
    null_rule=_NONE_CLOSED,
)
def BUREAU_CLOSED_EARLY(rows: ir.Table) -> ir.Value:
    return exact_mean(rows.end - rows.ended, where=rows.is_closed)
