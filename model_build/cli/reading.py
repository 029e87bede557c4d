"""What the commands that read tables have in common: which files to take, and the report of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from model_build.errors import BuildError
from model_build.preflight import require_writable
from model_build.reading_report import FindingKind, ReadingReport, ReportCollector
from model_build.sources.selection import TableSelection
from model_bundle.errors import ClairscoreError

DataOption = Annotated[Path, typer.Option("--data", help="Folder of the Kaggle tables: .parquet, .csv or packed .csv.")]
EngineOption = Annotated[
    str, typer.Option("--engine", help="Where features are computed: duckdb, in this process, or spark (SPARK_MASTER).")
]
ReportOption = Annotated[
    Path | None, typer.Option("--report", help="Also write what was read, ignored and repaired as JSON into this file.")
]
TableOption = Annotated[
    list[str] | None,
    typer.Option(
        "--table", metavar="TABLE=PATH", help="The file that holds a table, where several may or none seems to."
    ),
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="FILE", help="A file of the folder that is no table.")
]
AllowMissingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-missing",
        metavar="TABLE",
        help="Count a history that the bundle was trained with as empty if it is missing.",
    ),
]


def select_tables(
    named: Iterable[str] | None, ignored: Iterable[str] | None, allow_missing: Iterable[str] | None = None
) -> TableSelection:
    """Return what ``--table``, ``--ignore`` and ``--allow-missing`` say.

    Raises
    ------
    InputError
        An option names no table, or is not written ``TABLE=PATH``.
    """
    return TableSelection.parse(named or (), ignored or (), allow_missing or ())


@contextmanager
def reported(console: Console, path: Path | None, *, other_than: Path | None = None) -> Iterator[ReportCollector]:
    """Collect the reading report of a command; print it at the end, also of a refusal, and write it to ``path``.

    ``other_than`` is a file that the command writes, which the report must not replace.

    Raises
    ------
    BuildError
        The report cannot be written to ``path``; found before anything is read.
    """
    if path is not None:
        check_report_path(path, other_than)
    collector = ReportCollector()
    try:
        yield collector
    except (BuildError, ClairscoreError) as error:
        collector.refuse(error)
        _finish(console, collector.report, path)
        raise
    _finish(console, collector.report, path)


def check_report_path(path: Path, other_than: Path | None = None) -> None:
    """Refuse a place where no report can be written.

    Raises
    ------
    BuildError
        Its folder does not exist, it is a folder, or it is the file that the command itself writes.
    """
    if not path.parent.is_dir():
        raise BuildError(
            "The folder of the report does not exist", got=repr(str(path.parent)), remedy="create it first"
        )
    if path.is_dir():
        raise BuildError("The report is a folder", got=repr(str(path)), remedy="name a file after --report")
    if other_than is not None and path.resolve() == other_than.resolve():
        raise BuildError(
            "The report and the scores have one name",
            got=repr(str(path)),
            remedy="name another file after --report",
        )
    require_writable(path.parent, 0)


def _finish(console: Console, report: ReadingReport, path: Path | None) -> None:
    for title, lines in report.sections():
        # The refusal itself is the error that the command ends with.
        if title == str(FindingKind.REFUSED).capitalize():
            continue
        console.print(title, style="bold")
        for line in lines:
            console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
    if path is not None:
        report.write(path)
