"""Names and texts as DuckDB's SQL wants them quoted."""

from __future__ import annotations

import re


def identifier(name: str) -> str:
    """Quote the name of a table or a column."""
    return '"' + name.replace('"', '""') + '"'


def literal_path(path: object) -> str:
    """Quote the path of a file to read, of which no character is a pattern: DuckDB would look for other files."""
    return text(re.sub(r"[\[*?]", r"[\g<0>]", str(path)))


def text(value: object) -> str:
    """Quote a text, or a path to write to."""
    return "'" + str(value).replace("'", "''") + "'"
