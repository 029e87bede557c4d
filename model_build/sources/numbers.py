"""Reading numbers of any physical type without loss, and telling a decimal mark from a mark of thousands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import duckdb

from model_build.errors import ValueTypeError
from model_build.sources.nulls import null_word, trimmed
from model_build.sources.quoting import identifier, text
from model_build.tables import SqlType

LARGEST_ID: Final = 2**53 - 1
"""Beyond it a double holds no longer every whole number; browsers and files of scores use doubles."""
_LARGEST_SINGLE: Final = 2**24
SMALL_INTEGERS: Final = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})
_WIDE_INTEGERS: Final = frozenset({"UBIGINT", "HUGEINT", "UHUGEINT"})
_BINARY: Final = frozenset({"FLOAT", "DOUBLE"})
# Whole groups of three digits may be thousands or decimals: 1,234 is either, 0,234 and 1,23 are decimals.
_UNCLEAR: Final = r"[+-]?[1-9][0-9]{0,2}%s[0-9]{3}"
_WITH_SEPARATOR: Final = r"[+-]?[0-9]*%s[0-9]*([eE][+-]?[0-9]+)?"
_PLAIN: Final = re.compile(r"\s*[+-]?[0-9]+([.][0-9]*)?([eE][+-]?[0-9]+)?\s*")
_ID: Final = r"[+]?[0-9]{1,19}([.]0{1,2})?"


def is_id(column: str) -> bool:
    """Whether a column holds numbers of clients or credits, which are names and no quantities."""
    return column.startswith("SK_ID_")


@dataclass(frozen=True)
class NumberColumn:
    """One column of numbers of a file, and the SQL that reads it.

    Attributes
    ----------
    column, kind
        Name and type in the schema.
    source
        The name in the file.
    duckdb_type
        The type in the file.
    decimal
        The decimal mark, where the numbers are texts.
    """

    column: str
    kind: SqlType
    source: str
    duckdb_type: str
    decimal: str = "."

    @property
    def is_text(self) -> bool:
        """Whether the file holds texts."""
        return is_text_type(self.duckdb_type)

    @property
    def raw(self) -> str:
        """The column as it stands in the file, for SQL."""
        return identifier(self.source)

    @property
    def _plain(self) -> str:
        """A text as a number is written: without blanks, with a decimal point and an ASCII minus."""
        bare = f"replace({trimmed(self.raw)}, '\u2212', '-')"
        return bare if self.decimal == "." else f"replace({bare}, {text(self.decimal)}, '.')"

    @property
    def _number(self) -> str:
        if self.is_text:
            return f"TRY_CAST({self._plain} AS DOUBLE)"
        if self.duckdb_type == "FLOAT":
            # The shortest decimal that a single-precision number stands for is what was once rounded to it.
            return f"CAST(CAST({self.raw} AS VARCHAR) AS DOUBLE)"
        return f"TRY_CAST({self.raw} AS DOUBLE)"

    @property
    def value(self) -> str:
        """The value with the type of the schema; what stands for an absent one is null."""
        if self.duckdb_type == '"NULL"':
            return f"CAST(NULL AS {self.kind})"
        if self.kind == "BIGINT" and not self.is_text and self.duckdb_type not in _BINARY:
            return self.raw if self.duckdb_type == "BIGINT" else f"CAST({self.raw} AS BIGINT)"
        if is_id(self.column) and self.is_text:
            return f"TRY_CAST({self._plain} AS BIGINT)"
        if self.kind == "DOUBLE" and not self.is_text and self.duckdb_type not in _BINARY:
            return f"CAST({self.raw} AS DOUBLE)"
        number = f"CASE WHEN isnan({self._number}) THEN NULL ELSE {self._number} END"
        return f"CAST({number} AS BIGINT)" if self.kind == "BIGINT" else number

    @property
    def absent(self) -> str | None:
        """The condition that something stands there which means an absent value."""
        if self.is_text:
            return null_word(self.raw)
        return f"isnan({self.raw})" if self.duckdb_type in _BINARY else None

    @property
    def infinite(self) -> str | None:
        """The condition that a value is infinite, or larger than any number that can be held."""
        if not self.is_text and self.duckdb_type not in _BINARY:
            return None
        return f"coalesce(isinf({self._number}), false)"

    @property
    def misfit(self) -> str | None:
        """The condition that a value cannot be read without loss; None if all can."""
        if self.duckdb_type == '"NULL"':
            return None
        if is_id(self.column):
            return self._id_misfit
        condition = f"{self.raw} IS NOT NULL"
        if self.is_text:
            condition += f" AND NOT {null_word(self.raw)}"
            if self.kind == "DOUBLE":
                return f"{condition} AND ({self._number} IS NULL OR {self._is_grouped})"
        elif self.kind == "DOUBLE" or self.duckdb_type in SMALL_INTEGERS or self.duckdb_type == "BOOLEAN":
            return None
        number = self._number
        return (
            f"{condition} AND NOT coalesce(isnan({number}) OR isinf({number}) OR "
            f"({number} = round({number}) AND abs({number}) <= {2**53}), false)"
        )

    @property
    def _is_grouped(self) -> str:
        # DuckDB reads 1_000 as a thousand; the other mark stands for thousands, or for nothing good.
        other = "," if self.decimal == "." else "."
        return f"contains({self.raw}, {text(other)})"

    @property
    def _id_misfit(self) -> str:
        if self.is_text:
            return (
                f"{self.raw} IS NOT NULL AND NOT {null_word(self.raw)} AND NOT coalesce("
                f"regexp_full_match({self._plain}, {text(_ID)}) AND {self.value} BETWEEN 1 AND {LARGEST_ID}, false)"
            )
        largest = self._largest
        is_integer = (
            f"{self.raw} = round({self.raw}) AND " if self.duckdb_type not in SMALL_INTEGERS | _WIDE_INTEGERS else ""
        )
        absent = f" AND NOT {self.absent}" if self.absent else ""
        return f"{self.raw} IS NOT NULL{absent} AND NOT ({is_integer}{self.raw} BETWEEN 1 AND {largest})"

    @property
    def quick_test(self) -> str:
        """An aggregate that is true wherever ``misfit``, ``infinite`` or ``absent`` may hold for a row.

        Not-a-number is larger than infinity, and infinity than any number that is held exactly.
        """
        if self.duckdb_type in _BINARY:
            largest = self._largest if is_id(self.column) or self.kind == "BIGINT" else "1.7976931348623157e308"
            broken = f" OR bool_or({self.raw} <> round({self.raw}))" if self.kind == "BIGINT" else ""
            lowest = f" OR min({self.raw}) < 1" if is_id(self.column) else ""
            return f"max(abs({self.raw})) > {largest}{broken}{lowest}"
        if self.duckdb_type in SMALL_INTEGERS and not is_id(self.column):
            return f"count({self.raw}) < 0"
        if self.duckdb_type.startswith("DECIMAL") and is_id(self.column):
            return f"min({self.raw}) < 1 OR max({self.raw}) > {LARGEST_ID} OR max({self.raw} % 1) > 0"
        conditions = [condition for condition in (self.misfit, self.infinite, self.absent) if condition is not None]
        return f"bool_or({' OR '.join(f'({condition})' for condition in conditions)})" if conditions else "false"

    @property
    def _largest(self) -> int:
        if not is_id(self.column):
            return 2**53
        return _LARGEST_SINGLE if self.duckdb_type == "FLOAT" else LARGEST_ID

    @property
    def expected(self) -> str:
        """Description of a valid value."""
        if is_id(self.column):
            largest = self._largest
            float_note = ", as which a 32-bit float can hold it" if self.duckdb_type == "FLOAT" else ""
            return f"a whole number from 1 to {largest:,}{float_note}"
        return "a whole number" if self.kind == "BIGINT" else "a number"


def is_text_type(duckdb_type: str) -> bool:
    """Whether a type of DuckDB holds texts."""
    return duckdb_type == "VARCHAR" or duckdb_type.startswith("ENUM")


def number_column(column: str, kind: SqlType, source: str, duckdb_type: str, name: str) -> NumberColumn:
    """Return how a column of numbers is read.

    Raises
    ------
    ValueTypeError
        The type found in the file is neither a number nor text.
    """
    is_number = duckdb_type in SMALL_INTEGERS | _WIDE_INTEGERS | _BINARY or duckdb_type.startswith("DECIMAL")
    if (
        not is_number
        and not is_text_type(duckdb_type)
        and duckdb_type != '"NULL"'
        and (duckdb_type != "BOOLEAN" or is_id(column))
    ):
        raise ValueTypeError(
            f"{name} holds another type than {kind} in column {column!r}",
            got=duckdb_type[:40],
            remedy="write the column as numbers, as in Kaggle's file",
        )
    return NumberColumn(column, kind, source, duckdb_type)


def are_ids(values: Sequence[str]) -> bool:
    """Whether all of some texts are numbers of clients or credits as they are usually written."""
    return all(re.fullmatch(_ID, value.strip()) for value in values)


def is_unclear_sample(values: Sequence[str]) -> bool:
    """Whether some values are no plain numbers, or all with a point may have it between thousands."""
    if not all(_PLAIN.fullmatch(value) for value in values):
        return True
    pointed = [value.strip() for value in values if "." in value]
    return bool(pointed) and all(re.fullmatch(_UNCLEAR % "[.]", value) for value in pointed)


def find_decimal(connection: duckdb.DuckDBPyConnection, rows: str, columns: Sequence[NumberColumn], name: str) -> str:
    """Return the decimal mark of numbers that are written as texts; ``rows`` is a relation for SQL.

    Raises
    ------
    ValueTypeError
        Both marks occur, or one that may as well stand between thousands.
    """
    texts = [column for column in columns if column.is_text and not is_id(column.column)]
    if not texts:
        return "."
    marked = {decimal: _find_separator(connection, rows, texts, decimal) for decimal in (",", ".")}
    (comma, comma_unclear), (point, point_unclear) = marked[","], marked["."]
    if comma is not None and point is not None:
        raise ValueTypeError(
            f"{name} writes numbers with a comma and with a point",
            got=f"a comma in column {comma!r}, a point in column {point!r}",
            remedy="write them all with a decimal point, and nothing between the thousands",
        )
    decimal, column, unclear = (",", comma, comma_unclear) if comma is not None else (".", point, point_unclear)
    if column is not None and unclear:
        word = "comma" if decimal == "," else "point"
        raise ValueTypeError(
            f"{name} writes numbers with a {word} that may stand before decimals or between thousands",
            got=f"nothing but whole groups of three digits after it, first in column {column!r}",
            remedy="write them with a decimal point and at least one number with other than three decimals, "
            "or without anything between the thousands",
        )
    return decimal


def _find_separator(
    connection: duckdb.DuckDBPyConnection, rows: str, columns: Sequence[NumberColumn], separator: str
) -> tuple[str | None, bool]:
    """Return the first column whose numbers contain a separator, and whether all of them are ambiguous."""
    escaped = f"[{separator}]"
    counts = ", ".join(
        f"count(*) FILTER (WHERE contains({column.raw}, {text(separator)}) "
        f"AND regexp_full_match({trimmed(column.raw)}, {text(_WITH_SEPARATOR % escaped)})), "
        f"count(*) FILTER (WHERE regexp_full_match({trimmed(column.raw)}, {text(_UNCLEAR % escaped)}))"
        for column in columns
    )
    counted = connection.execute(f"SELECT {counts} FROM {rows}").fetchall()[0]  # noqa: S608 - quoted names
    first = next((column.column for column, count in zip(columns, counted[::2], strict=True) if count), None)
    return first, sum(counted[::2]) == sum(counted[1::2])
