"""Finding the columns of a table among those of a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from model_build.errors import ColumnError
from model_build.tables import SqlType, TableSchema

# What pandas, R and Spark call the numbers of rows that somebody wrote beside the values.
_INDEX: Final = re.compile(
    r"(unnamed: \d+(\.\d+)*|unnamed: \d+_level_\d+|__index_level_\d+__|index|level_\d+|x\.?\d*)?"
)


@dataclass(frozen=True)
class ColumnMatch:
    """The columns of a file against those of a table.

    Attributes
    ----------
    by_position
        Name and type of each column of the schema, by its position in the file.
    nameless
        Columns without a name, and those that number the rows.
    unknown
        Columns that the schema does not know.
    """

    by_position: Mapping[int, tuple[str, SqlType]]
    nameless: tuple[str, ...]
    unknown: tuple[str, ...]


def match_columns(schema: TableSchema, header: Sequence[str]) -> ColumnMatch:
    """Find the columns of a schema among the names of a file, in whatever order; blanks around a name do not count."""
    by_position: dict[int, tuple[str, SqlType]] = {}
    nameless: list[str] = []
    unknown: list[str] = []
    for position, raw in enumerate(header):
        name = raw.strip()
        if name in schema.columns:
            by_position[position] = (name, schema.columns[name])
        elif _INDEX.fullmatch(name.casefold()):
            nameless.append(name)
        else:
            unknown.append(name)
    return ColumnMatch(by_position, tuple(nameless), tuple(unknown))


def check_once(header: Sequence[str], columns: Collection[str], name: str) -> None:
    """Check that no column is repeated, ignoring case: other programs do not distinguish AMT_CREDIT and amt_credit.

    Raises
    ------
    ColumnError
        Which one does.
    """
    known = {column.casefold() for column in columns}
    names: set[str] = set()
    for raw_name in header:
        word = raw_name.strip().casefold()
        if word in known and word in names:
            raise ColumnError(f"{name} has a column twice", got=repr(raw_name.strip()), remedy="remove one of the two")
        names.add(word)


def check_columns(schema: TableSchema, match: ColumnMatch, name: str) -> None:
    """Check that every column of the schema is there.

    Raises
    ------
    ColumnError
        Which column is missing, and which one may be meant.
    """
    present = [column for column, _ in match.by_position.values()]
    missing = [column for column in schema.columns if column not in present]
    if not missing:
        return
    first = missing[0]
    same = [column for column in match.unknown if column.lower() == first.lower()]
    close = same or get_close_matches(first, match.unknown, n=1, cutoff=0.7)
    others = f", nor {len(missing) - 1} more of its {len(schema.columns)} columns" if missing[1:] else ""
    width = len(match.by_position) + len(match.unknown)
    raise ColumnError(
        f"{name} has no column {first!r}{others}",
        got=f"{close[0]!r}, did you mean it" if close else f"{width} other columns",
        remedy=f"rename {close[0]!r} to {first!r}" if close else "take the file with all columns from Kaggle",
    )
