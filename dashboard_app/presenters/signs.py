"""Differences, written with their sign."""

from dashboard_app.i18n import Translator
from dashboard_app.i18n.translator import MINUS

_DIGITS = 4


def signed(value: float, translator: Translator) -> str:
    """Return a difference of two figures with its sign, at the four decimals of the figures."""
    return f"{'+' if value >= 0 else MINUS}{translator.fixed(abs(value), _DIGITS)}"
