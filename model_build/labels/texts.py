"""How label tables are written: one call for each column, one line for each value."""

from model_bundle.catalogue import Category, Entry, Text, Unit


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
    protected: bool = False,
    direction: int = 0,
    days: bool = False,
) -> Entry:
    """Return the entry of a raw column."""
    return Entry(
        name=name,
        kind="column",
        family=family,
        label=label,
        definition=definition,
        unit=unit,
        actionable=actionable,
        protected=protected,
        direction=direction,
        days=days,
    )
