"""Facts in words: the phrases of the catalogue, filled in with the values of one client.

A phrase holds placeholders in braces, each for one feature, ``value`` standing for the feature itself:

- ``{AMT_CREDIT}``: its value as a page writes it, with its unit
- ``{value%}``: a ratio as a percentage
- ``{value:instalment|instalments}``: a number with its noun, singular or plural
- ``{value^:instalment|instalments}``: the same, rounded up
- ``{value*INST_COUNT}``: a share of a count, as a count; a noun may follow here too

No fact holds a minus: what lies below zero has a phrase of its own, which says the size, or is no fact.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dashboard_app.i18n.translator import Translator, as_written
from dashboard_app.i18n.values import category_label, format_value, is_missing, is_valid, text_in
from model_bundle.catalogue import CatalogueEntry, Text, Unit

_PLACEHOLDER: Final = re.compile(
    r"\{(?P<name>\w+)(?:\*(?P<times>\w+))?(?P<form>[%^]?)(?::(?P<one>[^|}]*)\|(?P<many>[^}]*))?\}"
)
_SELF: Final = "value"
_APART: Final = 0.04
"""How far a value lies from the typical one, relative to the larger of both, to be read beside it."""
_ROUNDING: Final = 1e-6
_WHOLE_PERCENT_FROM: Final = 0.1
"""From this share on, percentages are written without decimals."""


@dataclass(frozen=True)
class Values:
    """The features of one client: what the catalogue says of them, and their values."""

    entries: Mapping[str, CatalogueEntry]
    values: Mapping[str, float]

    def is_known(self, name: str) -> bool:
        """Return whether a feature is in the model and has a value that can be."""
        return name in self.entries and not is_missing(self.values[name]) and is_valid(self.values[name])


@dataclass(frozen=True)
class FactText:
    """A fact in words, the typical value to be read beside it, if that says something, and whether it is a score."""

    text: str
    typical: str | None = None
    is_score: bool = False


def mentioned(entry: CatalogueEntry) -> frozenset[str]:
    """Return the features whose values the phrase of a feature holds."""
    phrase = "" if entry.phrasing.value is None else entry.phrasing.value.en
    names = (name for match in _PLACEHOLDER.finditer(phrase) for name in (match["name"], match["times"]) if name)
    return frozenset(entry.name if name == _SELF else name for name in names) | {entry.name}


def topics(entry: CatalogueEntry) -> frozenset[str]:
    """Return the features that a fact tells of, whether its phrase holds their values or not."""
    return mentioned(entry) | frozenset(entry.phrasing.about)


def has_phrase(entry: CatalogueEntry, typical: float, client: Values, translator: Translator) -> bool:
    """Return whether the value of a feature is a fact: it has a phrase, and does not read like the typical value."""
    value, phrasing = client.values[entry.name], entry.phrasing
    if is_missing(value):
        return phrasing.absent is not None and not is_missing(typical)
    if phrasing.value is None or not all(client.is_known(name) for name in mentioned(entry)):
        return False
    if _is_negative(entry, value) and _is_written(entry) and phrasing.negative is None:
        return False
    if any(_is_negative(client.entries[name], client.values[name]) for name in mentioned(entry) - {entry.name}):
        return False
    if entry.categories and category_label(translator, entry, value)[-1:].isdigit():
        # "Transport, type 4" is a code of the tables that the client never saw.
        return False
    if is_missing(typical):
        return True
    if _is_negative(entry, value) is not _is_negative(entry, typical):
        return True
    if _typical(entry, typical, client, translator) is not None and _is_close(value, typical):
        return False
    return _format_in_phrase(entry, value, client, translator) != _format_in_phrase(entry, typical, client, translator)


def fact_text(entry: CatalogueEntry, typical: float, client: Values, translator: Translator) -> FactText:
    """Return a fact that ``has_phrase`` in words, in the middle of a sentence."""
    value, phrasing = client.values[entry.name], entry.phrasing
    if is_missing(value) and phrasing.absent is not None:
        return FactText(text_in(translator, phrasing.absent))
    if value == 0 and phrasing.zero is not None and not entry.categories:
        return FactText(text_in(translator, phrasing.zero))
    if phrasing.value is None or not all(client.is_known(name) for name in mentioned(entry)):
        return FactText(format_value(translator, entry, value))
    phrase = text_in(translator, _phrase(entry, value, phrasing.value))
    text = _PLACEHOLDER.sub(lambda match: _filled(match, entry, value, client, translator), phrase)
    return FactText(text, _typical(entry, typical, client, translator), entry.unit is Unit.SCORE)


def sentence(facts: list[FactText], translator: Translator) -> str:
    """Return facts as one sentence, each with what is typical beside it."""
    parts = [
        fact.text
        if fact.typical is None
        else translator.gettext("%(fact)s (typical: %(typical)s)", fact=fact.text, typical=fact.typical)
        for fact in facts
    ]
    text = translator.gettext("; ").join(parts)
    if any(fact.is_score for fact in facts):
        text = translator.gettext("%(facts)s, on a scale from 0 (weak) to 1 (strong)", facts=text)
    return text[:1].upper() + text[1:] + "."


def _typical(entry: CatalogueEntry, typical: float, client: Values, translator: Translator) -> str | None:
    """Return the typical value, where the phrase holds the value of its own feature and no other."""
    phrase = entry.phrasing.value
    if phrase is None or entry.categories or entry.unit is Unit.FLAG or is_missing(typical) or not is_valid(typical):
        return None
    if mentioned(entry) != {entry.name} or not _is_written(entry):
        return None
    if typical != 0 and _is_negative(entry, typical) is not _is_negative(entry, client.values[entry.name]):
        # "Ended 2 months after their term" has nothing to do with what is typical of those that ended before it.
        return None
    return _format_in_phrase(entry, typical, client, translator)


def _format_in_phrase(entry: CatalogueEntry, value: float, client: Values, translator: Translator) -> str:
    """Return a value as the phrase of its feature writes it, without the noun."""
    value_phrase = entry.phrasing.value
    phrase = (
        "" if value_phrase is None else text_in(translator, _phrase(entry, client.values[entry.name], value_phrase))
    )
    own = next((match for match in _PLACEHOLDER.finditer(phrase) if match["name"] == _SELF), None)
    if own is None or (own["times"] and not client.is_known(own["times"])):
        return format_value(translator, entry, value)
    return _number(own, entry, value, client, translator)


def _filled(match: re.Match[str], entry: CatalogueEntry, value: float, client: Values, translator: Translator) -> str:
    name = match["name"]
    if name != _SELF:
        entry, value = client.entries[name], client.values[name]
    number = _number(match, entry, value, client, translator)
    if match["one"] is None:
        return number
    count = _count(match, value, client)
    noun = match["one"] if _is_singular(count, translator) else match["many"]
    return f"{number} {noun}" if translator.language == "en" else f"{number}\N{NO-BREAK SPACE}{noun}"


def _number(match: re.Match[str], entry: CatalogueEntry, value: float, client: Values, translator: Translator) -> str:
    if _is_negative(entry, value):
        value = abs(value)
    if match["form"] == "%":
        return translator.percent(value, 0 if abs(value) >= _WHOLE_PERCENT_FROM else 1)
    if match["times"] or match["form"] == "^" or match["one"] is not None:
        return translator.number(_count(match, value, client), 1)
    if entry.unit is Unit.SCORE:
        return translator.fixed(value, 2)
    if entry.unit is Unit.SHARE:
        return translator.percent(value, 0 if abs(value) >= _WHOLE_PERCENT_FROM else 1)
    text = format_value(translator, entry, value)
    # In the middle of a sentence a category is no heading; abbreviations stay as they are.
    return text[:1].lower() + text[1:] if entry.categories and not text[1:2].isupper() else text


def _count(match: re.Match[str], value: float, client: Values) -> float:
    """Return a count as it is written, which is what decides between singular and plural."""
    if match["times"]:
        return round(value * client.values[match["times"]])
    return math.ceil(value - _ROUNDING) if match["form"] == "^" else as_written(value, 1)


def _phrase(entry: CatalogueEntry, value: float, value_phrase: Text) -> Text:
    """Return the phrase for a known value, of which that for one below zero holds the size."""
    return (
        entry.phrasing.negative if _is_negative(entry, value) and entry.phrasing.negative is not None else value_phrase
    )


def _is_written(entry: CatalogueEntry) -> bool:
    """Return whether the phrase of a feature contains its own value."""
    return entry.phrasing.value is not None and f"{{{_SELF}" in entry.phrasing.value.en


def _is_negative(entry: CatalogueEntry, value: float) -> bool:
    """Return whether a value reads as below zero; days of the tables count into the past, and are read without sign."""
    if entry.categories or is_missing(value):
        return False
    return value > 0 if entry.days else value < 0


def _is_close(value: float, typical: float) -> bool:
    """Return whether two numbers are so near to each other that reading one beside the other explains nothing."""
    return abs(value - typical) < _APART * max(abs(value), abs(typical))


def _is_singular(count: float, translator: Translator) -> bool:
    return abs(count) < 2 if translator.language == "fr" else count == 1
