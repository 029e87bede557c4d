# ruff: noqa: S608
"""A few applicants with all their histories, taken from the demo tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from model_build.tables import SCHEMAS, TRAIN
from model_bundle.home_credit import KEY
from tests.model_build.sources.odd_files.writing import Layout, write

APPLICANTS = 24


@dataclass(frozen=True)
class Clean:
    """The tables that a scoring reads, as they should be."""

    tables: dict[str, pa.Table]

    def write_csv(self, folder: Path, layout: Layout | None = None, **others: Layout) -> None:
        """Write every table as CSV; ``others`` gives single tables a layout of their own."""
        for name, table in self.tables.items():
            write(table, folder / f"{name}.csv", others.get(name, layout or Layout()))

    def write_parquet(self, folder: Path, *, but: tuple[str, ...] = ()) -> None:
        """Write every table as Parquet, except those named."""
        for name, table in self.tables.items():
            if name not in but:
                pq.write_table(table, folder / f"{name}.parquet")


def take_applicants(demo: Path) -> Clean:
    """Return the first pending applications, and the rows of their histories."""
    with duckdb.connect() as connection:
        for name in SCHEMAS:
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{demo / f'{name}.parquet'}')")
        connection.execute(f"CREATE TABLE chosen AS SELECT {KEY} FROM application_test ORDER BY 1 LIMIT {APPLICANTS}")
        connection.execute(f"CREATE TABLE credits AS SELECT SK_ID_BUREAU FROM bureau SEMI JOIN chosen USING ({KEY})")
        tables = {}
        for name in SCHEMAS:
            if name == TRAIN:
                continue
            link, among = ("SK_ID_BUREAU", "credits") if name == "bureau_balance" else (KEY, "chosen")
            rows = connection.sql(f"SELECT * FROM {name} SEMI JOIN {among} USING ({link}) ORDER BY ALL")
            tables[name] = rows.to_arrow_table()
    return Clean(tables)
