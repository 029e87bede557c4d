"""What must be checked of an applicant is written and read back as it was found."""

from model_bundle.column_limits import COLUMN_LIMITS, FORM
from model_bundle.data_checks import LONGEST_VALUE, SCHEMA, DataCheck, from_table, to_table


def check(table, column, value, rows=1):
    return DataCheck.of(table, column, value, COLUMN_LIMITS[table][column], rows)


CHECKS = {
    7: (check(FORM, "EXT_SOURCE_2", -3.0), check("bureau", "DAYS_CREDIT", 12.0, rows=4)),
    2: (check(FORM, "AMT_CREDIT", float("inf")),),
}


def test_checks_come_back_by_client_number():
    table = to_table(CHECKS)
    assert table.schema.equals(SCHEMA)
    assert table.column("SK_ID_CURR").to_pylist() == [2, 7, 7]
    assert from_table(table) == CHECKS


def test_nobody_to_be_checked_is_an_empty_table():
    assert from_table(to_table({})) == {}
    assert to_table({}).schema.equals(SCHEMA)


def test_a_check_says_column_value_and_limits():
    first, second = CHECKS[7]
    assert str(first) == "application_test.EXT_SOURCE_2 is -3: must be at least 0 and at most 1"
    assert str(second) == ("bureau.DAYS_CREDIT is 12 (and in 3 more rows): must be at least -45,000 and at most 0")
    assert (first.lowest, first.highest, first.rows) == (0, 1, 1)


def test_a_value_is_shown_in_few_characters():
    for value in (3.4028234663852886e38, -1.7976931348623157e308, 5e-324, float("-inf")):
        assert len(check(FORM, "AMT_CREDIT", value).value) <= LONGEST_VALUE
