"""What every feature, raw column and category value is called and means, in English and French."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self, TypeVar

from pydantic import ConfigDict, Field

from model_bundle.errors import BundleCorruptError
from model_bundle.json_file import Frozen, parse
from model_bundle.naming import UNMARKED, Phrasing, Text

__all__ = ["Catalogue", "CatalogueEntry", "Category", "Family", "Kind", "Text", "Unit"]

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

    __pydantic_config__ = ConfigDict(extra="forbid")

    value: str
    label: Text


@dataclass(frozen=True)
class Family:
    """A group of related features, explained together.

    ``contents`` says what it is made of, where that can be a reason without any one value: "income, debts and what is
    left"; None where it cannot, and in a catalogue that was written before there were such texts.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    label: Text
    order: int
    contents: Text | None = None


@dataclass(frozen=True)
class CatalogueEntry:
    """One feature or column.

    Attributes
    ----------
    categories
        Ordered; a category's index is its code.
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
    phrasing
        How it may be named and phrased.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    kind: Kind
    family: str
    label: Text
    definition: Text
    unit: Unit
    categories: tuple[Category, ...] = ()
    actionable: bool = False
    protected: bool = False
    direction: Annotated[int, Field(ge=-1, le=1)] = 0
    days: bool = False
    null_rule: Text | None = None
    phrasing: Phrasing = UNMARKED


@dataclass(frozen=True)
class Catalogue:
    """Families, features in the order of the vector, and raw columns with history aggregates, all by name."""

    families: Mapping[str, Family]
    features: Mapping[str, CatalogueEntry]
    columns: Mapping[str, CatalogueEntry]

    def to_json(self) -> str:
        """Return the text of ``catalogue.json``; order is kept."""
        return _CatalogueFile(
            families=tuple(self.families.values()),
            features=tuple(self.features.values()),
            columns=tuple(self.columns.values()),
        ).model_dump_json()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read the text of ``catalogue.json``.

        Raises
        ------
        BundleCorruptError
            A field is missing, unknown, has the wrong type or a value that is not allowed, a name stands twice, or an
            entry names a family that is not there.
        """
        content = parse(_CatalogueFile, text, "catalogue.json")
        families = _by_name("families", content.families)
        features, columns = _by_name("features", content.features), _by_name("columns", content.columns)
        for part, entries in (("features", features), ("columns", columns)):
            for entry in entries.values():
                if entry.family not in families:
                    raise _wrong(f"{part}.{entry.name}.family", entry.family, "a family of the catalogue")
        return cls(families=families, features=features, columns=columns)


class _CatalogueFile(Frozen):
    families: tuple[Family, ...]
    features: tuple[CatalogueEntry, ...]
    columns: tuple[CatalogueEntry, ...]


_Named = TypeVar("_Named", Family, CatalogueEntry)


def _by_name(part: str, members: Sequence[_Named]) -> dict[str, _Named]:
    by_name: dict[str, _Named] = {}
    for index, member in enumerate(members):
        if member.name in by_name:
            raise _wrong(f"{part}.{index}.name", member.name, "a name that stands once")
        by_name[member.name] = member
    return by_name


def _wrong(location: str, actual: str, expected: str) -> BundleCorruptError:
    return BundleCorruptError(
        f"catalogue.json is wrong at {location}: expected {expected}, got {actual!r:.60}. Build the bundle again."
    )
