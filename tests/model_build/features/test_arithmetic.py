import ibis
import pytest

from model_build.features.arithmetic import exact_mean, exact_sum, latest, ratio, share
from tests.model_build.features.hand_made import connect

COLUMNS = {"value": "float64", "other": "float64", "place": "int64"}


def evaluate(make, *rows):
    """Return what an expression over a table of value, other and place gives."""
    con = connect({})
    con.execute("CREATE TABLE numbers (value DOUBLE, other DOUBLE, place BIGINT)")
    for row in rows:
        con.execute("INSERT INTO numbers VALUES (?, ?, ?)", row)
    table = ibis.table(COLUMNS, name="numbers")
    return con.execute(ibis.to_sql(table.aggregate(make(table).name("found")), dialect="duckdb")).fetchall()[0][0]


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [(1.0, 4.0, 0.25), (1.0, 0.0, None), (1.0, 1e-12, None), (None, 4.0, None), (1.0, None, None), (-1.0, -4.0, 0.25)],
)
def test_ratio(top, bottom, expected):
    assert evaluate(lambda rows: ratio(rows.value, rows.other).max(), (top, bottom, 0)) == expected


def test_a_sum_is_exact_in_any_order():
    amounts = [0.1] * 10 + [1e9] + [0.1] * 10 + [-1e9]

    assert sum(amounts) != 2.0
    assert evaluate(lambda rows: exact_sum(rows.value), *[(amount, 0.0, 0) for amount in amounts]) == 2.0


def test_sums_and_means_leave_nulls_out_and_need_a_value():
    rows = [(None, 0.0, 0), (1.0, 0.0, 0), (2.0, 1.0, 0)]

    assert evaluate(lambda table: exact_sum(table.value), *rows) == 3
    assert evaluate(lambda table: exact_mean(table.value), *rows) == 1.5
    assert evaluate(lambda table: exact_mean(table.value, where=table.other > 0), *rows) == 2
    assert evaluate(lambda table: exact_sum(table.value), (None, 0.0, 0)) is None
    assert evaluate(lambda table: exact_mean(table.value), (None, 0.0, 0)) is None


def test_an_amount_of_too_many_digits_is_left_out():
    assert evaluate(lambda rows: exact_mean(rows.value), (1e300, 0.0, 0), (4.0, 0.0, 0)) == 4


def test_a_share_leaves_out_what_is_unknown():
    rows = [(1.0, 0.0, 0), (9.0, 0.0, 0), (None, 0.0, 0)]

    assert evaluate(lambda table: share(table.value > 5), *rows) == 0.5


def test_the_latest_is_the_last_that_is_known():
    rows = [(1.0, 0.0, 1), (2.0, 1.0, 2), (None, 1.0, 3)]

    assert evaluate(lambda table: latest(table.value, table.place), *rows) == 2
    assert evaluate(lambda table: latest(table.value, table.place, where=table.other == 0), *rows) == 1
