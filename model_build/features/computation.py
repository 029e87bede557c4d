"""Running a plan on the Kaggle tables of a DuckDB connection."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from model_build.features.feature_plan import APPLICATION, CLIENTS, HISTORY, FeaturePlan
from model_bundle.arrow_file import FloatArray
from model_bundle.home_credit import KEY

_BATCH: Final = 8_192
"""Rows: a few hundred features of as many clients are some twenty megabytes."""


@dataclass(frozen=True)
class Computed:
    """One application table, its histories and its features, each ordered by client number.

    ``matrix`` has shape (clients, features), in the order of the plan; null is NaN.
    """

    application: pa.Table
    history: pa.Table
    matrix: FloatArray


def compute(con: duckdb.DuckDBPyConnection, plan: FeaturePlan, tables: Sequence[str]) -> Mapping[str, Computed]:
    """Compute histories once, then forms and features of each application table named.

    The connection answers to the tables by their Kaggle names; it is left with the views ``application`` and
    ``history`` that the bundle's own SQL reads, so that training runs the very text that serves.
    """
    compute_history(con, plan, tables)
    computed = {}
    for table in tables:
        numbers = con.execute(f"SELECT {KEY} FROM {table} ORDER BY {KEY}").fetchnumpy()[KEY]  # noqa: S608 - names out of the source
        matrix = np.empty((len(numbers), len(plan.names)))
        for batch in feature_batches(con, plan, table):
            matrix[np.searchsorted(numbers, batch.column(KEY).to_numpy())] = _block(batch, plan.names)
        computed[table] = Computed(
            application=con.sql(f"FROM {APPLICATION} ORDER BY {KEY}").to_arrow_table(),
            history=con.sql(
                f"SELECT h.* FROM {HISTORY} h SEMI JOIN {APPLICATION} USING ({KEY}) ORDER BY {KEY}"  # noqa: S608 - names out of the source
            ).to_arrow_table(),
            matrix=matrix,
        )
    return computed


def compute_history(con: duckdb.DuckDBPyConnection, plan: FeaturePlan, tables: Sequence[str]) -> None:
    """Leave table ``history`` on the connection: what is kept of the histories of these tables' applicants."""
    clients = " UNION ".join(f"SELECT {KEY} FROM {table}" for table in tables)  # noqa: S608 - names out of the source
    con.execute(f"CREATE OR REPLACE TEMP TABLE {CLIENTS} AS {clients}")
    parts = [f"{HISTORY}_{index}" for index in range(len(plan.history_sql))]
    for part, sql in zip(parts, plan.history_sql, strict=True):
        con.execute(f"CREATE OR REPLACE TEMP TABLE {part} AS {sql}")
    joined = " ".join(f"LEFT JOIN {part} USING ({KEY})" for part in parts)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {HISTORY} AS SELECT * FROM {CLIENTS} {joined}")  # noqa: S608 - names out of the source
    for part in parts:
        con.execute(f"DROP TABLE {part}")


def feature_batches(con: duckdb.DuckDBPyConnection, plan: FeaturePlan, table: str) -> Iterator[pa.RecordBatch]:
    """Yield the key and the features of one application table, some rows at a time and in no order.

    Table ``history`` must be there; the connection is left with the view ``application`` of this table, and is not
    to be asked for anything else before the last row.
    """
    form = ", ".join(f'"{name}"' for name in plan.inputs[APPLICATION])
    con.execute(f"CREATE OR REPLACE TEMP VIEW {APPLICATION} AS SELECT {form} FROM {table}")  # noqa: S608 - names out of the source
    reader: pa.RecordBatchReader = con.sql(plan.sql).to_arrow_reader(_BATCH)
    yield from reader


def _block(features: pa.RecordBatch, names: Sequence[str]) -> FloatArray:
    block = np.empty((features.num_rows, len(names)))
    for column, name in enumerate(names):
        # A null becomes NaN.
        block[:, column] = features.column(name).to_numpy(zero_copy_only=False)
    return block
