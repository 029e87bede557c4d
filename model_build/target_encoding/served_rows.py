"""The row models of a bundle: ``row_models/<table>.txt``, the model, and ``row_models/<table>.sql``, what it reads."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from model_build.features.feature_plan import FITTED
from model_build.target_encoding.client_rows import ClientRows, query_rows
from model_build.target_encoding.past_rows import SOURCES
from model_build.target_encoding.row_features import row_features
from model_build.target_encoding.row_model import RowModel
from model_bundle import legacy
from model_bundle.arrow_file import FloatArray
from model_bundle.bundle import Bundle
from model_bundle.features import one_select
from model_bundle.home_credit import KEY

_FOLDER: Final = "row_models"


@dataclass(frozen=True)
class ServedRows:
    """The row-level model of one history table, and the SELECT from that table to what it reads."""

    table: str
    sql: str
    model: RowModel

    def write(self, directory: Path) -> None:
        """Write both into a bundle that is being made."""
        folder = directory / _FOLDER
        folder.mkdir(exist_ok=True)
        (folder / f"{self.table}.txt").write_text(self.model.text, encoding="utf-8")
        (folder / f"{self.table}.sql").write_text(self.sql, encoding="utf-8")

    @classmethod
    def read(cls, bundle: Bundle, table: str) -> "ServedRows":
        """Read both from a bundle, whose files were checked when it was opened."""
        text, sql = (_file_name(bundle, table, ending) for ending in ("txt", "sql"))
        select = one_select((bundle.path / sql).read_text(encoding="utf-8"), sql)
        return cls(table, select, RowModel((bundle.path / text).read_text(encoding="utf-8")))

    def values(self, con: duckdb.DuckDBPyConnection, application: str, *, threads: int) -> FloatArray:
        """Return mean, highest and sum of the risk of each applicant's rows, ordered by number; NaN without a row."""
        return self.model.summaries(_read_apart(con, self.table, self.sql, application), threads=threads)


def served_tables(bundle: Bundle) -> tuple[str, ...]:
    """Return the history tables of which a bundle has a row-level model that this version knows."""
    return tuple(source.table for source in SOURCES if _file_name(bundle, source.table, "txt") in bundle.manifest.files)


def _file_name(bundle: Bundle, table: str, ending: str) -> str:
    return legacy.file_name(bundle.manifest.contract, f"{_FOLDER}/{table}.{ending}")


def lay_out_rows(con: duckdb.DuckDBPyConnection, bundle: Bundle, application: str, *, threads: int) -> None:
    """Leave table ``fitted`` on the connection: what the row-level models of a bundle say of these applicants.

    The history tables must answer, be they empty. A bundle without such models leaves nothing.
    """
    tables = served_tables(bundle)
    if not tables:
        return
    values = np.hstack([ServedRows.read(bundle, table).values(con, application, threads=threads) for table in tables])
    names = [feature.name for feature in row_features(tables)]
    columns = {name: pa.array(column, from_pandas=True) for name, column in zip(names, values.T, strict=True)}
    listed = ", ".join(f"{name} DOUBLE" for name in names)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {FITTED} ({KEY} BIGINT, {listed})")
    con.register("_fitted", pa.table({KEY: _numbers(con, application)} | columns))
    con.execute(f"INSERT INTO {FITTED} FROM _fitted")
    con.unregister("_fitted")


def _numbers(con: duckdb.DuckDBPyConnection, application: str) -> pa.ChunkedArray:
    return con.sql(f"SELECT {KEY} FROM {application} ORDER BY {KEY}").to_arrow_table().column(KEY)  # noqa: S608 - names out of the source


def _read_apart(con: duckdb.DuckDBPyConnection, table: str, sql: str, application: str) -> ClientRows:
    """Run the SELECT of a bundle where it reaches these two tables and nothing else, neither file nor network."""
    selects = {
        application: f"SELECT {KEY} FROM {application}",  # noqa: S608 - names out of the source
        table: f"FROM {table} SEMI JOIN {application} USING ({KEY})",
    }
    # The connection may have a pending result; a new cursor has none.
    with con.cursor() as reader, closing(duckdb.connect(config={"enable_external_access": "false"})) as apart:
        for name, select in selects.items():
            apart.register(name, reader.sql(select).to_arrow_table())
        apart.execute("SET lock_configuration = true")
        return query_rows(apart, sql, application)
