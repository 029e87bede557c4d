"""Checking the rows of a table: values that fit, keys that are unique, an outcome to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from model_build.errors import KeyColumnError, TargetError, UnreadableFileError, ValueTypeError
from model_build.sources.columns import misfit
from model_build.sources.quoting import identifier, text
from model_build.tables import TARGET, TableSchema

_WORDS = {"BIGINT": "a whole number", "DOUBLE": "a number", "VARCHAR": "a text"}


def check_values(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    schema: TableSchema,
    types: Mapping[str, str],
    name: str,
) -> None:
    """Raise ValueTypeError for the first value that its column's type cannot hold, with its row."""
    misfits = {
        column: condition
        for column, kind in schema.columns.items()
        if (condition := misfit(column, kind, types[column], name)) is not None
    }
    if not misfits:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in misfits.values())
    counted = connection.execute(f"SELECT {counts} FROM read_parquet({text(path)})").fetchone()  # noqa: S608 - quoted names
    for (column, condition), count in zip(misfits.items(), counted or (), strict=True):
        if count:
            _raise_misfit(connection, path, schema, name, column, condition)


def _raise_misfit(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    schema: TableSchema,
    name: str,
    column: str,
    condition: str,
) -> None:
    first = connection.execute(
        f"SELECT {identifier(column)}, file_row_number + 1 "  # noqa: S608 - quoted names
        f"FROM read_parquet({text(path)}, file_row_number = true) "
        f"WHERE {condition} ORDER BY file_row_number LIMIT 1"
    ).fetchone()
    value, row = first if first is not None else (None, None)
    raise ValueTypeError(
        f"{name} holds a value in column {column!r} that is not {_WORDS[schema.columns[column]]}",
        got=f"{value!r} in row {row}",
        remedy="correct the value or leave it empty",
    )


def check_rows(connection: duckdb.DuckDBPyConnection, schema: TableSchema, name: str) -> None:
    """Check a table that has been given its types: not empty, its key unique, its outcome 0 and 1."""
    table = identifier(schema.name)
    if not _numbers(connection, f"SELECT count(*) FROM {table}")[0]:  # noqa: S608 - quoted names
        raise UnreadableFileError(f"{name} is empty", got="no row", remedy="take the whole file as Kaggle gives it")
    if schema.key is not None:
        _check_key(connection, table, schema.key, name)
    if TARGET in schema.columns:
        _check_target(connection, table, name)


def _check_key(connection: duckdb.DuckDBPyConnection, table: str, key: str, name: str) -> None:
    column = identifier(key)
    rows, filled, different = _numbers(
        connection,
        f"SELECT count(*), count({column}), count(DISTINCT {column}) FROM {table}",  # noqa: S608 - quoted names
    )
    if filled < rows:
        raise KeyColumnError(
            f"{name} has rows without a {key!r}",
            got=f"{rows - filled:,} of {rows:,} rows",
            remedy="take the file as Kaggle gives it, or remove these rows",
        )
    if different < filled:
        value, times = _numbers(
            connection,
            f"SELECT {column}, count(*) FROM {table} GROUP BY 1 "  # noqa: S608 - quoted names
            "HAVING count(*) > 1 ORDER BY 1 LIMIT 1",
        )
        raise KeyColumnError(
            f"{name} has the same {key!r} in several rows",
            got=f"{value!r} in {times} rows",
            remedy="keep one row of each",
        )


def _check_target(connection: duckdb.DuckDBPyConnection, table: str, name: str) -> None:
    shares = connection.execute(
        f"SELECT {TARGET}, count(*) FROM {table} GROUP BY 1 ORDER BY 1 NULLS FIRST"  # noqa: S608 - quoted names
    ).fetchall()
    for value, _ in shares:
        if value not in (0, 1):
            raise TargetError(
                f"{name} holds something else than 0 and 1 in column 'TARGET'",
                got="an empty value" if value is None else repr(value),
                remedy="1 means that the client did not repay, 0 that they did; remove rows without an outcome",
            )
    if len(shares) < 2:
        only = shares[0][0]
        absent = "positive (TARGET 1, did not repay)" if only == 0 else "negative (TARGET 0, repaid)"
        raise TargetError(
            f"{name} has no {absent} in column 'TARGET'",
            got=f"{only!r} in all {shares[0][1]:,} rows",
            remedy="a model needs both outcomes to learn from: take the whole file",
        )


def _numbers(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    row = connection.execute(query).fetchone()
    return tuple(row) if row is not None else ()
