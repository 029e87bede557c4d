"""Rows of the real tables, where there are any."""

import os
from pathlib import Path

import numpy as np
import pytest

from model_build.sources import open_tables
from model_build.target_encoding.bureau_source import BUREAU_ROWS
from model_build.target_encoding.client_rows import read_rows
from model_build.target_encoding.previous_source import PREVIOUS_ROWS
from model_build.target_encoding.row_source import row_categories

FOLDER = os.environ.get("CLAIRSCORE_REAL_DATA")

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FOLDER, reason="CLAIRSCORE_REAL_DATA does not name a folder of real rows"),
]


# Two rates that hardly any application states: six in a thousand.
RARE = {"interest_primary", "interest_privileged"}


@pytest.mark.parametrize(("source", "folder"), [(BUREAU_ROWS, "with_history"), (PREVIOUS_ROWS, "all_tables")])
def test_every_row_of_a_training_applicant_is_read_and_every_column_says_something(source, folder):
    with open_tables(Path(str(FOLDER)) / folder) as tables:
        con = tables.connection
        categories = row_categories(con, source)
        found = read_rows(con, source, categories, "application_train")
        rows = f"{source.table} SEMI JOIN application_train USING (SK_ID_CURR)"
        expected, clients = con.execute(f"SELECT count(*), count(DISTINCT SK_ID_CURR) FROM {rows}").fetchone()  # noqa: S608

    assert found.matrix.shape == (expected, len(source.columns))
    assert len(np.unique(found.owner)) == clients
    assert (np.diff(found.owner) >= 0).all()
    assert not np.isinf(found.matrix).any()
    silent = {name for name, values in zip(found.names, found.matrix.T, strict=True) if np.isnan(values).all()}
    assert silent <= RARE
    # The tables' word for a day that never comes.
    assert not (found.matrix == 365_243).any()
    assert all(len(values) > 1 for values in categories.values())
