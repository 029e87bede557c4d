"""How many applications there were before, when, and what became of them."""

from typing import Final

import ibis.expr.types as ir

from model_build.features.arithmetic import share
from model_build.features.registry import Registry
from model_bundle.catalogue import Text, Unit

NO_APPLICATION: Final = Text(
    "Unknown for somebody without any earlier application to us.",
    "Inconnu pour qui n’a fait aucune demande antérieure chez nous.",
)
NONE_GRANTED: Final = Text(
    "Unknown for somebody to whom we never granted a credit.",
    "Inconnu pour qui n’a jamais obtenu de crédit chez nous.",
)
NONE_REFUSED: Final = Text(
    "Unknown for somebody whom we never refused a credit.", "Inconnu pour qui n’a jamais essuyé de refus chez nous."
)
DECISIONS = Registry("previous_loans", "previous_application", null_rule=NO_APPLICATION)
_YEAR = 365


@DECISIONS.add(
    Text("Earlier applications", "Demandes antérieures"),
    Text("Number of earlier applications to us.", "Nombre de demandes antérieures chez nous."),
    Unit.COUNT,
)
def PREV_COUNT(rows: ir.Table) -> ir.Value:
    return rows.count()


@DECISIONS.add(
    Text("Earlier applications within a year", "Demandes antérieures en un an"),
    Text(
        "Number of applications to us decided in the last 365 days.",
        "Nombre de demandes chez nous décidées dans les 365 derniers jours.",
    ),
    Unit.COUNT,
)
def PREV_COUNT_1Y(rows: ir.Table) -> ir.Value:
    return (rows.day >= -_YEAR).cast("int64").sum()


@DECISIONS.add(
    Text("Earlier applications for a cash loan", "Demandes antérieures de prêt personnel"),
    Text("Number of earlier applications for a cash loan.", "Nombre de demandes antérieures de prêt personnel."),
    Unit.COUNT,
)
def PREV_CASH(rows: ir.Table) -> ir.Value:
    return (rows.kind == "Cash loans").cast("int64").sum()


@DECISIONS.add(
    Text("Earlier applications for a card", "Demandes antérieures de carte"),
    Text(
        "Number of earlier applications for a revolving credit.",
        "Nombre de demandes antérieures de crédit renouvelable.",
    ),
    Unit.COUNT,
)
def PREV_CARDS(rows: ir.Table) -> ir.Value:
    return (rows.kind == "Revolving loans").cast("int64").sum()


@DECISIONS.add(
    Text("Earlier applications granted", "Demandes antérieures accordées"),
    Text("Number of earlier applications that were granted.", "Nombre de demandes antérieures accordées."),
    Unit.COUNT,
)
def PREV_APPROVED(rows: ir.Table) -> ir.Value:
    return rows.is_approved.cast("int64").sum()


@DECISIONS.add(
    Text("Applications granted within a year", "Demandes accordées en un an"),
    Text(
        "Number of applications to us that were granted in the last 365 days.",
        "Nombre de demandes chez nous accordées dans les 365 derniers jours.",
    ),
    Unit.COUNT,
)
def PREV_APPROVED_1Y(rows: ir.Table) -> ir.Value:
    return (rows.is_approved & (rows.day >= -_YEAR)).cast("int64").sum()


@DECISIONS.add(
    Text("Share of earlier applications granted", "Part des demandes antérieures accordées"),
    Text(
        "Granted applications divided by all earlier applications.",
        "Demandes accordées divisées par toutes les demandes antérieures.",
    ),
    Unit.SHARE,
)
def PREV_APPROVED_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_approved)


@DECISIONS.add(
    Text("Earlier applications refused", "Demandes antérieures refusées"),
    Text("Number of earlier applications that were refused.", "Nombre de demandes antérieures refusées."),
    Unit.COUNT,
)
def PREV_REFUSED(rows: ir.Table) -> ir.Value:
    return rows.is_refused.cast("int64").sum()


@DECISIONS.add(
    Text("Applications refused within a year", "Demandes refusées en un an"),
    Text(
        "Number of applications to us that were refused in the last 365 days.",
        "Nombre de demandes chez nous refusées dans les 365 derniers jours.",
    ),
    Unit.COUNT,
)
def PREV_REFUSED_1Y(rows: ir.Table) -> ir.Value:
    return (rows.is_refused & (rows.day >= -_YEAR)).cast("int64").sum()


@DECISIONS.add(
    Text("Share of earlier applications refused", "Part des demandes antérieures refusées"),
    Text(
        "Refused applications divided by all earlier applications.",
        "Demandes refusées divisées par toutes les demandes antérieures.",
    ),
    Unit.SHARE,
)
def PREV_REFUSED_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_refused)


@DECISIONS.add(
    Text("Earlier refusals for a low score", "Refus antérieurs pour note insuffisante"),
    Text(
        "Number of earlier applications refused because the score was too low.",
        "Nombre de demandes antérieures refusées pour une note insuffisante.",
    ),
    Unit.COUNT,
)
def PREV_REFUSED_SCORE(rows: ir.Table) -> ir.Value:
    return (rows.is_refused & rows.reason.isin(("SCO", "SCOFR"))).cast("int64").sum()


@DECISIONS.add(
    Text("Earlier refusals by policy", "Refus antérieurs selon les règles"),
    Text(
        "Number of earlier applications refused by the lender’s policy.",
        "Nombre de demandes antérieures refusées selon les règles du prêteur.",
    ),
    Unit.COUNT,
)
def PREV_REFUSED_POLICY(rows: ir.Table) -> ir.Value:
    return (rows.is_refused & (rows.reason == "HC")).cast("int64").sum()


@DECISIONS.add(
    Text("Share of earlier applications given up", "Part des demandes antérieures abandonnées"),
    Text(
        "Applications cancelled, or granted and not used, divided by all earlier applications.",
        "Demandes annulées, ou accordées sans être utilisées, divisées par toutes les demandes antérieures.",
    ),
    Unit.SHARE,
)
def PREV_DROPPED_SHARE(rows: ir.Table) -> ir.Value:
    return share(rows.is_dropped)


@DECISIONS.add(
    Text("Time since the latest earlier application", "Temps écoulé depuis la dernière demande"),
    Text(
        "Days between the decision on the most recent earlier application and this one.",
        "Jours entre la décision sur la demande antérieure la plus récente et celle-ci.",
    ),
    Unit.DAYS,
)
def PREV_SINCE_LAST(rows: ir.Table) -> ir.Value:
    return -rows.day.max()


@DECISIONS.add(
    Text("Time since the first application", "Temps écoulé depuis la première demande"),
    Text(
        "Days between the decision on the oldest application to us and this one.",
        "Jours entre la décision sur la plus ancienne demande chez nous et celle-ci.",
    ),
    Unit.DAYS,
)
def PREV_SINCE_FIRST(rows: ir.Table) -> ir.Value:
    return -rows.day.min()


@DECISIONS.add(
    Text("Time since an application was last granted", "Temps écoulé depuis la dernière demande accordée"),
    Text(
        "Days between the most recent decision to grant and this application.",
        "Jours entre la dernière décision d’accord et cette demande.",
    ),
    Unit.DAYS,
    null_rule=NONE_GRANTED,
)
def PREV_SINCE_APPROVED(rows: ir.Table) -> ir.Value:
    return -rows.day.max(where=rows.is_approved)


@DECISIONS.add(
    Text("Time since an application was last refused", "Temps écoulé depuis la dernière demande refusée"),
    Text(
        "Days between the most recent decision to refuse and this application.",
        "Jours entre la dernière décision de refus et cette demande.",
    ),
    Unit.DAYS,
    null_rule=NONE_REFUSED,
)
def PREV_SINCE_REFUSED(rows: ir.Table) -> ir.Value:
    return -rows.day.max(where=rows.is_refused)
