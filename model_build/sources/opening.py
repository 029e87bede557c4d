"""Opening a folder of raw tables: each found, checked, and shown to DuckDB under its Kaggle name."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb

from model_build.errors import UnreadableFileError
from model_build.reading_report import FileFormat, Finding, FindingKind, ReadingReport, ReportCollector, TableRead
from model_build.sources.checks import check_rows, check_values
from model_build.sources.columns import cast, check_columns
from model_build.sources.csv_files import convert_csv
from model_build.sources.files import TableFile, find_tables
from model_build.sources.quoting import identifier, text
from model_build.tables import APPLICATION_TABLES, HISTORY_TABLES, SCHEMAS, TEST, TRAIN

_MEGABYTES_PER_THREAD: Final = 750
TO_BUILD: Final = frozenset({TRAIN, TEST})
TO_SCORE: Final = frozenset({TEST})


@dataclass(frozen=True)
class Tables:
    """The tables of a folder, open: valid inside the ``with`` that gave them.

    Attributes
    ----------
    connection
        Every table of ``present`` can be queried here by its Kaggle name, with exactly the types of its schema.
    present, missing
        Which tables there are, and which histories there are not.
    collector
        What was read, ignored and repaired so far; later checks add to it.
    """

    connection: duckdb.DuckDBPyConnection
    present: frozenset[str]
    missing: frozenset[str]
    collector: ReportCollector

    @property
    def report(self) -> ReadingReport:
        """What was read and found so far."""
        return self.collector.report


@contextmanager
def open_tables(
    data: Path,
    *,
    required: Collection[str] = TO_BUILD,
    collector: ReportCollector | None = None,
) -> Iterator[Tables]:
    """Find, check and open the tables of a folder.

    Parameters
    ----------
    data
        The folder with Kaggle's files: Parquet, CSV, zipped CSV, or the one archive.
    required
        The application tables that must be there; one that is not required is not looked at. Histories are
        read where they are there.
    collector
        Where to put what was read and found; a new one unless given.

    Raises
    ------
    InputError
        What is wrong with which file and column, and what to do.
    """
    wanted = [name for name in APPLICATION_TABLES if name in required] + list(HISTORY_TABLES)
    collector = collector or ReportCollector()
    found, notes = find_tables(data, wanted, required)
    collector.add(*(Finding(FindingKind.IGNORED, "other_file", note) for note in notes))
    with tempfile.TemporaryDirectory(prefix="clairscore-") as temporary, duckdb.connect() as connection:
        workspace = Path(temporary)
        connection.execute(f"SET temp_directory = {text(workspace / 'spill')}")
        # What does not fit is written there: twice the rows need twice the time, and hardly more memory.
        (threads,) = connection.execute("SELECT current_setting('threads')").fetchall()[0]
        connection.execute(f"SET memory_limit = '{_MEGABYTES_PER_THREAD * threads}MB'")
        # The statistics of a Parquet file leave not-a-number out; trusting them, DuckDB takes isnan() for always false.
        connection.execute("SET disabled_optimizers = 'statistics_propagation'")
        for name in wanted:
            if name in found:
                _open(connection, found[name], workspace, collector)
        missing = [name for name in wanted if name not in found]
        collector.add_missing(missing)
        yield Tables(
            connection=connection,
            present=frozenset(found),
            missing=frozenset(missing),
            collector=collector,
        )


def _open(connection: duckdb.DuckDBPyConnection, file: TableFile, workspace: Path, collector: ReportCollector) -> None:
    schema = SCHEMAS[file.table]
    path = file.unpacked(workspace).resolve()
    if not file.is_parquet:
        converted = workspace / f"{file.table}.converted.parquet"
        convert_csv(connection, path, converted, schema.columns, file.name)
        if file.member is not None:
            path.unlink()
        path = converted
    try:
        types = _types(connection, path)
        notes = check_columns(schema, types, file.name)
        check_values(connection, path, schema, types, file.name)
        columns = ", ".join(
            f"{cast(column, kind, types[column])} AS {identifier(column)}" for column, kind in schema.columns.items()
        )
        connection.execute(
            f"CREATE VIEW {identifier(file.table)} AS SELECT {columns} FROM read_parquet({text(path)})"  # noqa: S608 - quoted names
        )
        check_rows(connection, schema, file.name)
        (rows,) = connection.execute(f"SELECT count(*) FROM {identifier(file.table)}").fetchall()[0]  # noqa: S608 - quoted names
    except duckdb.Error as error:
        raise UnreadableFileError(
            f"{file.name} is not a whole Parquet file",
            got=repr(" ".join(str(error).split())[:200]),
            remedy="copy or download it again",
        ) from error
    collector.add(*(Finding(FindingKind.IGNORED, "unknown_columns", note, table=file.table) for note in notes))
    modified = datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
    read_as = FileFormat("parquet" if file.is_parquet else "csv")
    collector.add_table(TableRead(file.table, file.name, rows, modified, read_as))


def _types(connection: duckdb.DuckDBPyConnection, path: Path) -> Mapping[str, str]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({text(path)})").fetchall()  # noqa: S608 - quoted names
    return {str(row[0]): str(row[1]) for row in rows}
