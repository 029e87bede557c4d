"""Writing a table as CSV in any layout."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa

Cell = Callable[[str, object], str]


@dataclass(frozen=True)
class Layout:
    """How a CSV file is written."""

    separator: str = ","
    quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL
    quote: str = '"'
    decimal: str = "."
    encoding: str = "utf-8"
    newline: str = "\n"
    null: str = ""
    before: str = ""
    index: tuple[str, ...] = ()
    trailing: str = ""
    """Where a separator follows the last value: ``header``, ``rows`` or both."""
    wrapped: str = ""
    """Which lines stand in quotes as a whole: ``rows`` or ``all``."""
    order: str = "same"
    padded: bool = False
    header: str = "names"
    after: str = ""


def text_of(value: object, layout: Layout) -> str:
    """Return a value as it stands in the file."""
    if value is None:
        return layout.null
    if isinstance(value, float):
        return repr(value).replace(".", layout.decimal)
    return str(value)


def csv_text(table: pa.Table, layout: Layout) -> str:
    """Return a table as the text of a CSV file."""
    names = list(table.column_names)
    if layout.order == "reversed":
        names.reverse()
    columns = [[text_of(value, layout) for value in table[name].to_pylist()] for name in names]
    rows = [list(row) for row in zip(*columns, strict=True)] if table.num_rows else []
    if layout.padded:
        rows = [[f" {value} " if value else value for value in row] for row in rows]
    for place, name in enumerate(layout.index):
        names.insert(place, name)
        rows = [[*row[:place], str(number), *row[place:]] for number, row in enumerate(rows)]
    if layout.header == "padded":
        names = [f" {name} " for name in names]
    lines = [_line(names, layout)] if layout.header != "none" else []
    lines += [_line(row, layout) for row in rows]
    if "header" in layout.trailing:
        lines[0] += layout.separator
    if "rows" in layout.trailing:
        lines[1:] = [line + layout.separator for line in lines[1:]]
    if layout.wrapped:
        first = 0 if layout.wrapped == "all" else 1
        lines[first:] = ['"' + line.replace('"', '""') + '"' for line in lines[first:]]
    return layout.before + layout.newline.join(lines) + layout.newline + layout.after


def write(table: pa.Table, path: Path, layout: Layout) -> None:
    """Write a table as a CSV file."""
    path.write_bytes(csv_text(table, layout).encode(layout.encoding))


def _line(values: list[str], layout: Layout) -> str:
    out = io.StringIO()
    csv.writer(
        out, delimiter=layout.separator, quoting=layout.quoting, quotechar=layout.quote, lineterminator=""
    ).writerow(values)
    return out.getvalue()
