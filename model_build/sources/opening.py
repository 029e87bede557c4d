"""Opening a folder of raw tables: each found, checked, and shown to DuckDB under its Kaggle name."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import duckdb

from model_build.reading_report import ReadingReport, ReportCollector
from model_build.sources.files import find_tables
from model_build.sources.known_texts import KNOWN_TEXTS, Known
from model_build.sources.quoting import text
from model_build.sources.selection import TableSelection
from model_build.sources.table_reading import TableReader
from model_build.tables import APPLICATION_TABLES, HISTORY_TABLES, TEST, TRAIN

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
        Which tables hold rows, and which histories are not there or hold none.
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


@dataclass(frozen=True)
class Reading:
    """What one command reads, and how.

    Attributes
    ----------
    required
        The application tables that must be there; one that is not required is not looked at.
    needed
        The histories to read, which must be there unless ``selection`` allows them to be missing; None reads those
        that are there.
    selection
        Which file holds which table, where the person at the terminal says so.
    known
        The values that columns of texts may hold.
    """

    required: Collection[str] = TO_BUILD
    needed: Collection[str] | None = None
    selection: TableSelection = field(default_factory=TableSelection)
    known: Known = field(default_factory=lambda: KNOWN_TEXTS)

    @property
    def tables(self) -> list[str]:
        """The tables to look for, in the order in which they are read."""
        histories = HISTORY_TABLES if self.needed is None else [name for name in HISTORY_TABLES if name in self.needed]
        return [name for name in APPLICATION_TABLES if name in self.required] + list(histories)


@contextmanager
def open_tables(
    data: Path,
    *,
    required: Collection[str] | None = None,
    reading: Reading | None = None,
    collector: ReportCollector | None = None,
) -> Iterator[Tables]:
    """Find, check and open the tables of a folder.

    Parameters
    ----------
    data
        The folder with Kaggle's files: Parquet, CSV, packed CSV, folders of parts, or the one archive.
    required
        The application tables that must be there, where that is all there is to say about the reading.
    reading
        What to read and how; what a build reads unless given.
    collector
        Where to put what was read and found; a new one unless given.

    Raises
    ------
    InputError
        What is wrong with which file and column, and what to do.
    """
    reading = reading or Reading()
    if required is not None:
        reading = replace(reading, required=required)
    collector = collector or ReportCollector()
    with tempfile.TemporaryDirectory(prefix="clairscore-") as temporary, duckdb.connect() as connection:
        workspace = Path(temporary)
        found_tables = find_tables(
            data, reading.tables, reading.required, reading.needed or (), reading.selection, workspace
        )
        collector.add(*found_tables.findings)
        _set_up(connection, workspace)
        reader = TableReader(connection, workspace, collector, reading.known)
        there = [name for name in reading.tables if name in found_tables.files]
        collector.add_missing(name for name in reading.tables if name not in there)
        present = frozenset(name for name in there if reader.read(name, found_tables.files[name]))
        yield Tables(
            connection=connection,
            present=present,
            missing=frozenset(reading.tables) - present,
            collector=collector,
        )


def _set_up(connection: duckdb.DuckDBPyConnection, workspace: Path) -> None:
    connection.execute(f"SET temp_directory = {text(workspace / 'spill')}")
    # What does not fit is written there: twice the rows need twice the time, and hardly more memory.
    (threads,) = connection.execute("SELECT current_setting('threads')").fetchall()[0]
    connection.execute(f"SET memory_limit = '{_MEGABYTES_PER_THREAD * threads}MB'")
    # The statistics of a Parquet file leave not-a-number out; trusting them, DuckDB takes isnan() for always false.
    connection.execute("SET disabled_optimizers = 'statistics_propagation'")
