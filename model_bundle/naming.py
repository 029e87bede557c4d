"""What may be said to people of a feature or column: as a fact of a reason, only as a part of its family, or never.

A catalogue that was written before there were such marks is read with the stricter ones of ``default_phrasing``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import ConfigDict


class Naming(StrEnum):
    """How far a feature may be named as a reason."""

    VALUE = "value"
    """Its value is a fact that the client can check and talk about."""
    FAMILY = "family"
    """It counts for its family, and is never named itself: a product, a trend without a unit, a weighted mean."""
    NEVER = "never"
    """It is no part of any reason: statistics of a building, the hour of the application, flags of given numbers."""


class Ground(StrEnum):
    """A protected ground; which of them are never a reason is a setting of the dashboard, but for gender and age."""

    GENDER = "gender"
    AGE = "age"
    RESIDENCE = "residence"
    PEOPLE_AROUND = "people_around"
    FAMILY_SITUATION = "family_situation"


ALL_GROUNDS: Final = frozenset(Ground)
ALWAYS_PROTECTED: Final = frozenset({Ground.GENDER, Ground.AGE})


class Source(StrEnum):
    """Where a datum comes from."""

    CLIENT = "client"
    SCORES = "scores"
    BUREAU = "bureau"
    LENDER = "lender"
    REGISTERS = "registers"
    NOTED = "noted"


@dataclass(frozen=True)
class Text:
    """One text in the languages of the application."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    en: str
    fr: str


@dataclass(frozen=True)
class Phrasing:
    """How a feature or column may be named and phrased.

    Attributes
    ----------
    naming
        How far it may be named as a reason.
    ground
        The protected ground that it reveals.
    source
        Where it comes from, or what it is worked out from.
    is_computed
        It is worked out by the lender from what the source says.
    value, zero, negative
        A fact in words, for a known value, for zero and for a value below zero, of which ``negative`` holds the size;
        a value below zero is no fact where it is None. Placeholders are described in the dashboard's
        ``i18n/phrases.py``.
    absent
        Text instead of "not known": only what a missing value proves.
    about
        Features that the fact tells of, beside those in its placeholders: two facts about the same are not both named.
    silent
        Categories, by their raw value, that are not named although others are: with the protected ground that they
        tell of, or with None where they are nobody's to talk about.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    naming: Naming = Naming.FAMILY
    ground: Ground | None = None
    source: Source = Source.CLIENT
    is_computed: bool = False
    value: Text | None = None
    zero: Text | None = None
    negative: Text | None = None
    absent: Text | None = None
    about: tuple[str, ...] = ()
    silent: tuple[tuple[str, Ground | None], ...] = ()


UNMARKED: Final = Phrasing()
FAMILY_SOURCES: Final[Mapping[str, Source]] = {
    "external_ratings": Source.SCORES,
    "past_credits": Source.BUREAU,
    "enquiries": Source.BUREAU,
    "instalments": Source.LENDER,
    "card_use": Source.LENDER,
    "previous_loans": Source.LENDER,
    "social_circle": Source.LENDER,
    "building": Source.REGISTERS,
    "region": Source.REGISTERS,
    "application_time": Source.NOTED,
}
"""Where the data of a family come from; those of the others are told by the client."""
_GROUNDS: Final = {
    "region": Ground.RESIDENCE,
    "social_circle": Ground.PEOPLE_AROUND,
    "household": Ground.FAMILY_SITUATION,
}
_NEVER: Final = frozenset({"application_time", "building", "housing", "person"})


def default_phrasing(family: str) -> Phrasing:
    """Return what is said of a feature of a catalogue without marks: no value is named, and nothing doubtful counts."""
    return Phrasing(
        naming=Naming.NEVER if family in _NEVER else Naming.FAMILY,
        ground=_GROUNDS.get(family),
        source=FAMILY_SOURCES.get(family, Source.CLIENT),
    )
