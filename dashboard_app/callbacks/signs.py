"""Differences, written with their sign."""

from dashboard_app.i18n import Words

_DIGITS = 4
MINUS = "\N{MINUS SIGN}"


def signed(value: float, words: Words) -> str:
    """Return a difference of two figures with its sign, at the four decimals of the figures."""
    return f"{'+' if value >= 0 else MINUS}{words.fixed(abs(value), _DIGITS)}"
