# ruff: noqa: S608 - names out of this file
"""What only all rows of a table together show: years for days, columns under a wrong name, histories of others."""

import pyarrow.parquet as pq
import pytest

from model_build.errors import KeyColumnError, LimitsError
from model_build.sources import Reading, open_tables
from model_build.sources.opening import TO_BUILD, TO_SCORE
from model_build.synthetic import write_demo
from model_build.tables import HISTORY_TABLES, SCHEMAS, TEST
from model_build.validation.data_checks import set_impossible_values_aside
from model_build.validation.whole_columns import check_whole_columns


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    return write_demo(tmp_path_factory.mktemp("columns") / "raw", applicants=120, decided=60).out


@pytest.fixture
def change(raw):
    """Open the tables for scoring, with columns of one of them replaced, and maybe only some of its rows."""
    opened = []

    def changed(table, columns, rows="true", required=TO_SCORE):
        context = open_tables(raw, reading=Reading(required=required))
        tables = context.__enter__()
        opened.append(context)
        values = ", ".join(f"{value} AS {column}" for column, value in columns.items())
        replaced = f"* REPLACE ({values})" if columns else "*"
        tables.connection.execute(f"ALTER VIEW {table} RENAME TO {table}_before")
        tables.connection.execute(f"CREATE VIEW {table} AS SELECT {replaced} FROM {table}_before WHERE {rows}")
        return tables

    yield changed
    for context in opened:
        context.__exit__(None, None, None)


def test_the_tables_as_they_are_pass(raw):
    with open_tables(raw, reading=Reading(required=TO_BUILD)) as tables:
        check_whole_columns(tables)
        assert not tables.report.with_code("history_of_others")
        assert not tables.report.with_code("empty_column")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (TEST, "DAYS_BIRTH"),
        (TEST, "DAYS_EMPLOYED"),
        ("bureau", "DAYS_CREDIT"),
        ("previous_application", "DAYS_DECISION"),
        ("installments_payments", "DAYS_INSTALMENT"),
    ],
)
def test_years_where_days_belong_are_refused(change, table, column):
    tables = change(table, {column: f"CAST(CASE WHEN {column} > 0 THEN {column} ELSE {column} / 365.25 END AS BIGINT)"})
    with pytest.raises(LimitsError, match=f"{table} seems to hold years in column '{column}'"):
        check_whole_columns(tables)


def test_a_few_applicants_may_be_new_to_all(change):
    tables = change("bureau", {"DAYS_CREDIT": "-30"}, f"SK_ID_CURR IN (SELECT SK_ID_CURR FROM {TEST} LIMIT 10)")
    check_whole_columns(tables)


@pytest.mark.parametrize("columns", [{"AMT_CREDIT": "AMT_INCOME_TOTAL", "AMT_INCOME_TOTAL": "AMT_CREDIT"}])
def test_amounts_of_another_column_are_refused(change, columns):
    with pytest.raises(LimitsError, match="seems to hold other amounts than credits"):
        check_whole_columns(change(TEST, columns))


@pytest.mark.parametrize("table", HISTORY_TABLES)
def test_a_history_of_nobody_is_refused(change, table):
    key = "SK_ID_CURR" if "SK_ID_CURR" in SCHEMAS[table].columns else "SK_ID_BUREAU"
    with pytest.raises(KeyColumnError, match=f"{table} holds the history of nobody among the applicants"):
        check_whole_columns(change(table, {key: f"{key} + 50000000"}))


def test_a_history_of_nobody_among_few_is_reported(raw, change):
    first = min(pq.read_table(raw / f"{TEST}.parquet")["SK_ID_CURR"].to_pylist())
    tables = change(TEST, {"SK_ID_CURR": "SK_ID_CURR + 50000000"}, f"SK_ID_CURR = {first}")
    check_whole_columns(tables)
    found = {finding.table for finding in tables.report.with_code("history_of_others")}
    assert found == set(HISTORY_TABLES) - {"bureau_balance"}


def test_a_column_without_a_value_is_reported(change):
    tables = change(TEST, {"EXT_SOURCE_2": "CAST(NULL AS DOUBLE)"})
    check_whole_columns(tables)
    assert [finding.column for finding in tables.report.with_code("empty_column")] == ["EXT_SOURCE_2"]


@pytest.mark.parametrize(
    ("table", "columns", "named"),
    [
        (TEST, {"AMT_CREDIT": "AMT_ANNUITY", "AMT_ANNUITY": "AMT_CREDIT"}, "AMT_ANNUITY"),
        (TEST, {"AMT_GOODS_PRICE": "AMT_ANNUITY", "AMT_ANNUITY": "AMT_GOODS_PRICE"}, "AMT_ANNUITY"),
        (TEST, {"AMT_CREDIT": "AMT_CREDIT * 100"}, "AMT_CREDIT"),
        (TEST, {"DAYS_EMPLOYED": "DAYS_BIRTH - 1"}, "DAYS_BIRTH"),
        ("previous_application", {"AMT_CREDIT": "AMT_ANNUITY", "AMT_ANNUITY": "AMT_CREDIT"}, "AMT_ANNUITY"),
    ],
)
def test_values_that_contradict_each_other_set_their_applicant_aside(change, table, columns, named):
    few = f"SK_ID_CURR IN (SELECT SK_ID_CURR FROM {TEST}{'_before' if table == TEST else ''} ORDER BY 1 LIMIT 12)"
    tables = change(table, columns, few)
    checks = set_impossible_values_aside(tables)
    (applicants,) = tables.connection.execute(f"SELECT count(*) FROM {TEST}").fetchone()
    assert len(checks) > 0.7 * min(applicants, 12)
    assert all(named in {check.column for check in found} for found in list(checks.values())[:5])
    first = next(
        check for found in checks.values() for check in found if "AMT" in check.allowed or "DAYS" in check.allowed
    )
    assert first.lowest <= first.highest
    assert not first.lowest <= float(first.value) <= first.highest
