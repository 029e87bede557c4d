"""Distributions against counts by hand, filters against the table, small groups against curiosity."""

import numpy as np
import pytest

from dashboard_app.filters import FILTERS, Basis, GroupFilter
from dashboard_app.services import comparison
from dashboard_app.services.disclosure import MISSING, SMALLEST_BIN, SMALLEST_GROUP
from dashboard_app.services.disclosure.bins import BINS
from dashboard_app.services.disclosure.rules import ROUNDED_TO, noise_width
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from model_bundle.catalogue import Unit
from tests.dashboard_app.services.people import ADVISER, customer, open_file, work_file

OPEN = GroupFilter()
RATING, CHILDREN, EDUCATION, OFTEN_MISSING = "EXT_SOURCE_2", "CNT_CHILDREN", "NAME_EDUCATION_TYPE", "EXT_SOURCE_1"


def compare(active_bundle, actor, client_id, feature, wanted, basis=Basis.DECISION):
    """Compare by decision: of the small bundle, too few did not repay for figures of many bins and filters."""
    return comparison.compare(work_file(active_bundle, actor, client_id), feature, wanted, basis)


@pytest.fixture
def number(active_bundle):
    return int(active_bundle.client_ids[0])


@pytest.fixture(scope="module")
def population(active_bundle):
    """The table of former clients as plain columns."""
    return active_bundle.bundle.population.to_pydict()


def sides(active_bundle, feature):
    """Known values of the accepted and of the refused, from the table."""
    values = np.array(active_bundle.bundle.population[f"feature.{feature}"].to_pylist(), dtype=float)
    granted = np.array(active_bundle.bundle.population["granted"])
    return [values[side & ~np.isnan(values)] for side in (granted, ~granted)]


def near(people):
    """How far a published share may be from the true one: noise and rounding of each bin, and of their sum."""
    return 2.5 * (noise_width(people) + ROUNDED_TO) / people


def test_a_bin_holds_about_the_share_of_the_group_between_its_edges(active_bundle, number):
    found = compare(active_bundle, ADVISER, number, RATING, OPEN)

    assert 5 < len(found.edges) <= BINS + 2
    last = len(found.better.shares) - 1
    for side, values in zip((found.better, found.worse), sides(active_bundle, RATING), strict=True):
        assert sum(side.shares) == pytest.approx(1)
        for place, share in enumerate(side.shares):
            # The outermost bins take what lies beyond them.
            low = -np.inf if place == 0 else found.edges[place]
            high = np.inf if place == last else found.edges[place + 1]
            assert share == pytest.approx(np.mean((values >= low) & (values < high)), abs=near(len(values))), place


def test_edges_are_round_and_nobodys_value(active_bundle, number):
    for name, entry in active_bundle.bundle.catalogue.features.items():
        edges = np.array(compare(active_bundle, ADVISER, number, name, OPEN).edges)
        if len(edges) > 2 and not entry.days and entry.unit is not Unit.DAYS:
            assert [float(f"{edge:.4g}") for edge in edges] == pytest.approx(edges.tolist()), name


def test_few_whole_numbers_have_a_bin_each_where_enough_people_have_them(active_bundle, number):
    found = compare(active_bundle, ADVISER, number, CHILDREN, OPEN)

    assert all(edge % 1 == 0.5 for edge in found.edges)
    for side, values in zip((found.better, found.worse), sides(active_bundle, CHILDREN), strict=True):
        assert side.shares[0] == pytest.approx(np.mean(values < found.edges[1]), abs=near(len(values)))


def test_categories_have_a_share_each_and_rare_ones_share_one(active_bundle, number, population):
    found = compare(active_bundle, ADVISER, number, EDUCATION, OPEN)

    assert found.edges == ()
    names = [category.value for category in found.entry.categories]
    named = [names[code] for code in found.categories if code != MISSING]
    for side, is_granted in ((found.better, True), (found.worse, False)):
        values = [
            value
            for value, granted in zip(population[f"application.{EDUCATION}"], population["granted"], strict=True)
            if granted is is_granted
        ]
        expected = [values.count(name) / len(values) for name in named]
        if MISSING in found.categories:
            expected.append(1 - sum(expected))
        assert side.shares == pytest.approx(expected, abs=near(len(values)))


def test_every_feature_can_be_compared_and_its_shares_add_up_to_one(active_bundle, number):
    for feature in active_bundle.feature_index:
        found = compare(active_bundle, ADVISER, number, feature, OPEN)
        if found.is_alike:
            continue
        assert sum(found.better.shares) == pytest.approx(1), feature
        assert sum(found.worse.shares) == pytest.approx(1), feature
        assert list(found.edges) == sorted(set(found.edges)), feature
        bins = len(found.categories) or len(found.edges) - 1
        assert len(found.better.shares) == len(found.worse.shares) == bins


@pytest.mark.case(17)
@pytest.mark.parametrize("basis", Basis)
def test_no_bin_holds_fewer_than_ten_people_of_a_side(active_bundle, number, basis):
    worse = np.array(active_bundle.bundle.population["granted"])
    worse = ~worse if basis is Basis.DECISION else np.array(active_bundle.bundle.population["target"]) == 1
    for feature in active_bundle.feature_index:
        found = compare(active_bundle, ADVISER, number, feature, OPEN, basis)
        values = active_bundle.bundle.catalogue.features[feature]
        known = np.array(active_bundle.bundle.population[f"feature.{feature}"].to_pylist(), dtype=float)
        known = -known if values.days else known
        for side in (worse, ~worse):
            if found.edges and not found.is_alike:
                inner = np.concatenate(([-np.inf], found.edges[1:-1], [np.inf]))
                assert np.histogram(known[side & ~np.isnan(known)], inner)[0].min() >= SMALLEST_BIN, feature


@pytest.mark.case(17)
def test_the_client_stands_in_a_bin_and_the_exact_value_cuts_nowhere(active_bundle):
    told = {}
    for row in range(0, len(active_bundle.client_ids), 7):
        value = active_bundle.features[row, active_bundle.feature_index[RATING]]
        found = compare(active_bundle, ADVISER, int(active_bundle.client_ids[row]), RATING, OPEN)
        assert found.value == value or np.isnan(value)
        if found.here is None:
            continue
        shares = found.lower_better, found.lower_worse
        assert told.setdefault(found.here, shares) == pytest.approx(shares, nan_ok=True)
        edge = found.edges[found.here]
        for share, values in zip(shares, sides(active_bundle, RATING), strict=True):
            if not np.isnan(share):
                assert share == pytest.approx(np.mean(values < edge), abs=0.03 + near(len(values)))
                assert share * 20 == pytest.approx(round(share * 20))
    assert len(told) > 5


@pytest.mark.case(17)
def test_a_percentile_needs_a_hundred_people_on_both_sides_of_both_groups(active_bundle):
    seen = set()
    for row in range(0, len(active_bundle.client_ids), 3):
        found = compare(active_bundle, ADVISER, int(active_bundle.client_ids[row]), RATING, OPEN)
        if found.here is None:
            continue
        sizes = [
            (sum(side.shares[: found.here]) * side.clients, sum(side.shares[found.here :]) * side.clients)
            for side in (found.better, found.worse)
        ]
        is_told = not np.isnan(found.lower_better)
        assert is_told == (not np.isnan(found.lower_worse)) == (not (found.has_few_lower or found.has_few_higher))
        if is_told:
            assert min(min(both) for both in sizes) >= 0.8 * SMALLEST_GROUP
        seen.add(is_told)
    assert seen == {True, False}


def test_missing_values_are_told_apart_and_drawn_nowhere(active_bundle, number, population):
    found = compare(active_bundle, ADVISER, number, OFTEN_MISSING, OPEN)
    for side, is_granted in ((found.better, True), (found.worse, False)):
        values = [
            value
            for value, granted in zip(population[f"feature.{OFTEN_MISSING}"], population["granted"], strict=True)
            if granted is is_granted
        ]
        assert side.clients == pytest.approx(len(values), abs=noise_width(len(values)) + 2 * ROUNDED_TO)
        missing = sum(value is None or value != value for value in values) / len(values)
        assert side.missing == pytest.approx(missing, abs=near(len(values)) + 0.02)
        assert side.missing > 0.3


def test_a_client_without_a_value_is_compared_without_a_place(active_bundle):
    row = int(np.flatnonzero(np.isnan(active_bundle.features[:, active_bundle.feature_index[OFTEN_MISSING]]))[0])
    found = compare(active_bundle, ADVISER, int(active_bundle.client_ids[row]), OFTEN_MISSING, OPEN)

    assert np.isnan(found.value)
    assert np.isnan(found.lower_better)
    assert np.isnan(found.lower_worse)
    assert sum(found.better.shares) == pytest.approx(1)


def test_the_group_is_what_the_filters_leave(active_bundle, number, population):
    wanted = GroupFilter(age="35-44")
    found = compare(active_bundle, ADVISER, number, RATING, wanted)
    expected = sum(35 <= born / -365.25 < 45 for born in population["application.DAYS_BIRTH"])
    assert found.group == pytest.approx(expected, abs=ROUNDED_TO // 2)
    assert found.better.clients + found.worse.clients == found.group
    assert found.population == len(population["granted"])
    assert not found.is_suppressed


def test_a_group_and_everybody_are_rounded_alike(active_bundle, number):
    found = compare(active_bundle, ADVISER, number, RATING, OPEN)
    assert found.group == found.population


@pytest.mark.case(17)
@pytest.mark.parametrize("basis", Basis)
def test_a_small_group_or_side_is_not_shown(active_bundle, number, population, basis):
    worse = np.array(population["granted"]) == 0 if basis is Basis.DECISION else np.array(population["target"]) == 1
    seen = set()
    for attribute, column in ((one.name, one.column) for one in FILTERS if not one.bands):
        values = np.array(population[f"application.{column}"])
        for value in sorted(set(values)):
            found = compare(active_bundle, ADVISER, number, RATING, GroupFilter(**{attribute: str(value)}), basis)
            inside = values == value
            seen.add(found.is_suppressed)
            if min((inside & worse).sum(), (inside & ~worse).sum()) < SMALLEST_GROUP:
                assert found.is_suppressed
                assert found.better.shares == found.worse.shares == found.edges == ()
                assert np.isnan(found.lower_better)
                assert np.isnan(found.lower_worse)
                assert found.group == 0
    assert seen == ({True, False} if basis is Basis.DECISION else {True})


@pytest.mark.parametrize("feature", ["", "SK_ID_CURR", "CODE_GENDER", "DAYS_BIRTH", "target", "1 OR 1=1", "x" * 500])
def test_what_is_no_feature_is_refused(active_bundle, number, feature):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        compare(active_bundle, ADVISER, number, feature, OPEN)


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
def test_what_is_no_value_of_a_filter_is_refused(active_bundle, number, wanted):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        compare(active_bundle, ADVISER, number, RATING, wanted)


@pytest.mark.case(16)
def test_customers_compare_nobody(active_bundle, number):
    with pytest.raises(NotAllowedError):
        compare(active_bundle, customer(number), number, RATING, OPEN)
    with pytest.raises(NotAllowedError, match="Open it for that"):
        comparison.compare(open_file(active_bundle, customer(number), number), RATING, OPEN)


def test_a_bin_that_holds_more_than_its_range_is_known_as_such(active_bundle, number):
    found = compare(active_bundle, ADVISER, number, RATING, OPEN)
    assert (found.has_lower, found.has_higher) == (True, True)


def test_a_longer_time_is_a_higher_value(active_bundle):
    """The table counts days into the past; a reader counts years in the job."""
    rows = np.flatnonzero(~np.isnan(active_bundle.features[:, active_bundle.feature_index["DAYS_EMPLOYED"]]))
    days = active_bundle.features[rows, active_bundle.feature_index["DAYS_EMPLOYED"]]
    longest, shortest = rows[days.argmin()], rows[days.argmax()]
    long, short = (
        compare(active_bundle, ADVISER, int(active_bundle.client_ids[row]), "DAYS_EMPLOYED", OPEN)
        for row in (longest, shortest)
    )
    assert long.value > short.value >= 0
    assert long.here > short.here == 0
    # Of 2,000 former clients, the last bin holds up to a third.
    assert long.has_few_higher or long.lower_better > 0.6
    assert short.has_few_lower
    assert long.edges == short.edges
    assert long.edges[0] >= 0
