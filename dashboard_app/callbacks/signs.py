"""Differences, written with their sign."""

from dashboard_app.i18n import Words
from dashboard_app.i18n.words import MINUS

_DIGITS = 4


def signed(value: float, words: Words) -> str:
    """Return a difference of two figures with its sign, at the four decimals of the figures."""
    return f"{'+' if value >= 0 else MINUS}{words.fixed(abs(value), _DIGITS)}"
