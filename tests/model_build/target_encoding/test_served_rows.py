"""The row-level models of a bundle, and the SELECTs that a bundle brings along."""

import duckdb
import numpy as np
import pytest

from model_build.tables import TEST
from model_build.target_encoding.row_model import RowModel
from model_build.target_encoding.served_rows import ServedRows, lay_out_rows, served_tables
from model_bundle.bundle import Bundle


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE {TEST} AS SELECT * FROM (VALUES (30), (10), (20)) t(SK_ID_CURR)")  # noqa: S608
        connection.execute("CREATE TABLE bureau (SK_ID_CURR BIGINT, SK_ID_BUREAU BIGINT, AMT_CREDIT_SUM DOUBLE)")
        yield connection


def test_applicants_stand_in_the_order_of_their_numbers_and_strangers_are_left_out(con, monkeypatch):
    con.execute("INSERT INTO bureau VALUES (30, 1, 5.0), (10, 4, 1.0), (10, 3, 2.0), (99, 7, 8.0)")
    told = []
    monkeypatch.setattr(RowModel, "summaries", lambda _, rows, threads: told.append(rows) or np.zeros((3, 3)))

    sql = "SELECT SK_ID_CURR, SK_ID_BUREAU AS row_key, AMT_CREDIT_SUM AS credit FROM bureau"
    ServedRows("bureau", sql, RowModel("")).values(con, TEST, threads=1)

    (rows,) = told
    assert (rows.owner.tolist(), rows.matrix[:, 0].tolist(), rows.names) == ([0, 0, 2], [2.0, 1.0, 5.0], ("credit",))


@pytest.mark.parametrize("source", ["read_csv('/etc/hostname')", "read_text('/etc/hostname')", TEST + "_secret"])
def test_the_select_of_a_bundle_reaches_its_two_tables_only(con, source):
    con.execute(f"CREATE TABLE {TEST}_secret AS SELECT 10 AS SK_ID_CURR, 1 AS row_key, 2.0 AS credit")
    rows = ServedRows("bureau", f"SELECT 10 AS SK_ID_CURR, 1 AS row_key, * FROM {source}", RowModel(""))  # noqa: S608
    with pytest.raises(duckdb.Error, match=r"disabled|does not exist"):
        rows.values(con, TEST, threads=1)


def test_a_bundle_without_such_models_leaves_nothing(con, built):
    bundle = Bundle.open(built.path)
    assert served_tables(bundle) == ()
    lay_out_rows(con, bundle, TEST, threads=1)
    assert {name for (name,) in con.execute("SHOW TABLES").fetchall()} == {TEST, "bureau"}
