"""What every feature, raw column and category value is called and means, in English and French."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Literal, Self, TypeVar

from model_bundle.errors import BundleError
from model_bundle.naming import UNMARKED, Said, Text, said_before

__all__ = ["Catalogue", "Category", "Entry", "Family", "Kind", "Text", "Unit"]

_T = TypeVar("_T")
Kind = Literal["feature", "column"]


class Unit(StrEnum):
    """How a value is counted, and so how a page writes it."""

    MONEY = "money"
    YEARS = "years"
    DAYS = "days"
    MONTHS = "months"
    RATIO = "ratio"
    SHARE = "share"
    COUNT = "count"
    SCORE = "score"
    FLAG = "flag"
    CATEGORY = "category"
    NUMBER = "number"


@dataclass(frozen=True)
class Category:
    """One value of a categorical column: the raw text of the tables and what a person reads."""

    value: str
    label: Text

    @classmethod
    def from_dict(cls, content: object, where: str) -> Self:
        """Read a category; ``where`` names the place in a message."""
        fields = _object(content, where)
        return cls(_field(fields, "value", str, where), _text(fields.get("label"), f"{where}.label"))


@dataclass(frozen=True)
class Family:
    """A group of related features, explained together.

    ``contents`` says what it is made of, where that can be a reason without any one value: "income, debts and what is
    left"; None where it cannot, and in a catalogue that was written before there were such texts.
    """

    name: str
    label: Text
    order: int
    contents: Text | None = None

    @classmethod
    def from_dict(cls, content: object, where: str) -> Self:
        """Read a family; ``where`` names the place in a message."""
        fields = _object(content, where)
        return cls(
            name=_field(fields, "name", str, where),
            label=_text(fields.get("label"), f"{where}.label"),
            order=_field(fields, "order", int, where),
            contents=_optional_text(fields, "contents", where),
        )


@dataclass(frozen=True)
class Entry:
    """One feature or column.

    Attributes
    ----------
    categories
        Ordered; a category's place is its code.
    actionable
        The client can change it in a new application.
    protected
        Never a reason for a decision, whatever the settings say (gender, age).
    direction
        +1 if the risk may only rise with the value, -1 if it may only fall, 0 if free.
    days
        The raw value counts days relative to the application, negative in the past.
    null_rule
        When the value is unknown; None in a catalogue that was written before there were such rules.
    said
        What may be said of it to people.
    """

    name: str
    kind: Kind
    family: str
    label: Text
    definition: Text
    unit: Unit
    categories: tuple[Category, ...] = ()
    actionable: bool = False
    protected: bool = False
    direction: int = 0
    days: bool = False
    null_rule: Text | None = None
    said: Said = UNMARKED

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON has it."""
        return asdict(self) | {"categories": [asdict(category) for category in self.categories]}

    @classmethod
    def from_dict(cls, content: object, where: str) -> Self:
        """Read an entry; ``where`` names the place in a message."""
        fields = _object(content, where)
        kind = _field(fields, "kind", str, where)
        if kind not in ("feature", "column"):
            raise _wrong(f"{where}.kind", kind, "'feature' or 'column'")
        direction = _field(fields, "direction", int, where)
        if direction not in (-1, 0, 1):
            raise _wrong(f"{where}.direction", direction, "-1, 0 or 1")
        categories = _field(fields, "categories", list, where)
        return cls(
            name=_field(fields, "name", str, where),
            kind="feature" if kind == "feature" else "column",
            family=_field(fields, "family", str, where),
            label=_text(fields.get("label"), f"{where}.label"),
            definition=_text(fields.get("definition"), f"{where}.definition"),
            unit=_unit(fields, where),
            categories=tuple(
                Category.from_dict(category, f"{where}.categories[{index}]")
                for index, category in enumerate(categories)
            ),
            actionable=_field(fields, "actionable", bool, where),
            protected=_field(fields, "protected", bool, where),
            direction=direction,
            days=_field(fields, "days", bool, where),
            null_rule=_optional_text(fields, "null_rule", where),
            said=_said(fields, where),
        )


@dataclass(frozen=True)
class Catalogue:
    """Families, features in the order of the vector, and raw columns with history aggregates, all by name."""

    families: Mapping[str, Family]
    features: Mapping[str, Entry]
    columns: Mapping[str, Entry]

    def to_dict(self) -> dict[str, Any]:
        """Return what ``catalogue.json`` holds; order is kept."""
        return {
            "families": [asdict(family) for family in self.families.values()],
            "features": [entry.to_dict() for entry in self.features.values()],
            "columns": [entry.to_dict() for entry in self.columns.values()],
        }

    @classmethod
    def from_dict(cls, content: object) -> Self:
        """Read the content of ``catalogue.json``.

        Raises
        ------
        BundleError
            A field is missing, has the wrong type or a value that is not allowed, a name stands twice, or an entry
            names a family that is not there.
        """
        fields = _object(content, "catalogue")
        families = _by_name(fields, "families", Family.from_dict)
        features = _by_name(fields, "features", Entry.from_dict)
        columns = _by_name(fields, "columns", Entry.from_dict)
        for part, entries in (("features", features), ("columns", columns)):
            for entry in entries.values():
                if entry.family not in families:
                    raise _wrong(f"{part}.{entry.name}.family", entry.family, "a family of the catalogue")
        return cls(families=families, features=features, columns=columns)


_Named = TypeVar("_Named", Family, Entry)


def _by_name(fields: Mapping[str, Any], part: str, read: Callable[[object, str], _Named]) -> dict[str, _Named]:
    members: dict[str, _Named] = {}
    for index, content in enumerate(_field(fields, part, list, "catalogue")):
        member = read(content, f"{part}[{index}]")
        if member.name in members:
            raise _wrong(f"{part}[{index}].name", member.name, "a name that stands once")
        members[member.name] = member
    return members


def _object(content: object, where: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise _wrong(where, content, "an object")
    return content


def _field(fields: Mapping[str, Any], name: str, kind: type[_T], where: str) -> _T:
    if name not in fields:
        raise _wrong(f"{where}.{name}", None, f"a value of type {kind.__name__}")
    value = fields[name]
    # A bool is an int to isinstance, and would pass for a direction or an order.
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _wrong(f"{where}.{name}", value, f"a value of type {kind.__name__}")
    return value


def _text(content: object, where: str) -> Text:
    fields = _object(content, where)
    return Text(en=_field(fields, "en", str, where), fr=_field(fields, "fr", str, where))


def _said(fields: Mapping[str, Any], where: str) -> Said:
    if fields.get("said") is None:
        return said_before(_field(fields, "family", str, where))
    try:
        return Said.from_dict(fields["said"])
    except ValueError as error:
        raise _wrong(f"{where}.said", str(error), "what may be said of it") from None


def _optional_text(fields: Mapping[str, Any], name: str, where: str) -> Text | None:
    return None if fields.get(name) is None else _text(fields[name], f"{where}.{name}")


def _unit(fields: Mapping[str, Any], where: str) -> Unit:
    value = _field(fields, "unit", str, where)
    if value not in set(Unit):
        raise _wrong(f"{where}.unit", value, f"one of {', '.join(Unit)}")
    return Unit(value)


def _wrong(where: str, got: object, expected: str) -> BundleError:
    return BundleError(
        f"The catalogue is not usable at {where}: expected {expected}, got {got!r}. Build the bundle again."
    )
