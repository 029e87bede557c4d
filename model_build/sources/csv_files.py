"""Turning CSV files into Parquet once, so that 57 million rows are parsed once and never held in memory."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

import duckdb

from model_build.errors import UnreadableFileError
from model_build.sources.columns import match_columns
from model_build.sources.dialect import Dialect, find_dialect, read_start
from model_build.sources.encodings import WINDOWS, settle_encoding
from model_build.sources.numbers import is_id
from model_build.sources.quoting import identifier, literal_path, text
from model_build.tables import SqlType, TableSchema

# pandas writes a whole number as 45000.0 where its column has gaps elsewhere: read as DOUBLE, checked later. Numbers of
# clients and credits are read as decimals, and as texts where they are longer: a double would change those it cannot
# hold, and a whole number would round what has a fraction.
_READ_AS: Final[Mapping[SqlType, str]] = {"BIGINT": "DOUBLE", "DOUBLE": "DOUBLE", "VARCHAR": "VARCHAR"}
_ID_AS: Final = "DECIMAL(18,2)"
_END_OF_FILE: Final = "\x1a"


def detect_dialect(source: Path, schema: TableSchema, name: str) -> Dialect:
    """Find out how a CSV file is written that should hold a table.

    Raises
    ------
    InputError
        It does not begin with column names, or its encoding is not known.
    """
    numbers = [column for column, kind in schema.columns.items() if kind != "VARCHAR" and not is_id(column)]
    start = read_start(source)
    if not start:
        raise UnreadableFileError(
            f"{name} is empty and does not begin with a line of column names",
            got="0 bytes",
            remedy="copy or download it again",
        )
    return find_dialect(start, schema.columns, numbers, name)


def ends_with_break(source: Path) -> bool:
    """Whether a text file ends with a line break, or with the mark that once ended files."""
    with source.open("rb") as file:
        file.seek(max(0, source.stat().st_size - 16))
        return file.read().replace(b"\0", b"").rstrip(b" \t").endswith((b"\n", b"\r", b"\x0c", b"\x1a"))


def convert_csv(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    target: Path,
    schema: TableSchema,
    dialect: Dialect,
    name: str,
) -> Dialect:
    """Write the columns of the schema that a CSV file holds as Parquet, and return how the file was written.

    Where a value does not fit its type, every column is kept as text, so that the checks that follow can name the
    value and its row.

    Raises
    ------
    UnreadableFileError
        A row has another number of values than there are names, a quote does not end, or the encoding is not known.
    """
    columns = match_columns(schema, dialect.header).by_position
    if dialect.is_plain:
        try:
            _copy(connection, source, target, dialect, columns)
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise _no_room(target, name) from error
        except duckdb.Error:
            # What is wrong is found, and if possible mended, where the file is read row by row.
            pass
        else:
            return dialect
    rewritten = target.with_suffix(".csv")
    rewritten_dialect = rewrite_csv(source, rewritten, dialect, name)
    plain = replace(dialect, separator=",", quote='"', skipped=0)
    try:
        _copy(connection, rewritten, target, plain, columns)
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise _no_room(target, name) from error
    except duckdb.Error as error:
        raise UnreadableFileError(
            f"{name} cannot be read as CSV",
            got="rows that cannot be split into values",
            remedy="write it again as CSV in UTF-8, with a comma between the values",
        ) from error
    finally:
        rewritten.unlink(missing_ok=True)
    return rewritten_dialect


def _no_room(target: Path, name: str) -> UnreadableFileError:
    free = shutil.disk_usage(target.parent).free // 1024**2
    return UnreadableFileError(
        f"{name} cannot be converted",
        got=f"a file that cannot be read, or too little room: {free:,} MB are free for temporary files",
        remedy="make room, or name a folder with more room by TMPDIR",
    )


def _copy(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    target: Path,
    dialect: Dialect,
    columns: Mapping[int, tuple[str, SqlType]],
) -> None:
    """Read with types, or without them where that fails."""
    typed = {position: _ID_AS if is_id(column) else _READ_AS[kind] for position, (column, kind) in columns.items()}
    if dialect.is_typed:
        try:
            _copy_as(connection, source, target, dialect, columns, typed)
        except duckdb.ConversionException:
            pass
        else:
            return
    _copy_as(connection, source, target, dialect, columns, {})


def _copy_as(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    target: Path,
    dialect: Dialect,
    columns: Mapping[int, tuple[str, SqlType]],
    types: Mapping[int, str],
) -> None:
    # Columns are addressed by position: names may be empty or repeated.
    struct = ", ".join(
        f"c{position}: {text(types.get(position, 'VARCHAR'))}" for position in range(len(dialect.header))
    )
    chosen = ", ".join(f"c{position} AS {identifier(column)}" for position, (column, _) in columns.items())
    connection.execute(
        f"COPY (SELECT {chosen} FROM read_csv({literal_path(source)}, header = true, auto_detect = false, "  # noqa: S608 - quoted names
        f"skip = {dialect.skipped}, delim = {text(dialect.separator)}, quote = {text(dialect.quote)}, "
        f"escape = {text(dialect.quote)}, compression = 'none', hive_partitioning = false, columns = {{{struct}}})) "
        f"TO {text(target)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
    )


def rewrite_csv(source: Path, target: Path, dialect: Dialect, name: str) -> Dialect:
    """Write a CSV file again as DuckDB reads it: UTF-8, commas, each row with one value for each name.

    Rows that are quoted as a whole are unquoted.

    Raises
    ------
    UnreadableFileError
        A row has another number of values than there are names, a quote does not end, or the encoding is not known.
    """
    encoding = dialect.encoding
    if encoding in ("utf-8", WINDOWS):
        encoding = settle_encoding(source, name)
    width = len(dialect.header)
    wrapped, first = 0, 0
    with (
        source.open(encoding=encoding, newline="") as lines,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(f"c{index}" for index in range(width))
        for line, row in _rows(lines, dialect, name):
            values = row
            if len(values) == 1:
                if not values[0].strip() or values == [_END_OF_FILE]:
                    continue
                values = next(csv.reader(values, delimiter=dialect.separator, quotechar=dialect.quote), [])
                wrapped += 1
            first = first or len(values)
            # A separator may follow the last value of every row; in some rows alone, their values are shifted.
            if len(values) == first and not any(values[width:]):
                values = values[:width]
            if len(values) != width:
                raise UnreadableFileError(
                    f"{name} has a row with {len(values):,} values where there are {width:,} column names",
                    got=f"line {line:,}",
                    remedy="put quotes around values that hold the separator, or write the file again",
                )
            writer.writerow(values)
    return replace(dialect, encoding=encoding, is_plain=False, is_wrapped=dialect.is_wrapped or wrapped > 0)


def _rows(lines: IO[str], dialect: Dialect, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(lines, delimiter=dialect.separator, quotechar=dialect.quote, strict=True)
    try:
        for _ in range(dialect.skipped + 1):
            lines.readline()
        for row in reader:
            if row:
                yield reader.line_num + dialect.skipped + 1, row
    except csv.Error as error:
        raise UnreadableFileError(
            f"{name} has a quote that does not end, or that stands inside a value",
            got=f"line {reader.line_num + dialect.skipped + 1:,}",
            remedy="put quotes around whole values, and write a quote inside one twice",
        ) from error
    except UnicodeError as error:
        raise UnreadableFileError(
            f"{name} holds bytes that are no text",
            got=f"a damaged place after line {reader.line_num + dialect.skipped + 1:,}",
            remedy="save the file as CSV in UTF-8",
        ) from error
