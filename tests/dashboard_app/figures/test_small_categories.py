"""Of many categories the largest are drawn, and nothing of the others is lost."""

import pytest

from dashboard_app.figures.small_categories import MOST, group_small_categories, rows_to_draw

MANY = [0.01] * 30 + [0.7]
OTHER = [0.3] + [0.7 / 30] * 30


def test_few_categories_are_all_drawn():
    assert rows_to_draw([[1 / MOST] * MOST] * 2) is None


def test_the_largest_on_either_side_stay_in_their_order():
    rows = rows_to_draw([MANY, OTHER])
    assert len(rows) == MOST - 1
    assert rows == sorted(rows)
    assert {0, 30} <= set(rows)


def test_the_category_of_the_client_stays():
    assert 17 not in rows_to_draw([MANY, OTHER])
    assert 17 in rows_to_draw([MANY, OTHER], always=17)


def test_shares_still_add_up():
    rows = rows_to_draw([MANY, OTHER])
    assert sum(group_small_categories(MANY, rows)) == pytest.approx(sum(MANY))
    assert len(group_small_categories(MANY, rows)) == len(rows) + 1
