"""Reading one table: its columns found, its values checked, its texts repaired, its rows shown with their types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from model_build.errors import ColumnError, UnreadableFileError
from model_build.reading_report import FileFormat, Finding, FindingKind, ReportCollector, TableRead, example
from model_build.sources.checks import check_target, check_values
from model_build.sources.columns import check_columns, check_once, match_columns
from model_build.sources.csv_files import convert_csv, detect_dialect, ends_with_break
from model_build.sources.dialect import Dialect
from model_build.sources.encodings import NAMES
from model_build.sources.files import require_readable
from model_build.sources.keys import check_keys
from model_build.sources.kinds import HEAD_BYTES, FileKind, get_kind
from model_build.sources.known_texts import Known, with_values
from model_build.sources.listing import SourceFile
from model_build.sources.numbers import NumberColumn, find_decimal, number_column
from model_build.sources.quoting import identifier, literal_path
from model_build.sources.texts import TextColumn, read_text_column
from model_build.tables import APPLICATION_TABLES, SCHEMAS, TEST, TRAIN, TableSchema
from model_bundle.home_credit import TARGET


@dataclass(frozen=True)
class _Source:
    """Parquet files with the rows of a table, and how the rows were written before."""

    paths: Sequence[Path]
    dialect: Dialect | None
    header: tuple[str, ...] | None

    @property
    def rows(self) -> str:
        """The rows, for SQL."""
        listed = ", ".join(literal_path(path) for path in self.paths)
        union = ", union_by_name = true" if len(self.paths) > 1 else ""
        options = "file_row_number = true, binary_as_string = true, hive_partitioning = false"
        return f"read_parquet([{listed}], {options}{union})"


class TableReader:
    """Opens the files of tables on one connection, and reports what it finds."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, workspace: Path, collector: ReportCollector, known: Known
    ) -> None:
        self._connection = connection
        self._workspace = workspace
        self._collector = collector
        self._known = known

    def read(self, table: str, file: SourceFile) -> bool:
        """Check a table and show it under its name; return whether it holds rows.

        Raises
        ------
        InputError
            What is wrong with which column, and what to do.
        """
        schema = SCHEMAS[table]
        require_readable(file)
        try:
            source = self._source(schema, file)
            view = self._open(schema, file, source)
        except (duckdb.Error, pa.ArrowException) as error:
            # What the engine says may hold a row of data.
            raise UnreadableFileError(
                f"{file.name} is not a whole Parquet file",
                got="a file that cannot be read to its end",
                remedy="copy or download it again",
            ) from error
        self._report(table, file, source, view)
        return view.count > 0

    def _source(self, schema: TableSchema, file: SourceFile) -> _Source:
        """Return the rows as Parquet, converted where they are CSV."""
        converted: list[Path] = []
        dialect: Dialect | None = None
        header: tuple[str, ...] | None = None
        for number, path in enumerate(file.unpacked(self._workspace)):
            name = file.name if not file.parts else f"{file.name}/{file.parts[number].name}"
            kind = _kind(path)
            if kind is FileKind.PARQUET:
                converted.append(path.resolve())
                continue
            if kind is FileKind.EMPTY and file.parts:
                continue
            if path.suffix.lower() == ".parquet" and kind is not FileKind.TEXT:
                raise UnreadableFileError(
                    f"{name} is not a whole Parquet file", got=kind.value, remedy="copy or download it again"
                )
            if kind in (FileKind.ZIP, FileKind.GZIP):
                raise UnreadableFileError(
                    f"{name} is packed twice", got=f"{kind.value} inside another", remedy="unpack it once"
                )
            if not kind.is_readable:
                require_readable(replace(file, name=name, kind=kind, parts=()))
            dialect = detect_dialect(path, schema, name)
            if header is not None and set(header) != set(dialect.header):
                raise ColumnError(
                    f"{file.name} has parts with other columns than the first",
                    got=repr(file.parts[number].name),
                    remedy="write all parts with the same columns, each with its line of names",
                )
            header = dialect.header
            check_columns(schema, match_columns(schema, header), name)
            if not ends_with_break(path):
                message = f"{name} does not end with a line break: check that it was not cut off in its last value"
                self._collector.add(Finding(FindingKind.NOTED, "no_last_line_break", message, schema.name))
            target = self._workspace / f"{schema.name}.{number}.converted.parquet"
            dialect = convert_csv(self._connection, path, target, schema, dialect, name)
            if path.is_relative_to(self._workspace):
                path.unlink()
            converted.append(target)
        if not converted:
            raise UnreadableFileError(
                f"{file.name} has no part with rows", got="empty files", remedy="write the table again"
            )
        return _Source(converted, dialect, header)

    def _open(self, schema: TableSchema, file: SourceFile, source: _Source) -> _View:
        types = self._types(source)
        match = match_columns(schema, source.header or list(types))
        check_once(source.header or _names(source.paths[0]), schema.columns, file.name)
        check_columns(schema, match, file.name)
        if source.header is None and len(source.paths) > 1:
            self._require_same_columns(source, file)
        self._report_columns(schema, match.nameless, match.unknown, file)
        # A converted file has the names of the schema; another one may have blanks around them.
        names = {name.strip(): name for name in types}
        numbers = [
            number_column(column, kind, names[column], types[names[column]], file.name)
            for column, kind in schema.columns.items()
            if kind != "VARCHAR"
        ]
        decimal = find_decimal(self._connection, source.rows, numbers, file.name)
        numbers = [replace(column, decimal=decimal) for column in numbers]
        self._collector.add(*check_values(self._connection, source.rows, numbers, schema.name, file.name))
        self._report_single_precision(schema, numbers)
        texts = self._texts(schema, source, names, types, file.name)
        self._show(schema, source, numbers, texts)
        count = self._count(schema)
        if not count and schema.name in APPLICATION_TABLES:
            raise UnreadableFileError(
                f"{file.name} is empty", got="no row", remedy="take the whole file as Kaggle gives it"
            )
        if count:
            self._collector.add(*check_keys(self._connection, schema, file.name, self._workspace))
            count = self._count(schema)
        else:
            message = "No row below the column names: the history counts as empty"
            self._collector.add(Finding(FindingKind.NOTED, "empty_table", message, schema.name, rows=0))
        if TARGET in schema.columns:
            check_target(self._connection, schema.name, file.name)
        return _View(count, decimal)

    def _texts(
        self, schema: TableSchema, source: _Source, names: dict[str, str], types: dict[str, str], name: str
    ) -> list[TextColumn]:
        listed = self._known.get(schema.name, {})
        text_columns: list[TextColumn] = []
        for column, kind in schema.columns.items():
            if kind == "VARCHAR":
                read, findings = read_text_column(
                    self._connection,
                    source.rows,
                    column,
                    names[column],
                    types[names[column]],
                    known=listed.get(column),
                    table=schema.name,
                    name=name,
                    is_learnt=schema.name == TRAIN,
                )
                self._collector.add(*findings)
                text_columns.append(read)
        if schema.name == TRAIN:
            # What former applicants say is known of those to be decided.
            learnt = {read.column: tuple(sorted(read.values)) for read in text_columns if read.column in listed}
            self._known = with_values(self._known, TEST, learnt)
        return text_columns

    def _show(
        self, schema: TableSchema, source: _Source, numbers: Sequence[NumberColumn], texts: Sequence[TextColumn]
    ) -> None:
        values = {column.column: column.value for column in numbers}
        values |= {column.column: column.value for column in texts}
        columns = ", ".join(f"{values[column]} AS {identifier(column)}" for column in schema.columns)
        self._connection.execute(f"CREATE VIEW {identifier(schema.name)} AS SELECT {columns} FROM {source.rows}")  # noqa: S608 - quoted names

    def _count(self, schema: TableSchema) -> int:
        (count,) = self._connection.execute(f"SELECT count(*) FROM {identifier(schema.name)}").fetchall()[0]  # noqa: S608 - quoted names
        return int(count)

    def _types(self, source: _Source) -> dict[str, str]:
        rows = self._connection.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {source.rows}").fetchall()  # noqa: S608 - quoted names
        return {str(row[0]): str(row[1]) for row in rows}

    def _require_same_columns(self, source: _Source, file: SourceFile) -> None:
        """Refuse parts of which one lacks a column: its rows would look as if nothing were known."""
        listed = ", ".join(literal_path(path) for path in source.paths)
        counted = self._connection.execute(
            f"SELECT count(DISTINCT names) FROM (SELECT list_sort(list(path_in_schema)) AS names "  # noqa: S608 - quoted names
            f"FROM parquet_metadata([{listed}]) WHERE row_group_id = 0 GROUP BY file_name)"
        ).fetchall()[0][0]
        if counted > 1:
            raise ColumnError(
                f"{file.name} has parts with different columns",
                got=f"{counted} sets of columns in {len(source.paths)} parts",
                remedy="write all parts with the same columns",
            )

    def _report_columns(
        self, schema: TableSchema, nameless: Sequence[str], unknown: Sequence[str], file: SourceFile
    ) -> None:
        if unknown:
            listed = ", ".join(example(name) for name in unknown)
            message = f"{file.name}: ignored, because the schema does not know it: {listed}."
            self._collector.add(Finding(FindingKind.IGNORED, "unknown_columns", message, schema.name, file=file.name))
        if nameless:
            listed = ", ".join(repr(name) for name in nameless)
            message = f"Columns without a name, or that number the rows, were dropped: {listed}"
            self._collector.add(Finding(FindingKind.REPAIRED, "nameless_columns", message, schema.name))

    def _report_single_precision(self, schema: TableSchema, numbers: Sequence[NumberColumn]) -> None:
        message = "Numbers in single precision hold seven digits; scores may differ from those of the whole numbers:"
        self._collector.add(
            *(
                Finding(FindingKind.NOTED, "single_precision", message, schema.name, column.column)
                for column in numbers
                if column.duckdb_type == "FLOAT"
            )
        )

    def _report(self, table: str, file: SourceFile, source: _Source, view: _View) -> None:
        dialect = source.dialect
        read_as = FileFormat("parquet", packed=file.packed)
        if dialect is not None:
            read_as = FileFormat("csv", dialect.separator, view.decimal, NAMES[dialect.encoding], file.packed)
            self._collector.add(*_of_dialect(table, dialect))
        newest = max((part.stat().st_mtime for part in file.parts), default=file.path.stat().st_mtime)
        modified = datetime.fromtimestamp(newest, UTC)
        self._collector.add_table(TableRead(table, file.name, view.count, modified, read_as))


@dataclass(frozen=True)
class _View:
    """What reading found out about the rows of a table."""

    count: int
    decimal: str


def _of_dialect(table: str, dialect: Dialect) -> list[Finding]:
    findings = []
    if dialect.is_wrapped:
        message = "Whole rows in quotes were taken out of them"
        findings.append(Finding(FindingKind.REPAIRED, "wrapped_rows", message, table))
    if dialect.encoding == "cp1252":
        message = "The text is not UTF-8 and was read as Windows-1252"
        findings.append(Finding(FindingKind.REPAIRED, "encoding", message, table))
    return findings


def _names(path: Path) -> list[str]:
    """Return the names of a Parquet file's columns as they stand there; DuckDB gives a repeated one another name."""
    return [str(name) for name in pq.read_schema(path).names]


def _kind(path: Path) -> FileKind:
    with path.open("rb") as file:
        return get_kind(file.read(HEAD_BYTES))
