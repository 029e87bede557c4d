"""The rows that row-level models learn from and are asked about, read once while the tables are open."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import duckdb

from model_build.fitted.bureau_source import BUREAU_ROWS
from model_build.fitted.client_rows import ClientRows, read_rows
from model_build.fitted.previous_source import PREVIOUS_ROWS
from model_build.fitted.row_source import RowSource, row_categories
from model_build.tables import TRAIN

SOURCES: Final = (BUREAU_ROWS, PREVIOUS_ROWS)
NEEDED: Final = tuple(source.table for source in SOURCES)
"""Any one of these tables is enough."""


@dataclass(frozen=True)
class PastRows:
    """The rows of one history table, of the applicants whose outcome is known."""

    source: RowSource
    train: ClientRows


def read_past_rows(con: duckdb.DuckDBPyConnection, present: Collection[str]) -> tuple[PastRows, ...]:
    """Read the rows of each history table that is there and has a row-level model.

    At full size the two tables are 700 MB of numbers.
    """
    found = []
    for source in SOURCES:
        if source.table in present:
            categories = row_categories(con, source)
            found.append(PastRows(source, read_rows(con, source, categories, TRAIN)))
    return tuple(found)
