"""Names and texts as DuckDB's SQL wants them quoted."""

from __future__ import annotations

import re
from os import PathLike


def identifier(name: str) -> str:
    """Quote the name of a table or a column."""
    return '"' + name.replace('"', '""') + '"'


def literal_path(path: str | PathLike[str]) -> str:
    """Quote the path of a file to read, of which no character is a pattern: DuckDB would look for other files."""
    return text(re.sub(r"[\[*?]", r"[\g<0>]", str(path)))


def text(value: str | PathLike[str]) -> str:
    """Quote a text, or a path to write to."""
    return "'" + str(value).replace("'", "''") + "'"
