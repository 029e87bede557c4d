"""Checking the rows of a table: values that can be read, an outcome to learn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

import duckdb

from model_build.errors import TargetError, ValueTypeError
from model_build.reading_report import Finding, FindingKind, example
from model_build.sources.nulls import bare
from model_build.sources.numbers import NumberColumn
from model_build.sources.quoting import identifier
from model_bundle.home_credit import TARGET

_NO_CONDITION: Final = "false"


def check_values(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    columns: Sequence[NumberColumn],
    table: str,
    name: str,
) -> list[Finding]:
    """Check that every number can be read without loss, in one pass; return what counts as absent.

    ``rows`` is a relation for SQL that numbers its rows in ``file_row_number``.

    Raises
    ------
    ValueTypeError
        The first value that is not a number of its type, or is infinite, with its column and row.
    """
    columns = _suspicious(connection, rows, columns)
    if not columns:
        return []
    conditions: tuple[Callable[[NumberColumn], str | None], ...] = (
        lambda column: column.infinite,
        lambda column: column.misfit,
        lambda column: column.absent,
    )
    counts = ", ".join(
        ", ".join(f"count(*) FILTER (WHERE {condition(column) or _NO_CONDITION})" for condition in conditions)
        for column in columns
    )
    counted = connection.execute(f"SELECT {counts} FROM {rows}").fetchall()[0]  # noqa: S608 - quoted names
    findings = []
    for index, column in enumerate(columns):
        infinite, misfit, absent = counted[3 * index : 3 * index + 3]
        if infinite:
            _raise_value(connection, rows, column, str(column.infinite), name, "an infinite value", infinite)
        if misfit:
            wrong = f"a value in column {column.column!r} that is not {column.expected}"
            _raise_value(connection, rows, column, str(column.misfit), name, wrong, misfit)
        if absent:
            code, message = (
                ("textual_null", "Texts that mean an absent value count as empty:")
                if column.is_text
                else ("not_a_number", "Not-a-number counts as empty:")
            )
            findings.append(Finding(FindingKind.REPAIRED, code, message, table, column.column, rows=absent))
    return findings


def _suspicious(
    connection: duckdb.DuckDBPyConnection, rows: str, columns: Sequence[NumberColumn]
) -> list[NumberColumn]:
    """Return the columns that may hold something else than numbers of their type, found by one cheap test of each.

    The test reads every column whole: a damaged page is found here and not in the middle of a scoring.
    """
    tests = ", ".join(column.quick_test for column in columns)
    doubtful = connection.execute(f"SELECT {tests} FROM {rows}").fetchall()[0]  # noqa: S608 - quoted names
    return [column for column, is_doubtful in zip(columns, doubtful, strict=True) if is_doubtful]


def _raise_value(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    column: NumberColumn,
    condition: str,
    name: str,
    wrong: str,
    count: int,
) -> None:
    first = connection.execute(
        f"SELECT {column.raw}, file_row_number + 1 FROM {rows} "  # noqa: S608 - quoted names
        f"WHERE {condition} ORDER BY file_row_number LIMIT 1"
    ).fetchone()
    value, row = first if first is not None else (None, None)
    shown = repr(example(value)) if isinstance(value, str) else str(value)
    if isinstance(value, Decimal):
        # Two places after the point are those of the type, not of the file.
        shown = f"{value.normalize():f}"
    location = "" if repr(column.column) in wrong else f" in column {column.column!r}"
    raise ValueTypeError(
        f"{name} holds {wrong}{location}",
        got=f"{shown} in row {row}" + (f", and {count - 1:,} more rows" if count > 1 else ""),
        remedy=_remedy(value, column),
    )


def _remedy(value: object, column: NumberColumn) -> str:
    if isinstance(value, str) and bare(value).casefold() == column.column.casefold():
        return "remove this second line of column names: files were put together with theirs"
    if isinstance(value, str) and any(separator in value for separator in (",", " ", "\u00a0", "\u202f", "'")):
        return "write numbers without anything between the thousands, and with one decimal mark in the whole file"
    return "correct the value or leave it empty"


def check_target(connection: duckdb.DuckDBPyConnection, table: str, name: str) -> None:
    """Check that the outcomes are 0 and 1, and both occur.

    Raises
    ------
    TargetError
        They are not.
    """
    shares = connection.execute(
        f"SELECT {TARGET}, count(*) FROM {identifier(table)} GROUP BY 1 ORDER BY 1 NULLS FIRST"  # noqa: S608 - quoted names
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
