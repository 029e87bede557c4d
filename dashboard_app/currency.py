"""The currency of an installation, as a setting names it."""

from babel.numbers import is_currency


def parse_currency(value: str) -> str:
    """Return the code of a currency, ISO 4217: EUR.

    Raises
    ------
    ValueError
        There is no such currency.
    """
    code = value.strip().upper()
    if not is_currency(code):
        raise ValueError(
            "must be the ISO 4217 code of a currency, three letters such as EUR; leave it out and amounts are plain "
            "numbers"
        )
    return code
