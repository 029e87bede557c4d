"""Checking the columns of a file against the schema, and casting them to its types without loss."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from model_build.errors import ColumnError, ValueTypeError
from model_build.sources.quoting import identifier
from model_build.tables import SqlType, TableSchema

_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "BOOLEAN"}
_NUMERIC = _WHOLE | {"UBIGINT", "HUGEINT", "FLOAT", "DOUBLE"}


def check_columns(schema: TableSchema, types: Mapping[str, str], name: str) -> list[str]:
    """Check that every column of the schema is there; return notes about columns that are ignored."""
    missing = [column for column in schema.columns if column not in types]
    unknown = [column for column in types if column not in schema.columns]
    if missing:
        first = missing[0]
        same = [column for column in unknown if column.lower() == first.lower()]
        close = same or get_close_matches(first, unknown, n=1, cutoff=0.7)
        others = f", nor {len(missing) - 1} more of its {len(schema.columns)} columns" if missing[1:] else ""
        raise ColumnError(
            f"{name} has no column {first!r}{others}",
            got=f"{close[0]!r}, did you mean it" if close else f"{len(types)} other columns",
            remedy=f"rename {close[0]!r} to {first!r}" if close else "take the file with all columns from Kaggle",
        )
    if unknown:
        listed = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if unknown[5:] else "")
        return [f"{name}: ignored, because the schema does not know it: {listed}."]
    return []


def cast(column: str, kind: SqlType, found: str) -> str:
    """Return the SQL expression that gives a column its type in the schema."""
    raw = identifier(column)
    if kind == "VARCHAR":
        return f"CAST({raw} AS VARCHAR)"
    if kind == "BIGINT" and found in _WHOLE:
        return raw if found == "BIGINT" else f"CAST({raw} AS BIGINT)"
    # Some writers say not-a-number where a value is missing.
    value = f"TRY_CAST({raw} AS DOUBLE)"
    number = f"CASE WHEN isnan({value}) THEN NULL ELSE {value} END"
    return f"CAST({number} AS BIGINT)" if kind == "BIGINT" else number


def misfit(column: str, kind: SqlType, found: str, name: str) -> str | None:
    """Return the SQL condition that a value of this column cannot be cast without loss; None if all can.

    Raises
    ------
    ValueTypeError
        The type found in the file is neither a number nor text.
    """
    raw = identifier(column)
    is_text = found == "VARCHAR" or found.startswith("ENUM")
    is_number = found in _NUMERIC or found.startswith("DECIMAL")
    if not is_text and not is_number and found != '"NULL"':
        raise ValueTypeError(
            f"{name} holds another type than {kind} in column {column!r}",
            got=found,
            remedy="take the file as Kaggle gives it",
        )
    if kind == "VARCHAR":
        # A column without a single text may have been written as numbers.
        return None if is_text else f"{raw} IS NOT NULL"
    if found in _WHOLE or (kind == "DOUBLE" and is_number):
        return None
    number = f"TRY_CAST({raw} AS DOUBLE)"
    if kind == "DOUBLE":
        return f"{raw} IS NOT NULL AND {number} IS NULL"
    return (
        f"{raw} IS NOT NULL AND NOT coalesce(isnan({number}) OR "
        f"({number} = round({number}) AND abs({number}) <= 9007199254740992), false)"
    )
