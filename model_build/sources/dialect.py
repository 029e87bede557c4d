"""Detection of the dialect of a CSV file from its first bytes: encoding, separator, quotes, and extra lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from model_build.errors import ColumnError, UnreadableFileError
from model_build.reading_report import example
from model_build.sources.columns import check_once
from model_build.sources.encodings import decode_start
from model_build.sources.numbers import are_ids, is_id, is_unclear_sample

PREFIX_BYTES: Final = 256 * 1024
# Some programs write the mark of a byte order twice.
_BLANKS: Final = "\ufeff "
_MOST_LINES_ABOVE: Final = 50
_SEPARATORS: Final = (",", ";", "\t", "|")
_SEPARATOR_LINE: Final = re.compile(r'\s*"?sep=(.)"?[;,\s]*$', re.IGNORECASE)
_NUMBER: Final = re.compile(r"\s*[+-]?\d+([.,]\d+)?\s*$")


@dataclass(frozen=True)
class Dialect:
    """How one CSV file is written.

    Attributes
    ----------
    encoding
        The name of a codec of Python.
    separator, quote
        One character each.
    skipped
        Lines before the line of column names.
    header
        The names as they stand there; nameless columns are empty.
    is_plain
        Whether DuckDB reads it as it is; otherwise it is rewritten first.
    is_wrapped
        Whether whole rows stand in quotes.
    is_typed
        Whether the numbers of the first rows are plain ones, so that they can be read as numbers at once.
    """

    encoding: str
    separator: str
    quote: str
    skipped: int
    header: tuple[str, ...]
    is_plain: bool
    is_wrapped: bool
    is_typed: bool


def read_start(path: Path) -> bytes:
    """Return as much of a file as its dialect is found in."""
    with path.open("rb") as file:
        return file.read(PREFIX_BYTES)


def find_dialect(start: bytes, columns: Collection[str], numbers: Collection[str], name: str) -> Dialect:
    """Find out how a CSV file is written.

    Parameters
    ----------
    start
        Its first bytes.
    columns, numbers
        The columns of the table that it should hold, and those of them that hold numbers.
    name
        What messages call it.

    Raises
    ------
    UnreadableFileError
        It does not begin with column names, or its encoding is not known.
    ColumnError
        It has no line of column names, or a column twice.
    """
    encoding, text = decode_start(start, name)
    is_whole = len(start) < PREFIX_BYTES
    lines = list(io.StringIO(text, newline=""))
    skipped, declared = _before_header(lines)
    body = lines[skipped:]
    _require_first(body, columns, name)
    separator, quote, header, is_wrapped = _header(body, declared, columns, name)
    _require_names(header, columns, name)
    rows = _rows(body[1:] if is_whole else body[1:-1], separator, quote)
    header, is_plain, wrapped_rows = _shape(header, rows, separator)
    dialect = Dialect(
        encoding=encoding,
        separator=separator,
        quote=quote,
        skipped=skipped,
        header=tuple(header),
        is_plain=is_plain and not is_wrapped and not wrapped_rows and encoding == "utf-8" and not _odd_breaks(text),
        is_wrapped=is_wrapped or wrapped_rows,
        is_typed=True,
    )
    ids = [column for column in columns if is_id(column)]
    is_typed = are_ids(_get_values(dialect, rows, ids)) and not is_unclear_sample(_get_values(dialect, rows, numbers))
    return replace(dialect, is_typed=is_typed)


def column_names(start: bytes, columns: Collection[str]) -> tuple[str, ...]:
    """Return the names in the first line of what may be a CSV file; nothing where there are none."""
    try:
        _, text = decode_start(start, "")
        lines = list(io.StringIO(text, newline=""))
        skipped, declared = _before_header(lines)
        return tuple(_header(lines[skipped:], declared, columns, "")[2])
    except (UnreadableFileError, ColumnError):
        return ()


def _before_header(lines: Sequence[str]) -> tuple[int, str | None]:
    """Return the number of lines before the column names, and the separator that one of them declares."""
    skipped, declared = 0, None
    for line in lines:
        match = _SEPARATOR_LINE.match(line)
        if match is not None and declared is None:
            declared = match[1]
        elif line.strip():
            break
        skipped += 1
    return skipped, declared


def _require_first(body: Sequence[str], columns: Collection[str], name: str) -> None:
    """Refuse a file with a title or comments above its line of column names.

    Raises
    ------
    UnreadableFileError
        Which line the names stand in.
    """
    names = {column.casefold() for column in columns}
    for index, line in enumerate(body[:_MOST_LINES_ABOVE]):
        if len(names & set(re.findall(r"\w+", line.casefold()))) * 2 > len(names):
            if index:
                raise UnreadableFileError(
                    f"{name} has lines above its column names",
                    got=f"text above the names, which stand {index:,} {'line' if index == 1 else 'lines'} below",
                    remedy="remove what stands above the names",
                )
            return


def _header(
    body: Sequence[str], declared: str | None, columns: Collection[str], name: str
) -> tuple[str, str, list[str], bool]:
    """Return separator, quote, names and whether the line stands in quotes as a whole."""
    line = body[0] if body else ""
    quote = "'" if re.match(r"\s*'[^']*'\s*[,;|\t]", line) else '"'
    known = {column.casefold() for column in columns}
    best: tuple[int, int, str, list[str], bool] = (-1, -1, ",", [], False)
    for separator in (declared,) if declared else _SEPARATORS:
        names, is_wrapped = _split(body, separator, quote)
        score = sum(word.strip().strip(_BLANKS).casefold() in known for word in names)
        if (score, len(names)) > best[:2]:
            best = (score, len(names), separator, names, is_wrapped)
    _, width, separator, names, is_wrapped = best
    if width < 2:
        raise UnreadableFileError(
            f"{name} does not begin with a line of column names separated by commas, semicolons, tabs or bars",
            got=repr(example(line.strip()[:60])),
            remedy="take the CSV file as Kaggle gives it, or write one with a comma between the values",
        )
    return separator, quote, [word.strip().strip(_BLANKS) for word in names], is_wrapped


def _split(body: Sequence[str], separator: str, quote: str) -> tuple[list[str], bool]:
    names = next(iter(_rows(body[:1], separator, quote)), [])
    if len(names) == 1 and separator in names[0]:
        return next(iter(_rows(names, separator, quote)), []), True
    return names, False


def _rows(lines: Sequence[str], separator: str, quote: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(row for row in csv.reader(lines, delimiter=separator, quotechar=quote) if row)
    except csv.Error:
        # Later errors are reported when the whole file is read.
        return rows
    return rows


def _require_names(header: Sequence[str], columns: Collection[str], name: str) -> None:
    known = {column.casefold() for column in columns}
    header_names = [word.casefold() for word in header if word]
    if not known & set(header_names) and sum(bool(_NUMBER.match(word)) for word in header) * 4 >= len(header):
        raise ColumnError(
            f"{name} has no line of column names",
            got="a row of values in its first line",
            remedy="write the column names above it, as in Kaggle's file",
        )
    check_once(header, columns, name)


def _shape(header: list[str], rows: Sequence[Sequence[str]], separator: str) -> tuple[list[str], bool, bool]:
    """Return the names of the columns that rows have, whether all rows have them, and whether some are wrapped."""
    width = len(header)
    is_wrapped = any(len(row) == 1 and separator in row[0] for row in rows)
    widths = {len(row) for row in rows if len(row) > 1}
    if widths and max(widths) < width and not any(header[max(widths) :]):
        # A separator after the last name, and none after the last values.
        return header[: max(widths)], False, is_wrapped
    return header, widths <= {width}, is_wrapped


def _odd_breaks(text: str) -> bool:
    """Whether lines end in several ways, or as on the oldest machines."""
    returns = text.count("\r")
    return returns > 0 and not (returns == text.count("\r\n") == text.count("\n"))


def _get_values(dialect: Dialect, rows: Sequence[Sequence[str]], columns: Collection[str]) -> list[str]:
    positions = [position for position, column in enumerate(dialect.header) if column in columns]
    return [row[position] for row in rows for position in positions if position < len(row) and row[position]]
