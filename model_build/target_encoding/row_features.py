"""What row-level models say of a client, as features that a person can read."""

from collections.abc import Collection
from typing import Final

from model_build.features.bureau_credits import NO_CREDIT
from model_build.features.form import stored
from model_build.features.previous_decisions import NO_APPLICATION
from model_build.features.registry import Feature
from model_build.target_encoding.past_rows import SOURCES
from model_bundle.catalogue import CatalogueEntry, Text, Unit

_FAMILIES: Final = {"bureau": ("past_credits", NO_CREDIT), "previous_application": ("previous_loans", NO_APPLICATION)}
_HOW: Final = {
    "bureau": Text(
        "A model gives each credit reported by another lender a risk, by what is known of this credit alone",
        "Un modèle donne à chaque crédit déclaré par un autre prêteur un risque, d’après ce que l’on sait de ce "
        "seul crédit",
    ),
    "previous_application": Text(
        "A model gives each earlier application to us a risk, by what is known of this application alone",
        "Un modèle donne à chaque demande antérieure chez nous un risque, d’après ce que l’on sait de cette seule "
        "demande",
    ),
}
_LABELS: Final = {
    "bureau": {
        "MEAN": Text("Average risk of the credits with other lenders", "Risque moyen des crédits d’autres prêteurs"),
        "MAX": Text("Highest risk of a credit with another lender", "Risque le plus haut d’un crédit d’autre prêteur"),
        "SUM": Text("Risks of the credits with other lenders, added up", "Somme des risques des autres crédits"),
    },
    "previous_application": {
        "MEAN": Text("Average risk of the earlier applications", "Risque moyen des demandes antérieures"),
        "MAX": Text("Highest risk of an earlier application", "Risque le plus haut d’une demande antérieure"),
        "SUM": Text("Risks of the earlier applications, added up", "Somme des risques des demandes antérieures"),
    },
}
_WHICH: Final = {
    "MEAN": Text("their average.", "leur moyenne."),
    "MAX": Text("the highest of them.", "le plus haut d’entre eux."),
    "SUM": Text("their sum.", "leur somme."),
}


def row_features(tables: Collection[str]) -> tuple[Feature, ...]:
    """Return the features of the row-level models of these tables, in a fixed order."""
    return tuple(
        Feature(_entry(source.table, source.prefix, summary), stored(f"{source.prefix}_{summary}"), frozenset())
        for source in SOURCES
        if source.table in tables
        for summary in _WHICH
    )


def _entry(table: str, prefix: str, summary: str) -> CatalogueEntry:
    family, null_rule = _FAMILIES[table]
    how, which = _HOW[table], _WHICH[summary]
    return CatalogueEntry(
        name=f"{prefix}_{summary}",
        kind="feature",
        family=family,
        label=_LABELS[table][summary],
        definition=Text(f"{how.en}; this is {which.en}", f"{how.fr}\N{NARROW NO-BREAK SPACE}; voici {which.fr}"),
        unit=Unit.NUMBER if summary == "SUM" else Unit.SHARE,
        actionable=False,
        protected=False,
        direction=0,
        null_rule=null_rule,
    )
