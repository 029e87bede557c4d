"""`Translator`: everything that depends on a language, as one immutable object, passed as an argument."""

import gettext
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache
from math import isnan
from typing import TypeGuard

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_compact_decimal, get_currency_symbol, get_decimal_symbol, get_group_symbol

from dashboard_app.i18n.compiled import load_catalogue
from dashboard_app.i18n.languages import LANGUAGES

CACHED_NUMBERS = 20_000
CACHED_FORMATS = 256
_ALMOST_NONE = 0.005
MINUS = "\N{MINUS SIGN}"
"""The minus of the pages; files and the API have that of the keyboard, which programs read."""
UNKNOWN = "–"
"""Placeholder for an unknown number."""
LARGEST = 1e15
"""From here on a number is no amount, length or share of anything: it is shown as not valid."""
_MOST_DIGITS = 12
"""Decimals that a number below `LARGEST` can have; the decimal numbers of Babel hold 28 digits in all."""


@dataclass(frozen=True)
class Translator:
    """One language: its texts (`gettext`), its numbers, its dates, and the currency of its amounts if there is one."""

    language: str
    locale: Locale
    catalogue: gettext.NullTranslations
    currency: str | None = None

    def gettext(self, message: str, **params: object) -> str:
        """Return the text in this language, with its named placeholders filled: ``%(name)s``."""
        text = self.catalogue.gettext(message)
        return text % params if params else text

    def ngettext(self, singular: str, plural: str, count: float, **params: object) -> str:
        """Return the text for this many; the placeholder ``%(count)s`` is the number as people write it."""
        # The number that is read decides: 1.96 is written "2". Where the text writes another one, it is exact already.
        read = as_written(count, 1) if "%(count)s" in plural and can_write(count) else count
        # A number that cannot be read takes the plural: it stands for no single thing.
        text = self.catalogue.ngettext(singular, plural, _plural_number(read) if can_write(read) else 2)
        return text % {"count": self.number(count, 1), **params}

    def number(self, value: float | None, digits: int = 0) -> str:
        """Return a number with its thousands and at most so many decimals."""
        if not can_write(value):
            return self._format_unknown(value)
        digits = min(digits, _MOST_DIGITS)
        return _decimal(_without_minus_zero(value, digits), 0, digits, self.language)

    def fixed(self, value: float | None, digits: int) -> str:
        """Return a number with exactly so many decimals, for columns and scores."""
        if not can_write(value):
            return self._format_unknown(value)
        digits = min(digits, _MOST_DIGITS)
        return _decimal(_without_minus_zero(value, digits), digits, digits, self.language)

    def percent(self, share: float | None, digits: int = 1) -> str:
        """Return a share, 0.063, as a percentage with exactly so many decimals: 6.3%, « 6,3 % »."""
        if not can_write(share):
            return self._format_unknown(share)
        digits = min(digits, _MOST_DIGITS - 2)
        return _percent(_without_minus_zero(share, digits + 2), digits, self.language)

    def digits_apart(self, share: float, others: Sequence[float], fewest: int = 1) -> int:
        """Return how many decimals a percentage needs, so that it reads like none of the others that it differs from.

        Where no number of decimals tells them apart, it is ``fewest``.
        """
        different = [other for other in others if other != share]
        for digits in range(fewest, _MOST_DIGITS - 1):
            written = self.percent(share, digits)
            if all(self.percent(other, digits) != written for other in different):
                return digits
        return fewest

    def share(self, share: float | None) -> str:
        """Return a share as a whole percentage that says 0 % and 100 % only where it is so: > 99 %."""
        if share is not None and 0 < share < _ALMOST_NONE:
            return "< " + self.percent(0.01, 0)
        if share is not None and 1 - _ALMOST_NONE < share < 1:
            return "> " + self.percent(0.99, 0)
        return self.percent(share, 0)

    def points(self, share: float | None, digits: int = 1) -> str:
        """Return a difference of shares, 0.027, in percentage points and without its sign: 2.7."""
        return self.fixed(None if share is None else abs(share) * 100, digits)

    def points_text(self, share: float | None, digits: int = 1) -> str:
        """Return a difference of shares without its sign, with its unit: 2.7 points, 1.0 point, « 0,3 point »."""
        size = None if share is None else abs(share) * 100
        count = as_written(size, digits) if can_write(size) else 2
        return self.ngettext("%(points)s point", "%(points)s points", count, points=self.fixed(size, digits))

    def money(self, amount: float | None) -> str:
        """Return an amount with its thousands: €225,000, « 225 000 € »; a plain number where no currency is set."""
        if self.currency is None or not can_write(amount):
            return self.number(amount)
        return _money(_without_minus_zero(amount, 0), self.currency, self.language)

    def compact(self, amount: float | None) -> str:
        """Return an amount in three digits or so, for axes: 225K, 4.6M, « 225 k »."""
        if not can_write(amount):
            return self._format_unknown(amount)
        digits = 0 if abs(amount) < 1e6 else 1
        return _with_minus(format_compact_decimal(amount, locale=self.locale, fraction_digits=digits))

    def years(self, count: float | None) -> str:
        """Return a whole number of years, in words: 1 year, 32 years."""
        if not can_write(count):
            return self._format_unknown(count)
        return self.ngettext("%(count)s year", "%(count)s years", int(count))

    def moment(self, at: float | None) -> str:
        """Return a time, given in seconds since 1970, to the minute in UTC: 21 November 2026, 21:04."""
        return self._time(at, "d MMMM y, HH:mm")

    def second(self, at: float | None) -> str:
        """Return a time, given in seconds since 1970, to the second in UTC, for columns: 21 Nov 2026, 21:04:05."""
        return self._time(at, "d MMM y, HH:mm:ss")

    def day(self, at: float | None) -> str:
        """Return the day of a time, given in seconds since 1970, in UTC: 21 November 2026, « 21 novembre 2026 »."""
        return self._time(at, "d MMMM y")

    def _time(self, at: float | None, pattern: str) -> str:
        if not can_write(at):
            return self._format_unknown(at)
        try:
            return format_datetime(datetime.fromtimestamp(at, UTC), pattern, locale=self.locale)
        except (OverflowError, OSError, ValueError):
            # Before the year 1 or after the year 9999.
            return self.gettext("not valid")

    def _format_unknown(self, value: float | None) -> str:
        """Return what is written in place of a number that cannot be written."""
        is_known = value is not None and not (isinstance(value, float) and isnan(value))
        return self.gettext("not valid") if is_known else UNKNOWN


def can_write(value: float | None) -> TypeGuard[float]:
    """Return whether a number is known, and small enough to be one of this world."""
    return value is not None and abs(value) < LARGEST


def as_written(value: float, digits: int) -> float:
    """Return a number that can be written, rounded as it is written with so many decimals: half to the even one."""
    return float(round(Decimal(str(value)), min(digits, _MOST_DIGITS)))


@cache
def get_translator(language: str, currency: str | None = None) -> Translator:
    """Return the words of a language, amounts in a currency (ISO 4217); the catalogue is read once per process.

    Raises
    ------
    ValueError
        The language is not spoken here.
    CatalogueError
        Its texts cannot be read.
    """
    if language not in LANGUAGES:
        raise ValueError(f"No such language, got {language!r}; choose one of {', '.join(LANGUAGES)}.")
    locale = Locale.parse(language)
    return Translator(language, locale, load_catalogue(language), currency)


# Babel takes 60 microseconds to write a number, Python two, and a page holds hundreds: Babel is asked once for the
# signs of a language. Rounding is the same, half to even of the number as it is written.
def _written(value: Decimal, least: int, most: int, language: str) -> str:
    """Return a number with its thousands and so many decimals, at least and at most."""
    text = f"{value:,.{most}f}"
    if least < most:
        text = text.rstrip("0").removesuffix(".")
    return text.translate(_signs(language))


@lru_cache(maxsize=CACHED_FORMATS)
def _signs(language: str) -> dict[int, str]:
    signs = {",": get_group_symbol(language), ".": get_decimal_symbol(language), "-": MINUS}
    return str.maketrans(signs)


@lru_cache(maxsize=CACHED_NUMBERS)
def _decimal(value: float, least: int, most: int, language: str) -> str:
    return _written(Decimal(str(value)), least, most, language)


@lru_cache(maxsize=CACHED_NUMBERS)
def _percent(value: float, digits: int, language: str) -> str:
    return _written(Decimal(str(value)).scaleb(2), digits, digits, language) + _percent_sign(language)


@lru_cache(maxsize=CACHED_FORMATS)
def _percent_sign(language: str) -> str:
    # French typography asks for the narrow space before the sign, as between thousands.
    sign: str = Locale.parse(language).percent_formats[None].suffix[0]
    return sign.replace("\xa0", "\u202f")


@lru_cache(maxsize=CACHED_NUMBERS)
def _money(amount: float, currency: str, language: str) -> str:
    before, after = _around_money(currency, language, is_negative=amount < 0)
    # No cents: the amounts of a credit are read whole.
    written = before + _written(Decimal(str(abs(amount))), 0, 0, language) + after
    return written.replace("\xa0", "\u202f") if language == "fr" else written


@lru_cache(maxsize=CACHED_FORMATS)
def _around_money(currency: str, language: str, *, is_negative: bool) -> tuple[str, str]:
    """Return what stands before an amount and after it: the pattern says on which side the sign of the currency is."""
    pattern = Locale.parse(language).currency_formats["standard"]
    sign = get_currency_symbol(currency, language)
    before, after = (_with_minus(part[is_negative].replace("¤", sign)) for part in (pattern.prefix, pattern.suffix))
    # A code of letters is no sign: it stands apart from the digits.
    return (before + "\xa0" if before[-1:].isalpha() else before), after


def _with_minus(text: str) -> str:
    # Babel writes the hyphen of the keyboard. On a page a minus is a minus; files write their own numbers.
    return text.replace("-", MINUS)


def _plural_number(count: float) -> int:
    # 1.5 is singular in French and plural in English: so is 0, which gettext can be asked about.
    return int(count) if float(count).is_integer() or abs(count) >= 2 else 0


def _without_minus_zero(value: float, digits: int) -> float:
    return 0.0 if round(value, digits) == 0 else value
