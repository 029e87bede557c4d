# ruff: noqa: S608
import math
import threading

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from model_bundle import features
from model_bundle.errors import BundleCorruptError, InvalidFormError
from model_bundle.features import FeatureRunner

INPUTS = {
    "application": {"SK_ID_CURR": "BIGINT", "AMOUNT": "DOUBLE", "COUNT": "BIGINT", "KIND": "VARCHAR"},
    "history": {"SK_ID_CURR": "BIGINT", "PAST": "DOUBLE"},
}
SQL = """
SELECT SK_ID_CURR, AMOUNT AS A, CAST(COUNT AS DOUBLE) AS C, PAST / AMOUNT AS R,
       CASE KIND WHEN 'old' THEN 0.0 WHEN 'new' THEN 1.0 END AS K
FROM application LEFT JOIN history USING (SK_ID_CURR)
"""
NAMES = ("A", "C", "R", "K")


@pytest.fixture(scope="module")
def runner():
    return FeatureRunner(SQL, INPUTS, NAMES)


def forms(**columns):
    return pa.table({"SK_ID_CURR": [3, 1], "AMOUNT": [2.0, None], "COUNT": [1, 2], "KIND": ["new", None]} | columns)


def histories(**columns):
    return pa.table({"SK_ID_CURR": [3], "PAST": [1.0]} | columns)


def test_features_come_in_the_order_of_the_forms(runner):
    found = runner.run(forms(), histories())

    np.testing.assert_array_equal(found, [[2, 1, 0.5, 1], [math.nan, 2, math.nan, math.nan]])
    assert found.dtype == np.float64


def test_no_forms_give_no_rows(runner):
    assert runner.run(forms().slice(0, 0), histories()).shape == (0, 4)


def test_one_form(runner):
    found = runner.run_one({"SK_ID_CURR": 3, "AMOUNT": 2, "COUNT": 1.0, "KIND": "old"}, {"PAST": 1.0})

    np.testing.assert_array_equal(found, [2, 1, 0.5, 0])


def test_what_a_form_leaves_out_is_null(runner):
    np.testing.assert_array_equal(runner.run_one({}, {}), [math.nan] * 4)


def test_a_category_that_was_never_seen_is_null(runner):
    assert math.isnan(runner.run_one({"KIND": "other"}, {})[3])


def test_nothing_of_one_call_is_left_for_the_next(runner):
    runner.run(forms(), histories())

    np.testing.assert_array_equal(runner.run_one({"AMOUNT": 1.0}, {}), [1, math.nan, math.nan, math.nan])


@pytest.mark.case(40)
def test_threads_share_a_runner(runner):
    wrong = []

    def score(amount):
        rows = [runner.run_one({"AMOUNT": amount}, {})[0] for _ in range(20)]
        wrong.extend(found for found in rows if found != amount)

    threads = [threading.Thread(target=score, args=(float(amount),)) for amount in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.case(33)
@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({"AMONT": 1.0}, "'AMONT'"),
        ({"AMOUNT": "much"}, "AMOUNT must be a number or empty: got 'much'"),
        ({"AMOUNT": True}, "AMOUNT must be a number or empty: got True"),
        ({"AMOUNT": math.nan}, "got nan"),
        ({"AMOUNT": -math.inf}, "got -inf"),
        ({"COUNT": 1.5}, "COUNT must be a whole number or empty: got 1.5"),
        ({"COUNT": 2**70}, "COUNT must be a whole number"),
        ({"COUNT": 10**400}, "COUNT must be a whole number"),
        ({"AMOUNT": 10**400}, "AMOUNT must be a number"),
        ({"KIND": 3}, "KIND must be a text or empty: got 3"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(runner, form, named):
    with pytest.raises(InvalidFormError) as error:
        runner.run_one(form, {})

    assert named in str(error.value)
    # What to do is said too.
    assert str(error.value).rstrip().endswith(("leave it out.", "Kaggle's tables."))


def test_an_unknown_aggregate_is_named(runner):
    with pytest.raises(InvalidFormError, match="Table history has no such column: got 'FUTURE'"):
        runner.run_one({}, {"FUTURE": 1.0})


@pytest.mark.parametrize(
    ("form", "named"),
    [
        (forms().drop_columns(["KIND"]), "lacks a column: got none named 'KIND'"),
        (forms(MORE=[1, 2]), "has no such column: got 'MORE'"),
        (forms(AMOUNT=["much", "little"]), "AMOUNT must be a number"),
        (forms(AMOUNT=[1.0, math.nan]), "got 'NaN or an infinite number'"),
        (forms(COUNT=[1.5, 2.0]), "COUNT must be a whole number"),
        (forms(SK_ID_CURR=[1, 1]), "must be there and differ"),
        (forms(SK_ID_CURR=[1, None]), "must be there and differ"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(runner, form, named):
    with pytest.raises(InvalidFormError) as error:
        runner.run(form, histories())

    assert named in str(error.value)


def test_an_error_leaves_the_runner_usable(runner):
    with pytest.raises(InvalidFormError):
        runner.run_one({"AMOUNT": math.nan}, {})

    assert runner.run_one({"AMOUNT": 1.0}, {})[0] == 1


@pytest.mark.parametrize(
    ("sql", "names", "named"),
    [
        ("SELECT nothing FROM application", NAMES, "does not run"),
        ("SELEC", NAMES, "does not run"),
        (SQL, ("A", "C"), "got 5 columns for 2 features"),
        (SQL, ("C", "A", "R", "K"), "does not give the manifest's features"),
    ],
)
def test_sql_that_does_not_fit_is_a_corrupt_bundle(sql, names, named):
    with pytest.raises(BundleCorruptError, match=named):
        FeatureRunner(sql, INPUTS, names)


@pytest.mark.case(32)
@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("", "nothing"),
        ("-- nothing", "nothing"),
        (f"{SQL}; {SQL}", "SELECT, SELECT"),
        (f"DELETE FROM application; {SQL}", "DELETE, SELECT"),
        (f"{SQL}; DROP TABLE history", "SELECT, DROP"),
        ("INSERT INTO application BY NAME SELECT 1 AS SK_ID_CURR", "INSERT"),
        ("CREATE TABLE more AS SELECT 1", "CREATE"),
        ("SET threads = 8", "SET"),
        ("PRAGMA version", "PRAGMA"),
        ("COPY application TO 'file'", "COPY"),
    ],
)
def test_the_sql_is_one_select_and_nothing_else(sql, found):
    with pytest.raises(BundleCorruptError, match=f"features.sql must be one SELECT: got {found}"):
        FeatureRunner(sql, INPUTS, NAMES)


@pytest.mark.parametrize("sql", [f"{SQL};", f"{SQL}; -- the end", f"WITH one AS ({SQL}) SELECT * FROM one"])
def test_one_select_may_be_written_in_any_way(sql):
    assert FeatureRunner(sql, INPUTS, NAMES).run(forms(), histories()).shape == (2, 4)


ENDLESS = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)"


@pytest.mark.case(32)
def test_sql_that_does_not_end_is_a_corrupt_bundle(monkeypatch):
    monkeypatch.setattr(features, "QUERY_SECONDS", 0.3)
    with pytest.raises(BundleCorruptError, match="does not end: got no answer within 0 s"):
        FeatureRunner(f"SELECT SK_ID_CURR, {ENDLESS} AS A FROM application, range(3)", INPUTS, ("A",))


@pytest.mark.case(32)
def test_sql_that_ends_for_no_rows_alone_is_stopped_and_leaves_the_runner_usable(monkeypatch):
    square = "SELECT count(*) AS n FROM range(CAST(AMOUNT AS BIGINT)) a, range(CAST(AMOUNT AS BIGINT)) b"
    sql = f"SELECT SK_ID_CURR, CAST(n AS DOUBLE) AS A FROM application, LATERAL ({square}) x"
    runner = FeatureRunner(sql, INPUTS, ("A",))
    monkeypatch.setattr(features, "QUERY_SECONDS", 0.3)
    for run in (
        lambda: runner.run_one({"AMOUNT": 1e6}, {}),
        lambda: runner.run(forms(AMOUNT=[1e6, 1e6]), histories()),
    ):
        with pytest.raises(BundleCorruptError, match="does not end"):
            run()
    assert runner.run_one({"AMOUNT": 2.0}, {})[0] == 4


@pytest.mark.case(28)
def test_the_sql_reaches_no_file(tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("x\n1\n", encoding="utf-8")

    with pytest.raises(BundleCorruptError, match="does not run"):
        FeatureRunner(f"SELECT * FROM '{file}'", INPUTS, NAMES)


def test_the_configuration_is_locked(runner):
    with pytest.raises(duckdb.Error, match="locked"):
        runner._connection.execute("SET threads = 2")
