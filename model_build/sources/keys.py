"""The keys of a table: filled, and each in one row; rows that say the same twice are counted once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from model_build.errors import KeyColumnError
from model_build.reading_report import Finding, FindingKind
from model_build.sources.numbers import LARGEST_ID, is_id
from model_build.sources.quoting import identifier, literal_path, text
from model_build.tables import TableSchema

_MONTHS: Final = 4096


def check_keys(connection: duckdb.DuckDBPyConnection, schema: TableSchema, name: str, workspace: Path) -> list[Finding]:
    """Check the keys of a table that has been given its types; exact repetitions of a row are dropped.

    Raises
    ------
    KeyColumnError
        A number of a client or credit is empty, or one key has rows that differ.
    """
    findings = _drop_empty_rows(connection, schema)
    table = identifier(schema.name)
    needed = [column for column in schema.columns if is_id(column) or column in schema.keys]
    counts = ", ".join(f"count({identifier(column)})" for column in needed)
    rows, *filled = connection.execute(f"SELECT count(*), {counts} FROM {table}").fetchall()[0]  # noqa: S608 - quoted names
    for column, count in zip(needed, filled, strict=True):
        if count < rows:
            raise KeyColumnError(
                f"{name} has rows without a {column!r}",
                got=f"{rows - count:,} of {rows:,} rows",
                remedy="take the file as Kaggle gives it, or remove these rows",
            )
    if not schema.keys:
        return findings + _note_repetitions(connection, schema, name, rows)
    if _different(connection, schema) < rows:
        findings += _drop_repetitions(connection, schema, name, workspace, rows)
    return findings


def _drop_empty_rows(connection: duckdb.DuckDBPyConnection, schema: TableSchema) -> list[Finding]:
    """Leave out rows without a single value, as spreadsheets leave them below a table."""
    table, first = identifier(schema.name), identifier(next(iter(schema.columns)))
    empty = " AND ".join(f"{identifier(column)} IS NULL" for column in schema.columns)
    (count,) = connection.execute(
        f"SELECT count(*) FROM (SELECT * FROM {table} WHERE {first} IS NULL) WHERE {empty}"  # noqa: S608 - quoted names
    ).fetchall()[0]
    if not count:
        return []
    inner = identifier(f"{schema.name} with empty rows")
    connection.execute(f"ALTER VIEW {table} RENAME TO {inner}")
    connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {inner} WHERE NOT ({empty})")  # noqa: S608 - quoted names
    message = f"{_counted(count)} without any value {_were(count)} dropped"
    return [Finding(FindingKind.REPAIRED, "empty_rows", message, schema.name, rows=count)]


def _different(connection: duckdb.DuckDBPyConnection, schema: TableSchema) -> int:
    """Count the different keys; a number and a month are packed into one number, which is twice as fast."""
    table = identifier(schema.name)
    columns = [identifier(column) for column in schema.keys]
    packed = columns[0]
    if len(columns) == 2:
        low, high, largest = connection.execute(
            f"SELECT min({columns[1]}), max({columns[1]}), max({columns[0]}) FROM {table}"  # noqa: S608 - quoted names
        ).fetchall()[0]
        is_small = low is not None and -_MONTHS // 2 < low <= high < _MONTHS // 2 and largest < LARGEST_ID // _MONTHS
        packed = f"{columns[0]} * {_MONTHS} + {columns[1]}" if is_small else f"({', '.join(columns)})"
    return int(connection.execute(f"SELECT count(DISTINCT {packed}) FROM {table}").fetchall()[0][0])  # noqa: S608 - quoted names


def _drop_repetitions(
    connection: duckdb.DuckDBPyConnection, schema: TableSchema, name: str, workspace: Path, rows: int
) -> list[Finding]:
    table, keys = identifier(schema.name), ", ".join(identifier(column) for column in schema.keys)
    once = workspace / f"{schema.name}.once.parquet"
    unique = f"read_parquet({literal_path(once)}, hive_partitioning = false)"
    connection.execute(
        f"COPY (SELECT DISTINCT * FROM {table}) TO {text(once)} "  # noqa: S608 - quoted names
        "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
    )
    first = connection.execute(
        f"SELECT {keys}, count(*) FROM {unique} GROUP BY ALL HAVING count(*) > 1 "  # noqa: S608 - quoted names
        "ORDER BY ALL LIMIT 1"
    ).fetchone()
    if first is not None:
        named = ", ".join(repr(column) for column in schema.keys)
        values = ", ".join(repr(value) for value in first[:-1])
        raise KeyColumnError(
            f"{name} has the same {named} in several rows that differ",
            got=f"{values} in {first[-1]} rows",
            remedy="keep one row of each",
        )
    (remaining,) = connection.execute(f"SELECT count(*) FROM {unique}").fetchall()[0]  # noqa: S608 - quoted names
    connection.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM {unique}")  # noqa: S608 - quoted names
    count = rows - remaining
    message = f"{_counted(count)} that {_repeat(count)} another one exactly {_were(count)} dropped"
    return [Finding(FindingKind.REPAIRED, "repeated_rows", message, schema.name, rows=count)]


def _note_repetitions(
    connection: duckdb.DuckDBPyConnection, schema: TableSchema, name: str, rows: int
) -> list[Finding]:
    """Count rows that repeat another one where no key tells whether that is a mistake."""
    columns = ", ".join(identifier(column) for column in schema.columns)
    (different,) = connection.execute(
        f"SELECT count(DISTINCT hash({columns})) FROM {identifier(schema.name)}"  # noqa: S608 - quoted names
    ).fetchall()[0]
    repeated = rows - different
    if not repeated:
        return []
    if repeated >= different:
        raise KeyColumnError(
            f"{name} holds its rows twice",
            got=f"{different:,} different rows among {rows:,}",
            remedy="remove the repeated rows; files were put together that hold the same ones",
        )
    message = (
        f"{_counted(repeated)} {_repeat(repeated)} another one exactly and {_were(repeated)} kept, for two payments "
        "may be alike; check that the file does not hold its rows twice"
    )
    return [Finding(FindingKind.NOTED, "alike_rows", message, schema.name, rows=repeated)]


def _counted(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _repeat(count: int) -> str:
    return "repeats" if count == 1 else "repeat"
