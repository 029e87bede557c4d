"""Running a plan on the Kaggle tables of a DuckDB connection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from model_build.features.feature_plan import APPLICATION, CLIENTS, HISTORY, FeaturePlan
from model_build.tables import CLIENT
from model_bundle.arrow_file import FloatArray


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
    form = ", ".join(f'"{name}"' for name in plan.inputs[APPLICATION])
    clients = " UNION ".join(f"SELECT {CLIENT} FROM {table}" for table in tables)  # noqa: S608
    con.execute(f"CREATE OR REPLACE TEMP TABLE {CLIENTS} AS {clients}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {HISTORY} AS {plan.history_sql}")
    computed = {}
    for table in tables:
        con.execute(f"CREATE OR REPLACE TEMP VIEW {APPLICATION} AS SELECT {form} FROM {table}")  # noqa: S608
        computed[table] = Computed(
            application=con.sql(f"FROM {APPLICATION} ORDER BY {CLIENT}").to_arrow_table(),
            history=con.sql(
                f"SELECT h.* FROM {HISTORY} h SEMI JOIN {APPLICATION} USING ({CLIENT}) ORDER BY {CLIENT}"  # noqa: S608
            ).to_arrow_table(),
            matrix=_matrix(con.sql(f"FROM ({plan.sql}) ORDER BY {CLIENT}").to_arrow_table(), plan.names),
        )
    return computed


def _matrix(features: pa.Table, names: Sequence[str]) -> FloatArray:
    matrix = np.empty((features.num_rows, len(names)))
    for place, name in enumerate(names):
        matrix[:, place] = features.column(name).to_numpy()
    return matrix
