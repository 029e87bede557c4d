"""Case 17: no count tells of one former client, and no difference of two counts either."""

import itertools

import numpy as np
import pytest

from dashboard_app.services.comparison import compare
from dashboard_app.services.disclosure import ROUNDED_TO, SMALLEST_GROUP, rounded, rounded_count, rounded_share
from dashboard_app.services.groups import AGE_BANDS, AMOUNT_BANDS, CATEGORY_FILTERS, Basis, GroupFilter, select
from dashboard_app.services.histogram import histogram
from dashboard_app.services.pairs import compare_pair
from tests.dashboard_app.services.people import ADVISER

RATING, AMOUNT = "EXT_SOURCE_2", "AMT_CREDIT"


def filters(portfolio):
    """Every combination of two filters that the page offers."""
    offered = {"age": [None, *AGE_BANDS], "amount": [None, *AMOUNT_BANDS]}
    for name, column in CATEGORY_FILTERS.items():
        offered[name] = [None, *portfolio.population_coded(f"application.{column}").values]
    for one, other in itertools.combinations(offered, 2):
        for first, second in itertools.product(offered[one], offered[other]):
            yield GroupFilter(**{one: first, other: second})


def members(portfolio, wanted):
    chosen = select(portfolio, wanted)
    return len(portfolio.granted) if chosen is None else int(chosen.sum())


def test_counts_are_rounded_to_the_nearest_multiple():
    counts = np.array([0, 2, 3, 7, 8, 12, 1_003])
    assert rounded(counts).tolist() == [0, 0, 5, 5, 10, 10, 1_005]
    assert np.abs(rounded(np.arange(1_000)) - np.arange(1_000)).max() == ROUNDED_TO // 2
    assert rounded_count(13) == 15


@pytest.mark.parametrize(("part", "whole", "share"), [(0, 100, 0.0), (2, 100, 0.0), (3, 100, 0.05), (100, 100, 1.0)])
def test_a_share_is_one_of_rounded_counts(part, whole, share):
    assert rounded_share(part, whole) == pytest.approx(share)


def test_a_share_never_exceeds_the_whole_and_of_nobody_is_none():
    assert all(rounded_share(part, whole) <= 1 for whole in range(3, 60) for part in range(whole + 1))
    assert np.isnan(rounded_share(0, 0))


@pytest.mark.case(17)
def test_a_filter_that_leaves_few_people_shows_nothing(portfolio):
    number = int(portfolio.client_ids[0])
    seen = {"small": 0, "large": 0}
    for wanted in filters(portfolio):
        chosen = select(portfolio, wanted)
        everybody = np.ones(len(portfolio.granted), dtype=np.bool_) if chosen is None else chosen
        granted = int(portfolio.granted[everybody].sum())
        sides = granted, int(everybody.sum()) - granted
        one = compare(portfolio, ADVISER, number, RATING, wanted)
        two = compare_pair(portfolio, ADVISER, number, (RATING, AMOUNT), wanted)
        counted = histogram(portfolio, ADVISER, RATING, wanted)
        if min(sides) < SMALLEST_GROUP:
            seen["small"] += 1
            assert one.is_suppressed
            assert one.better.shares == one.worse.shares == ()
            assert two.is_suppressed
            assert counted.better is None
        else:
            seen["large"] += 1
            assert not one.is_suppressed
    assert min(seen.values()) > 10


@pytest.mark.case(17)
def test_no_difference_of_two_groups_tells_of_few(portfolio):
    """What is shown of a group differs by multiples of five from what is shown of any other."""
    number = int(portfolio.client_ids[0])
    for wanted in filters(portfolio):
        one = compare(portfolio, ADVISER, number, RATING, wanted)
        sides = [] if one.is_suppressed else [one.better, one.worse]
        for side in sides:
            known = np.array(side.shares)
            assert side.clients % ROUNDED_TO == 0
            # Some whole number of fives makes every share: the counts behind them are multiples of five.
            total = round(side.clients * 1.1 / ROUNDED_TO) + len(known)
            assert any(np.allclose(known * fives, np.round(known * fives), atol=1e-9) for fives in range(1, total + 1))
        assert one.group % ROUNDED_TO == 0
        there = members(portfolio, wanted)
        assert one.group == 0 if there < SMALLEST_GROUP else abs(one.group - there) <= ROUNDED_TO // 2


@pytest.mark.case(17)
@pytest.mark.parametrize("basis", Basis)
def test_a_field_of_few_people_is_empty(portfolio, basis):
    number = int(portfolio.client_ids[0])
    empty = 0
    for wanted in filters(portfolio):
        found = compare_pair(portfolio, ADVISER, number, (RATING, AMOUNT), wanted, basis)
        assert (found.clients % ROUNDED_TO == 0).all()
        few = found.clients < SMALLEST_GROUP - ROUNDED_TO // 2
        assert np.isnan(found.shares[few]).all()
        empty += int(few.sum())
    assert empty > 10
