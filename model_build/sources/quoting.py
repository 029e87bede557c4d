"""Names and texts as DuckDB's SQL wants them quoted."""

from __future__ import annotations


def identifier(name: str) -> str:
    """Quote the name of a table or a column."""
    return '"' + name.replace('"', '""') + '"'


def text(value: object) -> str:
    """Quote a text, or a path."""
    return "'" + str(value).replace("'", "''") + "'"
