# ruff: noqa: S608 - names out of this file
"""Impossible values: their applicant is set aside in scoring, they are null in training, and not many may be."""

import csv
import shutil

import duckdb
import pyarrow.parquet as pq
import pytest

from model_build.cli.score import run_score
from model_build.errors import LimitsError
from model_build.prepare import prepare
from model_build.reading_report import FindingKind, ReportCollector
from model_build.sources import Reading, fingerprint, open_tables
from model_build.synthetic import write_demo
from model_build.tables import SCHEMAS, TEST, TRAIN
from model_build.validation.data_checks import CODE, set_impossible_values_aside
from model_bundle.bundle import Bundle
from model_bundle.column_limits import COLUMN_LIMITS
from model_bundle.decision import Decision
from tests.model_build.training_sets import silent

IMPOSSIBLE = [
    (TEST, "DAYS_BIRTH", 19_241),
    (TEST, "DAYS_EMPLOYED", 2_329),
    (TEST, "AMT_CREDIT", -568_800),
    (TEST, "AMT_CREDIT", 3.4028234663852886e38),
    (TEST, "AMT_ANNUITY", 1e-200),
    (TEST, "EXT_SOURCE_2", -3),
    (TEST, "CNT_CHILDREN", 500),
    (TEST, "CNT_FAM_MEMBERS", 1.5),
    (TEST, "FLAG_EMAIL", 7),
    ("bureau", "DAYS_CREDIT", 400),
    ("bureau", "AMT_CREDIT_SUM", -1.0),
    # One value in all rows would be one month twice.
    ("bureau_balance", "MONTHS_BALANCE", "12 - MONTHS_BALANCE"),
    ("previous_application", "DAYS_DECISION", 3),
    ("previous_application", "AMT_APPLICATION", 1e28),
    ("POS_CASH_balance", "SK_DPD", -4),
    ("credit_card_balance", "AMT_DRAWINGS_POS_CURRENT", -5.0),
    ("installments_payments", "DAYS_ENTRY_PAYMENT", 30),
    ("installments_payments", "AMT_PAYMENT", -0.5),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return write_demo(tmp_path_factory.mktemp("checks") / "demo", applicants=1_500, decided=80, seed=4).out


@pytest.fixture
def folder(demo, tmp_path):
    """A folder of tables that can be changed."""
    return shutil.copytree(demo, tmp_path / "tables")


def ctx(query):
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def owner(folder, table, applications):
    """Return one applicant of an application table who has rows in a table, and the SQL of their rows."""
    if table == applications:
        ((number,),) = ctx(f"SELECT max(SK_ID_CURR) FROM '{folder}/{table}.parquet'")
        return number, f"SK_ID_CURR = {number}"
    if table == "bureau_balance":
        bureau = f"SELECT SK_ID_CURR, SK_ID_BUREAU FROM '{folder}/bureau.parquet'"
        ((number,),) = ctx(
            f"SELECT max(SK_ID_CURR) FROM ({bureau}) SEMI JOIN '{folder}/bureau_balance.parquet' USING (SK_ID_BUREAU) "
            f"SEMI JOIN '{folder}/{applications}.parquet' USING (SK_ID_CURR)"
        )
        return number, f"SK_ID_BUREAU IN (SELECT SK_ID_BUREAU FROM ({bureau}) WHERE SK_ID_CURR = {number})"
    ((number,),) = ctx(
        f"SELECT max(SK_ID_CURR) FROM '{folder}/{table}.parquet' "
        f"SEMI JOIN '{folder}/{applications}.parquet' USING (SK_ID_CURR)"
    )
    return number, f"SK_ID_CURR = {number}"


def spoil(folder, table, column, value, where):
    """Write a value, a number or an expression, into a column of some rows of a table."""
    path = folder / f"{table}.parquet"
    kind = SCHEMAS[table].columns[column]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE rows AS FROM '{path}'")
        connection.execute(f"UPDATE rows SET {column} = CAST({value} AS {kind}) WHERE {where}")
        connection.execute(f"COPY rows TO '{path}' (FORMAT parquet)")


@pytest.mark.case(33)
@pytest.mark.parametrize(("table", "column", "value"), IMPOSSIBLE)
def test_an_applicant_with_a_value_that_cannot_be_is_set_aside_and_the_value_is_null(folder, table, column, value):
    number, where = owner(folder, table, TEST)
    spoil(folder, table, column, value, where)
    ((least,),) = ctx(f"SELECT min({column}) FROM '{folder}/{table}.parquet' WHERE {where}")

    with open_tables(folder, reading=Reading(required=(TEST,))) as tables:
        checks = set_impossible_values_aside(tables)
        hidden = tables.connection.execute(f"SELECT count(*), count({column}) FROM {table} WHERE {where}").fetchall()
        (finding,) = tables.report.with_code(CODE)

    (rows,) = (count for count, known in hidden)
    assert hidden == [(rows, 0)]
    ((client, (check,)),) = checks.items()
    assert (client, check.table, check.column, check.rows) == (number, table, column, rows)
    assert float(check.value) == pytest.approx(least)
    limits = COLUMN_LIMITS[table][column]
    assert (check.lowest, check.highest, check.allowed) == (limits.lowest, limits.highest, str(limits))
    assert (finding.kind, finding.table, finding.column, finding.rows) == (FindingKind.SET_ASIDE, table, column, rows)
    assert finding.examples == (str(number),)


def test_tables_without_such_a_value_are_left_as_they_are(demo):
    with open_tables(demo) as tables:
        before = fingerprint(tables)
        assert set_impossible_values_aside(tables) == {}
        assert tables.report.with_code(CODE) == ()
        assert fingerprint(tables) == before


def test_what_stands_in_the_history_of_somebody_else_sets_nobody_aside(folder):
    _, where = owner(folder, "bureau", TRAIN)
    spoil(folder, "bureau", "DAYS_CREDIT", 5, where)
    with open_tables(folder, reading=Reading(required=(TEST,))) as tables:
        assert set_impossible_values_aside(tables) == {}
        assert tables.connection.execute(f"SELECT count(DAYS_CREDIT) FROM bureau WHERE {where}").fetchall() == [(0,)]


def test_several_columns_and_tables_of_one_applicant_are_all_named(folder):
    number, where = owner(folder, "bureau", TEST)
    spoil(folder, "bureau", "DAYS_CREDIT", 5, where)
    spoil(folder, TEST, "EXT_SOURCE_2", 8, f"SK_ID_CURR = {number}")
    spoil(folder, TEST, "CNT_CHILDREN", 99, f"SK_ID_CURR = {number}")
    with open_tables(folder, reading=Reading(required=(TEST,))) as tables:
        found = set_impossible_values_aside(tables)[number]
    assert [(check.table, check.column) for check in found] == [
        (TEST, "CNT_CHILDREN"),
        (TEST, "EXT_SOURCE_2"),
        ("bureau", "DAYS_CREDIT"),
    ]


def test_at_most_ten_client_numbers_are_named(folder):
    spoil(folder, TEST, "EXT_SOURCE_2", 8, "true")
    with open_tables(folder, reading=Reading(required=(TEST,))) as tables:
        assert len(set_impossible_values_aside(tables)) == 80
        (finding,) = tables.report.with_code(CODE)
    assert (finding.rows, len(finding.examples)) == (80, 10)


def test_a_value_of_a_former_applicant_that_cannot_be_is_null_and_reported(folder):
    number, where = owner(folder, TRAIN, TRAIN)
    spoil(folder, TRAIN, "AMT_CREDIT", -1.0, where)
    collector = ReportCollector()
    prepared = prepare(folder, engine="duckdb", with_age=False, progress=silent, collector=collector)
    (finding,) = collector.report.with_code(CODE)
    assert (finding.kind, finding.table, finding.column) == (FindingKind.REPAIRED, TRAIN, "AMT_CREDIT")
    assert (finding.rows, finding.examples) == (1, (str(number),))
    row = prepared.train.application.column("SK_ID_CURR").to_pylist().index(number)
    assert prepared.train.application.column("AMT_CREDIT")[row].as_py() is None
    assert prepared.checks == {}


def test_a_few_rows_of_a_history_are_null_in_training(folder):
    spoil(folder, "installments_payments", "AMT_PAYMENT", -1.0, "rowid < 3")
    with open_tables(folder) as tables:
        set_impossible_values_aside(tables)
        known = tables.connection.execute("SELECT count(*) FROM installments_payments WHERE AMT_PAYMENT < 0").fetchall()
        assert known == [(0,)]
        assert tables.report.with_code(CODE)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        (TRAIN, "DAYS_BIRTH", 12_000),
        ("installments_payments", "AMT_PAYMENT", -1.0),
        ("bureau_balance", "MONTHS_BALANCE", "4 - MONTHS_BALANCE"),
    ],
)
def test_more_than_one_row_of_a_thousand_stops_the_build(folder, table, column, value):
    spoil(folder, table, column, value, "random() < 0.02")
    with pytest.raises(
        LimitsError, match=rf"{table} holds too many impossible values in column '{column}'.*of at most 0\.1%"
    ):
        prepare(folder, engine="duckdb", with_age=False, progress=silent)


def test_scoring_is_not_stopped_by_the_share_of_other_peoples_rows(folder):
    spoil(folder, "installments_payments", "AMT_PAYMENT", -1.0, "random() < 0.02")
    with open_tables(folder, reading=Reading(required=(TEST,))) as tables:
        assert 0 < len(set_impossible_values_aside(tables)) <= 80


def test_a_build_with_nobody_to_decide_on_is_refused_before_training(folder):
    spoil(folder, TEST, "DAYS_ID_PUBLISH", 7, "true")
    with pytest.raises(LimitsError, match="No applicant of application_test can be scored"):
        prepare(folder, engine="duckdb", with_age=False, progress=silent)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("with_contributions", [False, True])
def test_scores_leave_out_who_must_be_checked_and_say_why(built, tmp_path, ending, with_contributions):
    folder = shutil.copytree(built.path.parent.parent / "demo", tmp_path / "tables")
    number, where = owner(folder, "credit_card_balance", TEST)
    spoil(folder, "credit_card_balance", "MONTHS_BALANCE", "40 - MONTHS_BALANCE", where)
    spoil(folder, TEST, "AMT_CREDIT", -568_800, f"SK_ID_CURR = {number}")
    out = tmp_path / f"scores.{ending}"

    scored = run_score(built.path, folder, out, with_contributions=with_contributions, progress=silent)

    if ending == "csv":
        with out.open(newline="", encoding="utf-8") as file:
            rows = [{name: text or None for name, text in row.items()} for row in csv.DictReader(file)]
    else:
        rows = pq.read_table(out).to_pylist()
    clients = Bundle.open(built.path).clients
    stored = dict(zip(*(clients.column(name).to_pylist() for name in ("SK_ID_CURR", "probability")), strict=True))
    (aside,) = (row for row in rows if int(row["SK_ID_CURR"]) == number)
    assert aside["decision"] == Decision.DATA_CHECK == "data to be checked"
    assert {name for name, value in aside.items() if value is not None} == {
        "SK_ID_CURR",
        "decision",
        "threshold",
        "data_check",
    }
    assert aside["data_check"].startswith("application_test.AMT_CREDIT is -568800: must be at least 1,000 and at most")
    assert "; credit_card_balance.MONTHS_BALANCE is 4" in aside["data_check"]
    others = [row for row in rows if row is not aside]
    assert {row["data_check"] for row in others} == {None}
    assert {int(row["SK_ID_CURR"]): float(row["probability"]) for row in others} == pytest.approx(
        {client: score for client, score in stored.items() if client != number}, abs=1e-12
    )
    assert scored.decisions[Decision.DATA_CHECK] == 1
    assert scored.applicants == len(stored)
