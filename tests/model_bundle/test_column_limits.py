"""The table of limits knows every number of the eight tables, and lets every true row through."""

import math
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from model_build.tables import SCHEMAS
from model_bundle.column_limits import COLUMN_LIMITS, FORM, ColumnLimits
from model_bundle.home_credit import NO_DATE

REAL = os.environ.get("CLAIRSCORE_REAL_DATA")


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_numeric_column_has_limits_and_nothing_else_has(table):
    numeric = {name for name, kind in SCHEMAS[table].columns.items() if kind != "VARCHAR"}
    assert set(COLUMN_LIMITS[table]) == numeric


def test_no_other_table_has_limits():
    assert set(COLUMN_LIMITS) == set(SCHEMAS)


def test_no_column_allows_what_means_no_data_or_a_number_that_nothing_can_show():
    for table, columns in COLUMN_LIMITS.items():
        for name, limits in columns.items():
            if not name.startswith("SK_ID_"):
                for value in (1e12, 999_999_999, 1e28, 3.4028234663852886e38, math.inf, -math.inf, math.nan, -1e12):
                    assert not limits.hold(value), (table, name, value)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        (FORM, "DAYS_BIRTH", 19_241),
        (FORM, "DAYS_BIRTH", 0),
        (FORM, "DAYS_BIRTH", -100_000),
        (FORM, "DAYS_EMPLOYED", 2_329),
        (FORM, "DAYS_EMPLOYED", 365_242),
        (FORM, "DAYS_REGISTRATION", 1),
        (FORM, "AMT_CREDIT", -568_800),
        (FORM, "AMT_CREDIT", 0),
        (FORM, "AMT_ANNUITY", 1e-300),
        (FORM, "AMT_INCOME_TOTAL", 1e12),
        (FORM, "EXT_SOURCE_2", -3),
        (FORM, "EXT_SOURCE_2", 1.5),
        (FORM, "CNT_CHILDREN", 500),
        (FORM, "CNT_CHILDREN", -1),
        (FORM, "CNT_FAM_MEMBERS", 2.5),
        (FORM, "OWN_CAR_AGE", -1),
        (FORM, "FLAG_EMAIL", 2),
        (FORM, "REGION_RATING_CLIENT", 4),
        (FORM, "HOUR_APPR_PROCESS_START", 24),
        (FORM, "APARTMENTS_AVG", -0.1),
        (FORM, "AMT_REQ_CREDIT_BUREAU_YEAR", -1),
        ("bureau", "DAYS_CREDIT", 12),
        ("bureau", "AMT_CREDIT_SUM", -1),
        ("bureau", "DAYS_ENDDATE_FACT", NO_DATE),
        ("bureau_balance", "MONTHS_BALANCE", 3),
        ("previous_application", "DAYS_DECISION", 40),
        ("previous_application", "DAYS_FIRST_DUE", 40),
        ("previous_application", "AMT_APPLICATION", -1),
        ("previous_application", "RATE_DOWN_PAYMENT", -0.5),
        ("POS_CASH_balance", "CNT_INSTALMENT", -1),
        ("POS_CASH_balance", "SK_DPD", -1),
        ("credit_card_balance", "AMT_DRAWINGS_POS_CURRENT", -1),
        ("credit_card_balance", "MONTHS_BALANCE", 1),
        ("installments_payments", "DAYS_ENTRY_PAYMENT", 10),
        ("installments_payments", "AMT_PAYMENT", -0.01),
        ("installments_payments", "NUM_INSTALMENT_NUMBER", 0),
    ],
)
def test_what_cannot_be_lies_outside(table, column, value):
    assert not COLUMN_LIMITS[table][column].hold(value)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        (FORM, "DAYS_EMPLOYED", NO_DATE),
        (FORM, "REGION_RATING_CLIENT_W_CITY", -1),
        ("application_train", "AMT_INCOME_TOTAL", 117_000_000),
        ("bureau", "DAYS_CREDIT_ENDDATE", -42_060),
        ("bureau", "DAYS_CREDIT_ENDDATE", 31_199),
        ("bureau", "DAYS_CREDIT_UPDATE", 372),
        ("bureau", "AMT_CREDIT_SUM", 585_000_000),
        ("bureau", "AMT_CREDIT_SUM_DEBT", -4_705_600.32),
        ("bureau", "AMT_CREDIT_SUM_LIMIT", -586_406.115),
        ("previous_application", "DAYS_LAST_DUE", NO_DATE),
        ("previous_application", "DAYS_LAST_DUE_1ST_VERSION", 2_389),
        ("previous_application", "AMT_DOWN_PAYMENT", -0.9),
        ("previous_application", "RATE_DOWN_PAYMENT", -1.497876e-05),
        ("previous_application", "SELLERPLACE_AREA", -1),
        ("credit_card_balance", "AMT_DRAWINGS_ATM_CURRENT", -6_827.31),
        ("credit_card_balance", "AMT_RECEIVABLE_PRINCIPAL", -423_305.82),
    ],
)
def test_a_known_oddity_of_the_published_tables_lies_inside(table, column, value):
    assert COLUMN_LIMITS[table][column].hold(value)


def test_a_whole_number_that_no_double_can_hold_is_outside():
    assert not ColumnLimits(0, 1).hold(10**400)


def test_limits_say_what_they_allow():
    assert str(ColumnLimits(0, 1)) == "at least 0 and at most 1"
    said = str(ColumnLimits(-40_150, 0, also=(NO_DATE,), is_whole=True))
    assert said == "a whole number, at least -40,150 and at most 0, or 365,243"


@pytest.mark.real
@pytest.mark.skipif(not REAL, reason="CLAIRSCORE_REAL_DATA does not name the real rows")
@pytest.mark.parametrize("table", SCHEMAS)
def test_every_real_row_lies_inside(table):
    files = sorted(Path(REAL).rglob(f"{table}.parquet"))
    assert files
    for path in files:
        known = pq.read_schema(path).names
        for name, limits in COLUMN_LIMITS[table].items():
            if name in known:
                column = pc.unique(pq.read_table(path, columns=[name]).column(name))
                values = column.cast(pa.float64()).drop_null().to_pylist()
                assert [value for value in values if value == value and not limits.hold(value)] == [], (path, name)
