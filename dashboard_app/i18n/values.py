"""Values as readable text: "employed for 3 years", not DAYS_EMPLOYED -1188."""

import math

from dashboard_app.i18n.texts import LONGEST_TEXT, readable
from dashboard_app.i18n.translator import MINUS, Translator, can_write
from model_bundle.catalogue import CatalogueEntry, Text, Unit
from model_bundle.home_credit import DAYS_PER_YEAR

DAYS_PER_MONTH = DAYS_PER_YEAR / 12
_MONTHS_UNTIL_YEARS = 24
_ROUNDING = 1e-6
_DAYS_UNTIL_MONTHS = 60
_DAYS_WITH_A_DECIMAL = 10
_FOREVER = 300_000
"""Day counts beyond this are the tables' mark for "does not apply"."""
_BEYOND = 400_000
"""Day counts beyond this, more than a thousand years, are no length of anything."""


def text_in(translator: Translator, text: Text) -> str:
    """Return a text of the catalogue in this language."""
    return readable(text.fr if translator.language == "fr" else text.en, LONGEST_TEXT)


def get_label(translator: Translator, entry: CatalogueEntry) -> str:
    """Return what a feature or column is called in this language."""
    return readable(text_in(translator, entry.label))


def is_missing(value: object) -> bool:
    """Return whether a value is not known."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def is_valid(value: str | float) -> bool:
    """Return whether a known value can be what it claims to be: every text can, and numbers up to a size."""
    return isinstance(value, str) or can_write(value)


def get_definition(translator: Translator, entry: CatalogueEntry) -> str:
    """Return what a feature or column is, and when it is not known."""
    texts = [entry.definition] if entry.null_rule is None else [entry.definition, entry.null_rule]
    return " ".join(text_in(translator, text) for text in texts)


def format_value(translator: Translator, entry: CatalogueEntry, value: str | float | None) -> str:
    """Return a value of a feature or column as text; a missing one as a word, never as zero.

    A number that nothing can be is "not valid": whatever a cell holds, it is the only one that shows it.
    """
    if value is None or is_missing(value):
        return absent_word(translator, entry)
    if entry.categories:
        return category_label(translator, entry, value)
    if isinstance(value, str):
        return readable(value)
    if not is_valid(value):
        return translator.gettext("not valid")
    if entry.days:
        is_mark = _FOREVER < abs(value) <= _BEYOND
        return absent_word(translator, entry) if is_mark and entry.phrasing.absent else format_days(translator, value)
    return _format_number(translator, entry.unit, float(value))


def absent_word(translator: Translator, entry: CatalogueEntry) -> str:
    """Return what is said in place of a value that is not known, where the catalogue says it: "no current job"."""
    return (
        translator.gettext("not known") if entry.phrasing.absent is None else text_in(translator, entry.phrasing.absent)
    )


def category_label(translator: Translator, entry: CatalogueEntry, value: str | float) -> str:
    """Return what a category is called, given its code or its raw text."""
    if isinstance(value, str):
        match = next((category for category in entry.categories if category.value == value), None)
        # A value that the catalogue does not know is shown as the form has it.
        return readable(value if match is None else text_in(translator, match.label))
    if is_missing(value):
        return translator.gettext("not known")
    if not is_valid(value):
        return translator.gettext("not valid")
    code = int(value)
    if 0 <= code < len(entry.categories):
        return readable(text_in(translator, entry.categories[code].label))
    return translator.number(value, 2)


def format_days(translator: Translator, days: float) -> str:
    """Return a duration counted in days, in the largest unit that still says something."""
    if is_missing(days):
        return translator.gettext("not known")
    if not is_valid(days) or abs(days) > _BEYOND:
        return translator.gettext("not valid")
    length = abs(days)
    if length > _FOREVER:
        return translator.gettext("does not apply")
    if length < _DAYS_UNTIL_MONTHS:
        if length < _DAYS_WITH_A_DECIMAL and not float(round(length, 1)).is_integer():
            return translator.ngettext("%(count)s day", "%(count)s days", round(length, 1))
        return translator.ngettext("%(count)s day", "%(count)s days", round(length))
    months = length / DAYS_PER_MONTH
    if months < _MONTHS_UNTIL_YEARS:
        # Whole months that have passed, as of years: 23 months and 20 days are not 24 months.
        return translator.ngettext("%(count)s month", "%(count)s months", int(months + _ROUNDING))
    return translator.years(length / DAYS_PER_YEAR)


def _format_number(translator: Translator, unit: Unit, value: float) -> str:
    match unit:
        case Unit.MONEY:
            return translator.money(value)
        case Unit.SHARE:
            return translator.percent(value)
        case Unit.FLAG:
            return translator.gettext("yes") if value else translator.gettext("no")
        case Unit.YEARS:
            return _length(translator, value * DAYS_PER_YEAR)
        case Unit.MONTHS:
            return _length(translator, value * DAYS_PER_MONTH)
        case Unit.DAYS:
            return _length(translator, value)
        case Unit.COUNT:
            return translator.number(value, 1)
        case _:
            return _significant(translator, value)


def _length(translator: Translator, days: float) -> str:
    """Return a length of time with its sign: paying early is a negative lateness."""
    text = format_days(translator, days)
    return "−" + text if days >= -_FOREVER and round(days, 1) < 0 else text


def _significant(translator: Translator, value: float) -> str:
    """Return a ratio or score with decimals that matter: 0.71, 12.4, 3,520."""
    size = abs(value)
    if size >= 1000:
        return translator.number(value)
    if size >= 10:
        return translator.number(value, 1)
    return translator.number(value, 2) if size >= 0.01 or value == 0 else translator.number(value, 4)


def signed(difference: float, translator: Translator) -> str:
    """Return a difference of two figures with its sign, at the four decimals of the figures."""
    return f"{'+' if difference >= 0 else MINUS}{translator.fixed(abs(difference), 4)}"
