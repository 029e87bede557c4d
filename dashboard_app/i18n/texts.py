"""Texts that came with the data, made fit to be shown: a cell may hold anything."""

import re

LONGEST_NAME = 120
"""Letters of a name or a category; what is longer is cut."""
LONGEST_TEXT = 2_000
"""Letters of a definition."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Signs that turn the direction of what follows them, up to the end of the line: of texts that are not theirs too.
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def readable(text: str, longest: int = LONGEST_NAME) -> str:
    """Return a text that can be encoded, drawn in one line and read beside others; what is too long is cut."""
    if len(text) <= longest and text.isprintable():
        return text
    # Cut first: a text of a whole file costs no more than one of a line.
    shown = text if len(text) <= longest else text[: longest - 1] + "…"
    return _CONTROL.sub(" ", _DIRECTION.sub("", encodable(shown)))


def encodable(text: str) -> str:
    """Return a text that UTF-8 can write: half a character, a lone surrogate, becomes the sign of an unknown one."""
    return text if text.isascii() else _SURROGATE.sub(_REPLACEMENT, text)
