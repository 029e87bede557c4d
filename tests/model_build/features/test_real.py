"""On real rows, where there are any."""

import os
from pathlib import Path

import duckdb
import numpy as np
import pytest

from model_build.features import compute, known_categories, plan
from model_build.tables import SCHEMAS, TEST, TRAIN
from model_bundle.features import FeatureRunner

FOLDER = os.environ.get("CLAIRSCORE_REAL_DATA")

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FOLDER, reason="CLAIRSCORE_REAL_DATA does not name a folder of real rows"),
]


@pytest.mark.parametrize("rows", ["all_tables", "with_history"])
def test_features_and_their_sql_agree(rows):
    con, present = duckdb.connect(), []
    for file in (Path(str(FOLDER)) / rows).glob("*.parquet"):
        columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in SCHEMAS[file.stem].columns.items())
        con.execute(f"CREATE VIEW {file.stem} AS SELECT {columns} FROM '{file}'")  # noqa: S608
        present.append(file.stem)
    made = plan(present, known_categories(con, present))

    tables = compute(con, made, [TRAIN, TEST])

    runner = FeatureRunner(made.sql, made.inputs, made.names)
    for table in tables.values():
        np.testing.assert_array_equal(runner.run(table.application, table.history), table.matrix)
        assert not np.isinf(table.matrix).any()
    assert len(tables[TRAIN].matrix) == con.table(TRAIN).count("*").fetchall()[0][0]
    unknown = np.isnan(tables[TRAIN].matrix).all(axis=0)
    # Hardly any of the 158 applicants has a monthly record with the bureau.
    assert not [name for name in np.array(made.names)[unknown] if rows == "with_history" or "BALANCE" not in name]
