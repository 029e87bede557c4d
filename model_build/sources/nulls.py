"""Texts that mean a missing value."""

from __future__ import annotations

from typing import Final

from model_build.sources.quoting import text

# What pandas, R, SQL, Python and spreadsheets write, in small letters.
NULL_WORDS: Final = frozenset(
    {
        "",
        "#n/a",
        "#n/a n/a",
        "#na",
        "#null!",
        "-1.#ind",
        "-1.#qnan",
        "-nan",
        "1.#ind",
        "1.#qnan",
        "<na>",
        "\\n",
        "n/a",
        "n.a.",
        "na",
        "nan",
        "nat",
        "none",
        "null",
    }
)
# Blanks as texts hold them, with those that do not break and the mark of a byte order.
_BLANKS: Final = " \t\r\n\v\f\u00a0\u2007\u200b\u202f\ufeff"
_WORDS: Final = ", ".join(text(word) for word in sorted(NULL_WORDS))


def is_null_word(value: str) -> bool:
    """Whether a text means a missing value."""
    return bare(value).casefold() in NULL_WORDS


def bare(value: str) -> str:
    """Return a text without the blanks around it."""
    return value.strip().strip(_BLANKS)


def trimmed(sql: str) -> str:
    """Return the SQL of a text without the blanks around it."""
    return f"trim({sql}, {text(_BLANKS)})"


def null_word(sql: str) -> str:
    """Return the SQL condition that a text stands for an absent value."""
    return f"lower({trimmed(sql)}) IN ({_WORDS})"
