"""`Words`: everything that depends on a language, as one immutable object, passed as an argument."""

import gettext
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache
from math import isnan
from pathlib import Path
from typing import TypeGuard

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent

from dashboard_app.i18n.languages import LANGUAGES

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"
CACHED_NUMBERS = 20_000
_ALMOST_NONE = 0.005
MINUS = "\N{MINUS SIGN}"
"""The minus of the pages; files and the API have that of the keyboard, which programs read."""
UNKNOWN = "–"
"""What stands for a number that is not known."""
LARGEST = 1e15
"""From here on a number is no amount, length or share of anything: it is shown as not valid."""
_MOST_DIGITS = 12
"""Decimals that a number below `LARGEST` can have; the decimal numbers of Babel hold 28 digits in all."""


@dataclass(frozen=True)
class Words:
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
            return self._instead_of(value)
        digits = min(digits, _MOST_DIGITS)
        pattern = "#,##0." + "#" * digits if digits else "#,##0"
        return _decimal(_without_minus_zero(value, digits), pattern, self.language)

    def fixed(self, value: float | None, digits: int) -> str:
        """Return a number with exactly so many decimals, for columns and scores."""
        if not can_write(value):
            return self._instead_of(value)
        digits = min(digits, _MOST_DIGITS)
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return _decimal(_without_minus_zero(value, digits), pattern, self.language)

    def percent(self, share: float | None, digits: int = 1) -> str:
        """Return a share, 0.063, as a percentage with exactly so many decimals: 6.3%, « 6,3 % »."""
        if not can_write(share):
            return self._instead_of(share)
        digits = min(digits, _MOST_DIGITS - 2)
        # French typography asks for the narrow space before the sign, as between thousands.
        sign = self.locale.percent_formats[None].pattern.removeprefix("#,##0").replace("\xa0", "\u202f")
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + sign
        return _percent(_without_minus_zero(share, digits + 2), pattern, self.language)

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
            return self._instead_of(amount)
        digits = 0 if abs(amount) < 1e6 else 1
        return _with_minus(format_compact_decimal(amount, locale=self.locale, fraction_digits=digits))

    def years(self, count: float | None) -> str:
        """Return a whole number of years, in words: 1 year, 32 years."""
        if not can_write(count):
            return self._instead_of(count)
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
            return self._instead_of(at)
        try:
            return format_datetime(datetime.fromtimestamp(at, UTC), pattern, locale=self.locale)
        except (OverflowError, OSError, ValueError):
            # Before the year 1 or after the year 9999.
            return self.gettext("not valid")

    def _instead_of(self, value: float | None) -> str:
        """Return what is written in place of a number that cannot be written."""
        is_known = value is not None and not (isinstance(value, float) and isnan(value))
        return self.gettext("not valid") if is_known else UNKNOWN


def can_write(value: float | None) -> TypeGuard[float]:
    """Say whether a number is known, and small enough to be one of this world."""
    return value is not None and abs(value) < LARGEST


def as_written(value: float, digits: int) -> float:
    """Return a number that can be written, rounded as it is written with so many decimals: half to the even one."""
    return float(round(Decimal(str(value)), digits))


@cache
def words_in(language: str, currency: str | None = None) -> Words:
    """Return the words of a language, amounts in a currency (ISO 4217); the catalogue is read once per process.

    Raises
    ------
    ValueError
        The language is not spoken here.
    """
    if language not in LANGUAGES:
        raise ValueError(f"No such language, got {language!r}; choose one of {', '.join(LANGUAGES)}.")
    locale = Locale.parse(language)
    return Words(language, locale, gettext.translation("messages", TRANSLATIONS, [language]), currency)


# Babel takes 30 microseconds for a number, and a page holds hundreds, most of them the same for every client.
@lru_cache(maxsize=CACHED_NUMBERS)
def _decimal(value: float, pattern: str, language: str) -> str:
    return _with_minus(format_decimal(value, format=pattern, locale=language))


@lru_cache(maxsize=CACHED_NUMBERS)
def _percent(value: float, pattern: str, language: str) -> str:
    return _with_minus(format_percent(value, format=pattern, locale=language))


def _with_minus(text: str) -> str:
    # Babel writes the hyphen of the keyboard. On a page a minus is a minus; files write their own numbers.
    return text.replace("-", MINUS)


@lru_cache(maxsize=CACHED_NUMBERS)
def _money(amount: float, currency: str, language: str) -> str:
    # No cents: the amounts of a credit are read whole. The pattern says on which side of them the sign stands.
    pattern = Locale.parse(language).currency_formats["standard"].pattern.replace("0.00", "0")
    written = _with_minus(format_currency(amount, currency, pattern, locale=language, currency_digits=False))
    # A code of letters is no sign: it stands apart from the digits.
    written = re.sub(r"(?<=[A-Za-z])(?=\d)", "\xa0", written)
    return written.replace("\xa0", "\u202f") if language == "fr" else written


def _plural_number(count: float) -> int:
    # 1.5 is singular in French and plural in English: so is 0, which gettext can be asked about.
    return int(count) if float(count).is_integer() or abs(count) >= 2 else 0


def _without_minus_zero(value: float, digits: int) -> float:
    return 0.0 if round(value, digits) == 0 else value
