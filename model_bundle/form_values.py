"""Values of a form and of a history as given, turned into the types that ``features.sql`` reads, or refused."""

import math
from collections.abc import Iterable, Mapping
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from model_bundle.errors import InvalidFormError
from model_bundle.home_credit import KEY

_ARROW: Final = {"BIGINT": pa.int64(), "DOUBLE": pa.float64(), "VARCHAR": pa.string()}
_WORDS: Final = {"BIGINT": "a whole number", "DOUBLE": "a number", "VARCHAR": "a text"}
LARGEST_INTEGER: Final = 2**53
"""Beyond it a whole number is not exact as a feature, which is a double."""


def typed_row(table: str, values: Mapping[str, object], columns: Mapping[str, str]) -> list[object]:
    """Return one row in the order of ``columns`` (name to SQL type); what is absent is null.

    Raises
    ------
    InvalidFormError
        A column is unknown, or a value has the wrong type or is not finite.
    """
    _refuse_unknown(table, values, columns)
    return [_typed(name, values.get(name), kind) for name, kind in columns.items()]


def typed_table(table: str, rows: pa.Table, columns: Mapping[str, str]) -> pa.Table:
    """Return the columns of a table in order, each cast to its type (name to SQL type).

    Raises
    ------
    InvalidFormError
        A column is unknown or missing, a value has the wrong type or is not finite, a client stands twice.
    """
    _refuse_unknown(table, rows.column_names, columns)
    missing = [name for name in columns if name not in rows.column_names]
    if missing:
        raise InvalidFormError(
            f"Table {table} lacks a column: got none named {missing[0]!r}. Add it; an unknown value is null."
        )
    typed = pa.table({name: _cast(name, rows.column(name), kind) for name, kind in columns.items()})
    keys = typed.column(KEY)
    if keys.null_count or pc.count_distinct(keys).as_py() != len(keys):
        raise InvalidFormError(
            f"Client numbers of table {table} must be there and differ: got {len(keys)} rows with an empty or a "
            "repeated one. Give one row for each client."
        )
    return typed


def _refuse_unknown(table: str, names: Iterable[str], columns: Mapping[str, str]) -> None:
    unknown = [name for name in names if name not in columns]
    if unknown:
        raise InvalidFormError(
            f"Table {table} has no such column: got {unknown[0]!r}. Leave it out, or spell it as in Kaggle's tables."
        )


def _typed(name: str, value: object, kind: str) -> object:
    if value is None:
        return None
    if kind == "VARCHAR":
        if isinstance(value, str):
            return value
        raise _invalid(name, value, kind)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _invalid(name, value, kind)
    if not _is_finite(value) or (kind == "BIGINT" and not _is_integer(value)):
        raise _invalid(name, value, kind)
    return int(value) if kind == "BIGINT" else float(value)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        # A whole number that no double can hold.
        return False


def _is_integer(value: float) -> bool:
    return value == int(value) and abs(value) <= LARGEST_INTEGER


def _cast(name: str, column: pa.ChunkedArray, kind: str) -> pa.ChunkedArray:
    try:
        typed = column.cast(_ARROW[kind])
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise _invalid(name, str(error), kind) from error
    if kind == "DOUBLE" and not pc.all(pc.is_finite(typed), min_count=0).as_py():
        raise _invalid(name, "NaN or an infinite number", kind)
    return typed


def _invalid(name: str, value: object, kind: str) -> InvalidFormError:
    return InvalidFormError(
        f"{name} must be {_WORDS[kind]} or empty: got {value!r}. Correct the value, or leave it out."
    )
