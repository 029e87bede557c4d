"""Client numbers as people write them: read in one way by the list, the header, addresses and the API.

Spaces of every kind, one kind of thousands separator and leading zeros are understood: ``100 005``, ``100,005``,
``100.005`` and ``0100005`` are all the number 100005. Signs, letters and digits of other scripts are not.
"""

import re

LARGEST_NUMBER = 2**53 - 1
"""The largest number that every program can read: JSON of a browser holds it in a double."""
LONGEST_WRITTEN = 40
"""Signs that a number may be written in."""
_SEPARATORS = (",", r"\.", "['\N{RIGHT SINGLE QUOTATION MARK}]")
_SPACES = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_GROUPED = "|".join(rf"[0-9]{{1,3}}(?:{separator}[0-9]{{3}})+" for separator in _SEPARATORS)
_WRITTEN = re.compile(rf"[0-9]+|{_GROUPED}")
PATTERN = "|".join(
    rf"^{digits}$"
    for digits in (
        "[0-9]{1,20}",
        *(rf"[0-9]{{1,3}}(?:{separator}[0-9]{{3}}){{1,5}}" for separator in (*_SEPARATORS, _SPACES)),
    )
)
"""What a program may send as a number or a part of one, for the document of the API."""


def digits_in(text: str) -> str | None:
    """Return the digits of a full or partial number without separators; None if the text is not a number."""
    if len(text) > LONGEST_WRITTEN:
        return None
    compact = "".join(text.split())
    if not _WRITTEN.fullmatch(compact):
        return None
    return "".join(sign for sign in compact if "0" <= sign <= "9")


def parse_client_number(value: object) -> int | None:
    """Return the client number in a value, or None.

    ``value`` may be anything, browsers send it. Only whole numbers count, from 1 to `LARGEST_NUMBER`; no float.
    """
    if isinstance(value, str):
        digits = digits_in(value)
        value = None if digits is None else int(digits)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 < value <= LARGEST_NUMBER else None
