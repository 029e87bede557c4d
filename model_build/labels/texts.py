"""How label tables are written: one call for each column, one line for each value."""

from typing import Final

from model_bundle.catalogue import CatalogueEntry, Category, Text, Unit
from model_bundle.home_credit import PROTECTED_COLUMNS

LEFT_EMPTY: Final = Text("Unknown if the form leaves it empty.", "Inconnu si le dossier ne l’indique pas.")


def categories(*rows: tuple[str, str, str]) -> tuple[Category, ...]:
    """Return categories from lines of raw value, English and French; the order is the order of the codes."""
    return tuple(Category(value, Text(en, fr)) for value, en, fr in rows)


def column(
    name: str,
    family: str,
    unit: Unit,
    label: Text,
    definition: Text,
    *,
    actionable: bool = False,
    direction: int = 0,
    days: bool = False,
    null_rule: Text = LEFT_EMPTY,
) -> CatalogueEntry:
    """Return the entry of a raw column."""
    return CatalogueEntry(
        name=name,
        kind="column",
        family=family,
        label=label,
        definition=definition,
        unit=unit,
        actionable=actionable,
        protected=name in PROTECTED_COLUMNS,
        direction=direction,
        days=days,
        null_rule=null_rule,
    )
