"""Distributions against counts by hand, filters against the table, small groups against curiosity."""

import numpy as np
import pytest

from dashboard_app.services.bins import BINS, TAIL
from dashboard_app.services.comparison import compare
from dashboard_app.services.disclosure import SMALLEST_GROUP
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from dashboard_app.services.groups import AGE_BANDS, CATEGORY_FILTERS, GroupFilter
from model_bundle.catalogue import Unit
from tests.dashboard_app.services.people import ADVISER, customer

OPEN = GroupFilter()
RATING, CHILDREN, EDUCATION, OFTEN_MISSING = "EXT_SOURCE_2", "CNT_CHILDREN", "NAME_EDUCATION_TYPE", "EXT_SOURCE_1"


@pytest.fixture(autouse=True)
def exact(monkeypatch):
    """What is counted is tested here; that counts are rounded is tested beside `disclosure`."""
    monkeypatch.setattr("dashboard_app.services.disclosure.ROUNDED_TO", 1)


@pytest.fixture
def number(portfolio):
    return int(portfolio.client_ids[0])


@pytest.fixture(scope="module")
def population(portfolio):
    """The table of former clients as plain columns."""
    return portfolio.bundle.population.to_pydict()


def sides(portfolio, feature):
    """Known values of the accepted and of the refused, from the table."""
    values = np.array(portfolio.bundle.population[f"feature.{feature}"].to_pylist(), dtype=float)
    granted = np.array(portfolio.bundle.population["granted"])
    return [values[side & ~np.isnan(values)] for side in (granted, ~granted)]


def test_a_bin_holds_the_share_of_the_group_between_its_edges(portfolio, number):
    found = compare(portfolio, ADVISER, number, RATING, OPEN)

    assert len(found.edges) == BINS + 1
    for side, values in zip((found.better, found.worse), sides(portfolio, RATING), strict=True):
        for place, share in enumerate(side.shares):
            # The outermost bins take what lies beyond them.
            low = -np.inf if place == 0 else found.edges[place]
            high = np.inf if place == BINS - 1 else found.edges[place + 1]
            assert share == pytest.approx(np.mean((values >= low) & (values < high))), place


def test_the_axis_leaves_out_half_a_percent_at_each_end(portfolio, number):
    found = compare(portfolio, ADVISER, number, RATING, OPEN)
    known = np.concatenate(sides(portfolio, RATING))
    assert found.edges[0] == pytest.approx(np.quantile(known, TAIL))
    assert found.edges[-1] == pytest.approx(np.quantile(known, 1 - TAIL))


def test_few_whole_numbers_have_a_bin_each(portfolio, number):
    found = compare(portfolio, ADVISER, number, CHILDREN, OPEN)

    assert np.allclose(np.diff(found.edges), 1)
    for side, values in zip((found.better, found.worse), sides(portfolio, CHILDREN), strict=True):
        largest = len(side.shares) - 1
        assert side.shares[:largest] == pytest.approx([np.mean(values == count) for count in range(largest)])
        assert side.shares[largest] == pytest.approx(np.mean(values >= largest))


def test_categories_have_a_share_each_in_the_order_of_the_catalogue(portfolio, number, population):
    found = compare(portfolio, ADVISER, number, EDUCATION, OPEN)

    assert found.edges == ()
    names = [category.value for category in found.entry.categories]
    for side, is_granted in ((found.better, True), (found.worse, False)):
        values = [
            value
            for value, granted in zip(population[f"application.{EDUCATION}"], population["granted"], strict=True)
            if granted is is_granted
        ]
        assert side.shares == pytest.approx([values.count(name) / len(values) for name in names])


def test_every_feature_can_be_compared_and_its_shares_add_up_to_one(portfolio, number):
    for feature in portfolio.feature_index:
        found = compare(portfolio, ADVISER, number, feature, OPEN)
        assert sum(found.better.shares) == pytest.approx(1), feature
        assert sum(found.worse.shares) == pytest.approx(1), feature
        assert list(found.edges) == sorted(set(found.edges)), feature
        bins = len(found.entry.categories) or len(found.edges) - 1
        assert len(found.better.shares) == len(found.worse.shares) == bins


def test_the_client_stands_where_the_shares_of_lower_values_say(portfolio):
    for row in range(0, len(portfolio.client_ids), 57):
        value = portfolio.features[row, portfolio.feature_index[RATING]]
        found = compare(portfolio, ADVISER, int(portfolio.client_ids[row]), RATING, OPEN)
        accepted, refused = sides(portfolio, RATING)
        assert found.value == value
        assert found.lower_better == pytest.approx(np.mean(accepted < value))
        assert found.lower_worse == pytest.approx(np.mean(refused < value))


def test_missing_values_are_told_apart_and_drawn_nowhere(portfolio, number, population):
    found = compare(portfolio, ADVISER, number, OFTEN_MISSING, OPEN)
    for side, is_granted in ((found.better, True), (found.worse, False)):
        values = [
            value
            for value, granted in zip(population[f"feature.{OFTEN_MISSING}"], population["granted"], strict=True)
            if granted is is_granted
        ]
        assert side.clients == len(values)
        assert side.missing == pytest.approx(sum(value is None or value != value for value in values) / len(values))
        assert side.missing > 0.3


def test_a_client_without_a_value_is_compared_without_a_place(portfolio):
    row = int(np.flatnonzero(np.isnan(portfolio.features[:, portfolio.feature_index[OFTEN_MISSING]]))[0])
    found = compare(portfolio, ADVISER, int(portfolio.client_ids[row]), OFTEN_MISSING, OPEN)

    assert np.isnan(found.value)
    assert np.isnan(found.lower_better)
    assert np.isnan(found.lower_worse)
    assert sum(found.better.shares) == pytest.approx(1)


def test_the_group_is_what_the_filters_leave(portfolio, number, population):
    wanted = GroupFilter(age="35-44", family="Married", income="Working", education="Secondary / secondary special")
    found = compare(portfolio, ADVISER, number, RATING, wanted)

    columns = [population[f"application.{column}"] for column in CATEGORY_FILTERS.values()]
    rows = zip(population["application.DAYS_BIRTH"], *columns, strict=True)
    asked = (wanted.family, wanted.income, wanted.education)
    expected = sum(35 <= born / -365.25 < 45 and tuple(values) == asked for born, *values in rows)
    assert found.group == found.better.clients + found.worse.clients == expected
    assert found.population == len(population["granted"])
    assert not found.is_suppressed


@pytest.mark.parametrize("attribute", CATEGORY_FILTERS)
def test_the_values_of_a_filter_divide_the_population(portfolio, number, population, attribute):
    values = population[f"application.{CATEGORY_FILTERS[attribute]}"]
    for value in sorted(set(values)):
        found = compare(portfolio, ADVISER, number, RATING, GroupFilter(**{attribute: value}))
        count = values.count(value)
        assert found.group == (count if count >= SMALLEST_GROUP else 0)


def test_the_age_bands_divide_the_population(portfolio, number):
    groups = [compare(portfolio, ADVISER, number, RATING, GroupFilter(age=band)).group for band in AGE_BANDS]
    ages = portfolio.population_ages
    there = [int(((ages >= low) & (ages < high)).sum()) for low, high in AGE_BANDS.values()]
    assert groups == [count if count >= SMALLEST_GROUP else 0 for count in there]
    assert sum(there) == len(portfolio.granted)
    assert all(groups[1:5])


@pytest.mark.case(17)
def test_a_small_group_is_not_shown(portfolio, number, population):
    counted = population[f"application.{CATEGORY_FILTERS['income']}"]
    rare = next(value for value in sorted(set(counted)) if counted.count(value) < SMALLEST_GROUP)
    found = compare(portfolio, ADVISER, number, RATING, GroupFilter(income=rare))

    assert found.is_suppressed
    assert found.better.shares == found.worse.shares == found.edges == ()
    assert np.isnan(found.lower_better)
    assert np.isnan(found.lower_worse)


@pytest.mark.case(17)
def test_both_sides_must_hide_a_person(portfolio, number):
    """A large group with a handful of refused would still show the handful."""
    seen = set()
    for band in AGE_BANDS:
        for family in portfolio.population_coded("application.NAME_FAMILY_STATUS").values:
            found = compare(portfolio, ADVISER, number, RATING, GroupFilter(age=band, family=family))
            seen.add(found.is_suppressed)
            if not found.is_suppressed:
                assert min(found.better.clients, found.worse.clients) >= SMALLEST_GROUP
    assert seen == {True, False}


@pytest.mark.parametrize("feature", ["", "SK_ID_CURR", "CODE_GENDER", "DAYS_BIRTH", "target", "1 OR 1=1", "x" * 500])
def test_what_is_no_feature_is_refused(portfolio, number, feature):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        compare(portfolio, ADVISER, number, feature, OPEN)


@pytest.mark.parametrize(
    "wanted",
    [
        GroupFilter(age="35"),
        GroupFilter(age=""),
        GroupFilter(family="married"),
        GroupFilter(income="1 OR 1=1"),
        GroupFilter(education="x" * 500),
    ],
    ids=str,
)
def test_what_is_no_value_of_a_filter_is_refused(portfolio, number, wanted):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        compare(portfolio, ADVISER, number, RATING, wanted)


@pytest.mark.case(16)
def test_customers_compare_nobody(portfolio, number):
    with pytest.raises(NotAllowedError):
        compare(portfolio, customer(number), number, RATING, OPEN)


def test_a_flag_has_both_its_bins_however_rare_it_is(portfolio, number):
    """A tail cut at half a percent would put the few who have it into the bin of those who have not."""
    flags = [name for name, entry in portfolio.bundle.catalogue.features.items() if entry.unit is Unit.FLAG]
    assert flags
    for name in flags:
        found = compare(portfolio, ADVISER, number, name, OPEN)
        assert found.edges == (-0.5, 0.5, 1.5)
        for side, values in zip((found.better, found.worse), sides(portfolio, name), strict=True):
            assert side.shares == pytest.approx((np.mean(values == 0), np.mean(values == 1)))


def test_a_bin_that_holds_more_than_its_range_is_known_as_such(portfolio, number):
    found = compare(portfolio, ADVISER, number, RATING, OPEN)
    assert (found.has_lower, found.has_higher) == (True, True)


def test_a_longer_time_is_a_higher_value(portfolio):
    """The table counts days into the past; a reader counts years in the job."""
    rows = np.flatnonzero(~np.isnan(portfolio.features[:, portfolio.feature_index["DAYS_EMPLOYED"]]))
    days = portfolio.features[rows, portfolio.feature_index["DAYS_EMPLOYED"]]
    longest, shortest = rows[days.argmin()], rows[days.argmax()]
    long, short = (
        compare(portfolio, ADVISER, int(portfolio.client_ids[row]), "DAYS_EMPLOYED", OPEN)
        for row in (longest, shortest)
    )
    assert long.value > short.value >= 0
    assert long.lower_better > 0.9
    assert short.lower_better < 0.1
    assert long.edges == short.edges
    assert long.edges[0] >= 0
