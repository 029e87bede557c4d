"""Turning a CSV file into Parquet once, so that 57 million rows are parsed once and never held in memory."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import duckdb

from model_build.errors import ColumnError, UnreadableFileError
from model_build.sources.quoting import text
from model_build.tables import SqlType

# pandas writes a whole number as 45000.0 where its column has gaps elsewhere: read as DOUBLE, checked later.
_READ_AS: Mapping[SqlType, str] = {"BIGINT": "DOUBLE", "DOUBLE": "DOUBLE", "VARCHAR": "VARCHAR"}


def convert_csv(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    target: Path,
    columns: Mapping[str, SqlType],
    name: str,
) -> None:
    """Write a CSV file as Parquet; ``columns`` are those of the schema, others are kept as text.

    Where a value does not fit its type, every column is kept as text, so that the check that follows can name
    the value and its row.
    """
    header = _read_header(source, name)
    typed = {column: _READ_AS[columns[column]] if column in columns else "VARCHAR" for column in header}
    try:
        try:
            _copy(connection, source, target, typed)
        except duckdb.ConversionException:
            _copy(connection, source, target, dict.fromkeys(header, "VARCHAR"))
    except duckdb.Error as error:
        raise _unreadable(name, error) from error


def _copy(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    target: Path,
    types: Mapping[str, str],
) -> None:
    struct = ", ".join(f"{text(column)}: {text(kind)}" for column, kind in types.items())
    connection.execute(
        f"COPY (FROM read_csv({text(source)}, header = true, auto_detect = false, "
        f"delim = ',', quote = '\"', escape = '\"', columns = {{{struct}}})) "
        f"TO {text(target)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
    )


def _read_header(source: Path, name: str) -> list[str]:
    try:
        with source.open(encoding="utf-8-sig", newline="") as lines:
            header = next(csv.reader(lines), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(name, error) from error
    if len(header) < 2:
        raise UnreadableFileError(
            f"{name} does not begin with a line of column names separated by commas",
            got=repr(",".join(header)[:60]),
            remedy="take the CSV file as Kaggle gives it",
        )
    # DuckDB does not tell AMT_CREDIT from amt_credit.
    folded = [column.lower() for column in header]
    twice = [column for place, column in enumerate(header) if column.lower() in folded[:place]]
    if twice:
        raise ColumnError(f"{name} has a column twice", got=repr(twice[0]), remedy="remove one of the two")
    return header


def _unreadable(name: str, error: Exception) -> UnreadableFileError:
    reason = " ".join(str(error).split("Possible")[0].split())[:200]
    return UnreadableFileError(
        f"{name} cannot be read as CSV in UTF-8", got=repr(reason), remedy="take the file as Kaggle gives it"
    )
