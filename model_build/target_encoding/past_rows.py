"""The rows that row-level models are fitted on and applied to, read once while the tables are open."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import duckdb

from model_build.tables import TEST, TRAIN
from model_build.target_encoding.bureau_source import BUREAU_ROWS
from model_build.target_encoding.client_rows import ClientRows, query_rows
from model_build.target_encoding.previous_source import PREVIOUS_ROWS
from model_build.target_encoding.row_source import RowSource, row_categories

SOURCES: Final = (BUREAU_ROWS, PREVIOUS_ROWS)
NEEDED: Final = tuple(source.table for source in SOURCES)
"""Any one of these tables is enough."""


@dataclass(frozen=True)
class PastRows:
    """The rows of one history table, and the SELECT that gives them.

    ``train`` are those of the applicants whose outcome is known, ``decided`` those of the others.
    """

    source: RowSource
    sql: str
    train: ClientRows
    decided: ClientRows


def read_past_rows(con: duckdb.DuckDBPyConnection, present: Collection[str]) -> tuple[PastRows, ...]:
    """Read the rows of each history table that is there, that holds any, and that has a row-level model.

    At full size the two tables are 700 MB of numbers.
    """
    past_rows = []
    for source in SOURCES:
        if source.table in present:
            sql = source.sql(row_categories(con, source))
            train = query_rows(con, sql, TRAIN, categorical=source.categorical)
            if len(train.owner):
                past_rows.append(PastRows(source, sql, train, query_rows(con, sql, TEST)))
    return tuple(past_rows)
