"""Values as people say them: "employed for 3 years", not DAYS_EMPLOYED -1188."""

import math

from dashboard_app.i18n.texts import LONGEST_TEXT, readable
from dashboard_app.i18n.words import Words, can_write
from model_bundle.catalogue import Entry, Text, Unit

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12
_MONTHS_UNTIL_YEARS = 24
_ROUNDING = 1e-6
_DAYS_UNTIL_MONTHS = 60
_DAYS_WITH_A_DECIMAL = 10
_FOREVER = 300_000
"""Day counts beyond this are the tables' mark for "does not apply"."""
_BEYOND = 400_000
"""Day counts beyond this, more than a thousand years, are no length of anything."""


def text_in(words: Words, text: Text) -> str:
    """Return a text of the catalogue in this language."""
    return readable(text.fr if words.language == "fr" else text.en, LONGEST_TEXT)


def label_of(words: Words, entry: Entry) -> str:
    """Return what a feature or column is called in this language."""
    return readable(text_in(words, entry.label))


def is_missing(value: object) -> bool:
    """Say whether a value is not known."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def is_valid(value: str | float) -> bool:
    """Say whether a known value can be what it claims to be: every text can, and numbers up to a size."""
    return isinstance(value, str) or can_write(value)


def definition_of(words: Words, entry: Entry) -> str:
    """Return what a feature or column is, and when it is not known."""
    texts = [entry.definition] if entry.null_rule is None else [entry.definition, entry.null_rule]
    return " ".join(text_in(words, text) for text in texts)


def format_value(words: Words, entry: Entry, value: str | float | None) -> str:
    """Return a value of a feature or column as text; a missing one as a word, never as zero.

    A number that nothing can be is "not valid": whatever a cell holds, it is the only one that shows it.
    """
    if value is None or is_missing(value):
        return absent_word(words, entry)
    if entry.categories:
        return category_label(words, entry, value)
    if isinstance(value, str):
        return readable(value)
    if not is_valid(value):
        return words.gettext("not valid")
    if entry.days:
        is_mark = _FOREVER < abs(value) <= _BEYOND
        return absent_word(words, entry) if is_mark and entry.said.absent else format_days(words, value)
    return _format_number(words, entry.unit, float(value))


def absent_word(words: Words, entry: Entry) -> str:
    """Return what is said in place of a value that is not known, where the catalogue says it: "no current job"."""
    return words.gettext("not known") if entry.said.absent is None else text_in(words, entry.said.absent)


def category_label(words: Words, entry: Entry, value: str | float) -> str:
    """Return what a category is called, given its code or its raw text."""
    if isinstance(value, str):
        found = next((category for category in entry.categories if category.value == value), None)
        # A value that the catalogue does not know is shown as the form has it.
        return readable(value if found is None else text_in(words, found.label))
    if is_missing(value):
        return words.gettext("not known")
    if not is_valid(value):
        return words.gettext("not valid")
    code = int(value)
    if 0 <= code < len(entry.categories):
        return readable(text_in(words, entry.categories[code].label))
    return words.number(value, 2)


def format_days(words: Words, days: float) -> str:
    """Return a duration counted in days, in the largest unit that still says something."""
    if is_missing(days):
        return words.gettext("not known")
    if not is_valid(days) or abs(days) > _BEYOND:
        return words.gettext("not valid")
    length = abs(days)
    if length > _FOREVER:
        return words.gettext("does not apply")
    if length < _DAYS_UNTIL_MONTHS:
        if length < _DAYS_WITH_A_DECIMAL and not float(round(length, 1)).is_integer():
            return words.ngettext("%(count)s day", "%(count)s days", round(length, 1))
        return words.ngettext("%(count)s day", "%(count)s days", round(length))
    months = length / DAYS_PER_MONTH
    if months < _MONTHS_UNTIL_YEARS:
        # Whole months that have passed, as of years: 23 months and 20 days are not 24 months.
        return words.ngettext("%(count)s month", "%(count)s months", int(months + _ROUNDING))
    return words.years(length / DAYS_PER_YEAR)


def _format_number(words: Words, unit: Unit, value: float) -> str:
    match unit:
        case Unit.MONEY:
            return words.money(value)
        case Unit.SHARE:
            return words.percent(value)
        case Unit.FLAG:
            return words.gettext("yes") if value else words.gettext("no")
        case Unit.YEARS:
            return _length(words, value * DAYS_PER_YEAR)
        case Unit.MONTHS:
            return _length(words, value * DAYS_PER_MONTH)
        case Unit.DAYS:
            return _length(words, value)
        case Unit.COUNT:
            return words.number(value, 1)
        case _:
            return _significant(words, value)


def _length(words: Words, days: float) -> str:
    """Return a length of time with its sign: paying early is a negative lateness."""
    text = format_days(words, days)
    return "−" + text if days >= -_FOREVER and round(days, 1) < 0 else text


def _significant(words: Words, value: float) -> str:
    """Return a ratio or score with decimals that matter: 0.71, 12.4, 3,520."""
    size = abs(value)
    if size >= 1000:
        return words.number(value)
    if size >= 10:
        return words.number(value, 1)
    return words.number(value, 2) if size >= 0.01 or value == 0 else words.number(value, 4)
