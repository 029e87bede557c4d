"""Impossible values of the tables: found by the limits of their columns, reported, and null from then on.

Pending applications who have one, in their form or in any row of their histories, are set aside. Among those a
model is trained on the value alone is lost, and too many of them stop the build.
"""

from collections.abc import Mapping
from typing import Final

import duckdb

from model_build.errors import LimitsError
from model_build.reading_report import MOST_EXAMPLES, Finding, FindingKind
from model_build.sources import Tables
from model_build.sources.quoting import identifier
from model_build.tables import SCHEMAS, TEST, TRAIN
from model_build.validation.whole_columns import check_whole_columns
from model_bundle.column_limits import COLUMN_LIMITS, RELATIONS, ColumnLimits, Relation
from model_bundle.data_checks import DataCheck
from model_bundle.home_credit import KEY, TARGET

Checks = Mapping[int, tuple[DataCheck, ...]]
"""The data checks of each pending applicant, by client number."""

LARGEST_SHARE: Final = 0.001
"""Share of a table's rows that may hold an impossible value in one column, where a model is trained on them."""
CODE: Final = "impossible_value"
_BALANCE, _BUREAU, _BUREAU_KEY = "bureau_balance", "bureau", "SK_ID_BUREAU"
_CHECKED_BY_READING: Final = frozenset({KEY, TARGET, "SK_ID_PREV", _BUREAU_KEY})
_SET_ASIDE: Final = "Applicants were not scored: an impossible value must be checked first."
_NULLED: Final = "Impossible values were treated as missing."


def set_impossible_values_aside(tables: Tables) -> Checks:
    """Find the values outside the limits of their columns, add them to the report, and let the tables hold null there.

    Every row of every table present is looked at once. The rows of ``application_train`` and of its applicants'
    histories are counted against ``LARGEST_SHARE``.

    Raises
    ------
    LimitsError
        Too many rows that a model would be trained on hold an impossible value in one column.
    """
    check_whole_columns(tables)
    checks: dict[int, list[DataCheck]] = {}
    for table in SCHEMAS:
        if table not in tables.present:
            continue
        columns = _columns_outside(tables.connection, table)
        if not columns:
            continue
        if TRAIN in tables.present and table != TEST:
            _report_training(tables, table, columns)
        for column in columns if table != TRAIN else ():
            column_checks = _checks(tables, table, column)
            for number, check in column_checks:
                checks.setdefault(number, []).append(check)
            if column_checks:
                tables.collector.add(_finding(FindingKind.SET_ASIDE, _SET_ASIDE, table, column, column_checks))
        _hide(tables.connection, table, columns)
    return {number: tuple(column_checks) for number, column_checks in sorted(checks.items())}


def is_outside(column: str, kind: str, limits: ColumnLimits) -> str:
    """Return the SQL condition that a value lies outside the limits of its column; null for null."""
    name = identifier(column)
    inside = f"{name} BETWEEN {_number(limits.lowest)} AND {_number(limits.highest)}"
    if limits.is_whole and kind == "DOUBLE":
        inside += f" AND {name} = floor({name})"
    others = f" AND {name} NOT IN ({', '.join(map(_number, limits.also))})" if limits.also else ""
    return f"(NOT ({inside}){others})"


def is_unrelated(table: str, relation: Relation) -> str:
    """Return the SQL condition that a value exceeds what another column of its row allows; false where none tells."""
    other, limits = identifier(relation.other), COLUMN_LIMITS[table][relation.other]
    outside = is_outside(relation.other, SCHEMAS[table].columns[relation.other], limits)
    exceeds = f"{identifier(relation.column)} > {relation.times} * {other}"
    return f"coalesce({exceeds} AND {other} <> 0 AND NOT {outside}, false)"


def _limit_conditions(table: str) -> Mapping[str, str]:
    return {
        column: is_outside(column, kind, COLUMN_LIMITS[table][column])
        for column, kind in SCHEMAS[table].columns.items()
        if kind != "VARCHAR" and column not in _CHECKED_BY_READING
    }


def _conditions(table: str) -> Mapping[str, str]:
    """Return by column the condition that a value is impossible: by itself, or beside another one of its row."""
    conditions = dict(_limit_conditions(table))
    for relation in RELATIONS.get(table, ()):
        conditions[relation.column] = f"({conditions[relation.column]} OR {is_unrelated(table, relation)})"
    return conditions


def _columns_outside(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Return the columns of a table that hold an impossible value, in one pass over its rows."""
    conditions = _conditions(table)
    counted = ", ".join(f"count_if({condition})" for condition in conditions.values())
    counts = connection.execute(f"SELECT {counted} FROM {identifier(table)}").fetchall()[0]  # noqa: S608 - quoted names
    return [column for column, count in zip(conditions, counts, strict=True) if count]


def _select_rows(table: str, applications: str, tables: Tables) -> str | None:
    """Return the SQL of a table's rows that belong to the applicants of one application table; None if none can."""
    if KEY in SCHEMAS[table].columns:
        rows = identifier(table)
    elif _BUREAU in tables.present:
        # Nothing else says whose rows these are.
        owners = f"(SELECT DISTINCT {_BUREAU_KEY}, {KEY} FROM {_BUREAU})"  # noqa: S608 - names out of the source
        rows = f"(SELECT * FROM {identifier(table)} JOIN {owners} USING ({_BUREAU_KEY}))"  # noqa: S608 - quoted names
    else:
        return None
    return f"{rows} AS found SEMI JOIN {applications} USING ({KEY})"


def _checks(tables: Tables, table: str, column: str) -> list[tuple[int, DataCheck]]:
    rows = _select_rows(table, TEST, tables)
    if rows is None:
        return []
    limits, condition = COLUMN_LIMITS[table][column], _limit_conditions(table)[column]
    suspect = _values(tables.connection, rows, column, condition)
    checks = {number: DataCheck.of(table, column, value, limits, count) for number, value, count, _ in suspect}
    for relation in RELATIONS.get(table, ()):
        if relation.column == column:
            suspect = _values(tables.connection, rows, column, is_unrelated(table, relation), relation.bound)
            for number, value, count, highest in suspect:
                checks.setdefault(number, DataCheck.related(table, relation, value, highest, limits, count))
    return sorted(checks.items())


def _values(
    connection: duckdb.DuckDBPyConnection, rows: str, column: str, condition: str, bound: str = "NULL"
) -> list[tuple[int, float, int, float]]:
    """Return of each applicant the lowest value that meets a condition, how many rows do, and the value's bound."""
    value = f"CAST({identifier(column)} AS DOUBLE)"
    return connection.execute(
        f"SELECT {KEY}, min({value}), count(*), arg_min(CAST({bound} AS DOUBLE), {value}) FROM {rows} "  # noqa: S608 - quoted names
        f"WHERE {condition} GROUP BY 1 ORDER BY 1"
    ).fetchall()


def _report_training(tables: Tables, table: str, columns: list[str]) -> None:
    rows = _select_rows(table, TRAIN, tables)
    if rows is None:
        return
    conditions = _conditions(table)
    counted = ", ".join(f"count_if({conditions[column]})" for column in columns)
    total, *counts = tables.connection.execute(f"SELECT count(*), {counted} FROM {rows}").fetchall()[0]  # noqa: S608 - quoted names
    for column, count in zip(columns, counts, strict=True):
        if not count:
            continue
        examples = tables.connection.execute(
            f"SELECT DISTINCT {KEY} FROM {rows} WHERE {conditions[column]} ORDER BY 1 LIMIT {MOST_EXAMPLES}"  # noqa: S608 - quoted names
        ).fetchall()
        numbers = tuple(str(number) for (number,) in examples)
        tables.collector.add(Finding(FindingKind.REPAIRED, CODE, _NULLED, table, column, rows=count, examples=numbers))
        if count > LARGEST_SHARE * total:
            raise LimitsError(
                f"{table} holds too many impossible values in column {column!r}: they must be "
                f"{COLUMN_LIMITS[table][column]}",
                got=f"{count:,} of {total:,} rows, {count / total:.2%} instead of at most {LARGEST_SHARE:.1%}",
                remedy="correct them at their source, or leave them empty",
            )


def _finding(kind: FindingKind, message: str, table: str, column: str, checks: list[tuple[int, DataCheck]]) -> Finding:
    numbers = tuple(str(number) for number, _ in checks[:MOST_EXAMPLES])
    return Finding(kind, CODE, message, table, column, rows=sum(check.rows for _, check in checks), examples=numbers)


def _hide(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> None:
    """Let a table answer with null in place of its impossible values."""
    conditions = _conditions(table)
    replaced = ", ".join(
        f"CASE WHEN {conditions[column]} THEN NULL ELSE {identifier(column)} END AS {identifier(column)}"
        for column in columns
    )
    as_read = identifier(f"{table}.as_read")
    views = connection.execute("SELECT view_name FROM duckdb_views() WHERE view_name = ?", [table]).fetchall()
    # No temporary view: a cursor of the connection would still see the values.
    connection.execute(f"ALTER {'VIEW' if views else 'TABLE'} {identifier(table)} RENAME TO {as_read}")
    connection.execute(f"CREATE VIEW {identifier(table)} AS SELECT * REPLACE ({replaced}) FROM {as_read}")  # noqa: S608 - quoted names


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)
