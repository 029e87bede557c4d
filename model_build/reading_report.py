"""The reading report: what a command read, ignored, repaired, set aside and refused.

A command holds one ``ReportCollector``. Reading adds to it, later checks add to it, and the command prints its
``report`` and writes it as JSON. A report names tables, columns, counts and at most ten examples; it never holds a row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from model_build.errors import BuildError

VERSION: Final = 1
MOST_EXAMPLES: Final = 10
_LONGEST_VALUE: Final = 40
_ROW_SEPARATORS: Final = ",;|\t\n\r"
_PRINTED_COLUMNS: Final = 6
_PRINTED_FINDINGS: Final = 40


class FindingKind(StrEnum):
    """What a finding says was done with the data, in the order in which a report lists it."""

    REFUSED = "refused"
    SET_ASIDE = "set_aside"
    IGNORED = "ignored"
    REPAIRED = "repaired"
    NOTED = "noted"


_TITLES: Final = {
    FindingKind.REFUSED: "Refused",
    FindingKind.SET_ASIDE: "Set aside",
    FindingKind.IGNORED: "Ignored",
    FindingKind.REPAIRED: "Repaired",
    FindingKind.NOTED: "Noted",
}


@dataclass(frozen=True)
class Finding:
    """One thing that reading or a later check found.

    Attributes
    ----------
    kind
        What was done about it.
    code
        A stable word for programs, such as ``unknown_category``. Findings of one table and one code are printed
        together.
    message
        A whole sentence for people, without the examples. Where several columns share a table and a code, the
        sentences are the same and the columns stand in ``column``.
    table, column, file
        Where it was found.
    rows
        How many rows it concerns.
    examples
        At most ten client numbers or values; what looks like a row is replaced by its length.
    """

    kind: FindingKind
    code: str
    message: str
    table: str | None = None
    column: str | None = None
    file: str | None = None
    rows: int | None = None
    examples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shown = tuple(example(value) for value in self.examples[:MOST_EXAMPLES])
        object.__setattr__(self, "examples", shown)


@dataclass(frozen=True)
class FileFormat:
    """How the rows of a table were written, as found in the file itself.

    ``kind`` is ``parquet`` or ``csv``; the other attributes are known for CSV alone. ``packed`` names what the file
    was taken out of, such as ``zip``.
    """

    kind: str
    separator: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    packed: str | None = None

    def __str__(self) -> str:
        """Return what a person at a terminal reads."""
        parts = ["Parquet" if self.kind == "parquet" else "CSV"]
        if self.separator is not None:
            parts.append(f"separator {self.separator!r}")
        if self.decimal is not None:
            parts.append(f"decimal mark {self.decimal!r}")
        if self.encoding is not None:
            parts.append(self.encoding)
        if self.packed is not None:
            parts.append(f"in {self.packed}")
        return ", ".join(parts)


@dataclass(frozen=True)
class TableRead:
    """One table that was read: from which file, how many rows, and when that file was last written."""

    table: str
    file: str
    rows: int
    modified: datetime
    format: FileFormat


@dataclass(frozen=True)
class ReadingReport:
    """What a command read and found; immutable.

    ``missing`` are tables that were looked for and are not there. Reports are combined with ``|``.
    """

    tables: tuple[TableRead, ...] = ()
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __or__(self, other: ReadingReport) -> ReadingReport:
        missing = (*self.missing, *(name for name in other.missing if name not in self.missing))
        return ReadingReport((*self.tables, *other.tables), missing, (*self.findings, *other.findings))

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind is kind)

    def with_code(self, code: str) -> tuple[Finding, ...]:
        """Return the findings of one code."""
        return tuple(finding for finding in self.findings if finding.code == code)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read and nothing found."""
        return not (self.tables or self.missing or self.findings)

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """Yield a title and its lines for each part that holds something, for a terminal."""
        if self.tables:
            width = max(len(read.table) for read in self.tables)
            yield (
                "Read",
                [
                    f"{read.table:<{width}}  {read.file}: {read.rows:,} rows, written {read.modified:%Y-%m-%d %H:%M} "
                    f"UTC ({read.format})"
                    for read in self.tables
                ],
            )
        if self.missing:
            yield "Missing", list(self.missing)
        for kind in FindingKind:
            lines = _lines(self.of(kind))
            if lines:
                more = len(lines) - _PRINTED_FINDINGS
                rest = [f"and {more} more: write them all with --report FILE"] if more > 0 else []
                yield _TITLES[kind], lines[:_PRINTED_FINDINGS] + rest

    def to_dict(self) -> dict[str, Any]:
        """Return the report as its JSON file has it."""
        return {
            "version": VERSION,
            "is_refused": bool(self.of(FindingKind.REFUSED)),
            "tables": [{**asdict(read), "modified": read.modified.isoformat()} for read in self.tables],
            "missing": list(self.missing),
            "findings": [asdict(finding) for finding in self.findings],
        }

    def write(self, path: Path) -> None:
        """Write the report as JSON.

        Raises
        ------
        BuildError
            The file cannot be written.
        """
        try:
            path.write_text(json.dumps(self.to_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise BuildError(
                f"The report cannot be written to {str(path)!r}",
                got=str(error.strerror),
                remedy="name a file in a folder that exists and can be written to",
            ) from error


@dataclass
class ReportCollector:
    """Collects what one command reads and finds; ``report`` is the report so far."""

    report: ReadingReport = field(default_factory=ReadingReport)

    def add(self, *findings: Finding) -> None:
        """Add findings."""
        self.report = replace(self.report, findings=(*self.report.findings, *findings))

    def add_table(self, read: TableRead) -> None:
        """Add a table that was read."""
        self.report = replace(self.report, tables=(*self.report.tables, read))

    def add_missing(self, tables: Iterable[str]) -> None:
        """Add tables that are not there."""
        self.report |= ReadingReport(missing=tuple(tables))

    def refuse(self, error: Exception) -> None:
        """Add the refusal that ends the command."""
        code = type(error).__name__.removesuffix("Error").lower() or "build"
        self.add(Finding(FindingKind.REFUSED, code, str(error)))


def example(value: object) -> str:
    """Return a value as a report or a message may show it: short, and never a row of data."""
    text = str(value)
    if sum(text.count(separator) for separator in _ROW_SEPARATORS) > 3:
        return f"a text of {len(text):,} characters"
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}..."


def _lines(findings: Iterable[Finding]) -> list[str]:
    """Return one line for the findings that share table, file, code and sentence; their columns stand in it."""
    groups: dict[tuple[str | None, str | None, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.table, finding.file, finding.code, finding.message), []).append(finding)
    return [_line(group) for group in groups.values()]


def _line(group: list[Finding]) -> str:
    first = group[0]
    subject = first.table or first.file
    columns = [_column(finding) for finding in group if finding.column is not None]
    line = f"{subject}: {first.message}" if subject and subject not in first.message else first.message
    if not columns:
        return f"{line}{_examples(first)}"
    more = f" and {len(columns) - _PRINTED_COLUMNS} more columns" if columns[_PRINTED_COLUMNS:] else ""
    return f"{line} {'; '.join(columns[:_PRINTED_COLUMNS])}{more}."


def _column(finding: Finding) -> str:
    rows = "" if finding.rows is None else f" in {finding.rows:,} row{'' if finding.rows == 1 else 's'}"
    return f"{finding.column}{rows}{_examples(finding)}"


def _examples(finding: Finding) -> str:
    if not finding.examples:
        return ""
    more = ", ..." if len(finding.examples) == MOST_EXAMPLES else ""
    return f" ({', '.join(finding.examples)}{more})"
