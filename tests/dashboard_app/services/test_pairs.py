"""Two features at once against counts by hand; small fields against curiosity."""

import numpy as np
import pytest

from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services import pairs
from dashboard_app.services.disclosure import MISSING, ROUNDED_TO, SMALLEST_GROUP
from dashboard_app.services.disclosure.fields import FIELDS
from dashboard_app.services.disclosure.reference import get_reference
from dashboard_app.services.disclosure.rules import noise_width
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.services.people import ADVISER, customer, open_file, work_file

OPEN = GroupFilter()
RATING, AMOUNT, OCCUPATION, OFTEN_MISSING = "EXT_SOURCE_2", "AMT_CREDIT", "OCCUPATION_TYPE", "EXT_SOURCE_1"


def compare_pair(active_bundle, actor, client_id, features, wanted, basis=Basis.DECISION):
    """Compare by decision: of the small bundle, too few did not repay for figures of many bins and filters."""
    return pairs.compare_pair(work_file(active_bundle, actor, client_id), features, wanted, basis)


@pytest.fixture
def number(active_bundle):
    return int(active_bundle.client_ids[0])


@pytest.mark.parametrize("basis", Basis)
def test_a_field_holds_the_share_of_the_worse_group(active_bundle, number, basis):
    found = compare_pair(active_bundle, ADVISER, number, (RATING, AMOUNT), OPEN, basis)
    population = active_bundle.bundle.population
    across, down = (np.array(population[f"feature.{name}"].to_pylist(), dtype=float) for name in (RATING, AMOUNT))
    worse = ~np.array(population["granted"]) if basis is Basis.DECISION else np.array(population["target"]) == 1

    assert found.shares.shape == (found.down.fields, found.across.fields)
    assert max(found.shares.shape) <= FIELDS
    known = ~np.isnan(across) & ~np.isnan(down)
    off = 2 * noise_width(int(known.sum())) + ROUNDED_TO
    for row in range(found.down.fields):
        for column in range(found.across.fields):
            inside = _between(down, found.down.edges, row) & _between(across, found.across.edges, column)
            if inside.sum() >= SMALLEST_GROUP:
                assert found.clients[row, column] == pytest.approx(inside.sum(), abs=off)
                step = found.steps[row, column]
                assert found.shares[row, column] == pytest.approx(worse[inside].mean(), abs=step + off / inside.sum())
                assert found.shares[row, column] / step == pytest.approx(round(found.shares[row, column] / step))
            else:
                assert np.isnan(found.shares[row, column])
                assert found.clients[row, column] == 0
    assert found.share == pytest.approx(worse[known].mean(), abs=0.03)


def _between(values, edges, place):
    low = -np.inf if place == 0 else edges[place]
    high = np.inf if place == len(edges) - 2 else edges[place + 1]
    return (values >= low) & (values < high)


@pytest.mark.case(17)
def test_the_same_two_features_are_told_alike_whichever_is_across(active_bundle, number):
    one = compare_pair(active_bundle, ADVISER, number, (RATING, AMOUNT), OPEN)
    other = compare_pair(active_bundle, ADVISER, number, (AMOUNT, RATING), OPEN)
    np.testing.assert_array_equal(one.shares, other.shares.T)
    np.testing.assert_array_equal(one.clients, other.clients.T)


@pytest.mark.case(17)
def test_fields_are_made_of_the_bins_of_a_comparison(active_bundle, number):
    """Two ways of cutting the same feature would differ by the few people between two cuts."""
    for feature in (RATING, AMOUNT, "DAYS_EMPLOYED", "AMT_ANNUITY"):
        entry = active_bundle.bundle.catalogue.features[feature]
        bins = get_reference(active_bundle).binned(entry).edges
        found = compare_pair(active_bundle, ADVISER, number, (feature, "EXT_SOURCE_3"), OPEN)
        assert set(found.across.edges) <= set(bins.tolist())


def test_rare_categories_share_the_last_field(active_bundle, number):
    found = compare_pair(active_bundle, ADVISER, number, (OCCUPATION, RATING), OPEN)
    values = [value for value in active_bundle.bundle.population[f"feature.{OCCUPATION}"].to_pylist() if value == value]
    counts = np.bincount(np.array([value for value in values if value is not None], dtype=int))

    assert found.across.fields == FIELDS
    assert found.across.categories[-1] == MISSING
    named = found.across.categories[:-1]
    assert sorted(named) == sorted(np.argsort(-counts, kind="stable")[: FIELDS - 1])


def test_the_client_stands_in_the_field_of_their_values(active_bundle):
    for row in range(0, len(active_bundle.client_ids), 41):
        found = compare_pair(active_bundle, ADVISER, int(active_bundle.client_ids[row]), (RATING, OCCUPATION), OPEN)
        value = active_bundle.features[row, active_bundle.feature_index[RATING]]
        if np.isnan(value):
            assert found.across.here is None
        else:
            low, high = found.across.edges[found.across.here], found.across.edges[found.across.here + 1]
            assert low <= value <= high or found.across.here in (0, found.across.fields - 1)
        code = active_bundle.features[row, active_bundle.feature_index[OCCUPATION]]
        assert (found.down.here is None) == bool(np.isnan(code))
        if found.down.here is not None:
            assert found.down.categories[found.down.here] in (int(code), MISSING)


def test_what_is_not_known_has_no_place_and_is_said(active_bundle, number):
    found = compare_pair(active_bundle, ADVISER, number, (OFTEN_MISSING, RATING), OPEN)
    assert found.unknown > 0.3


def test_filters_narrow_the_group(active_bundle, number):
    wanted = GroupFilter(age="35-44")
    found = compare_pair(active_bundle, ADVISER, number, (RATING, AMOUNT), wanted)
    ages = np.array(active_bundle.bundle.population["application.DAYS_BIRTH"].to_pylist()) / -365.25
    assert found.group == pytest.approx(((ages >= 35) & (ages < 45)).sum(), abs=ROUNDED_TO // 2)


@pytest.mark.case(17)
def test_a_small_group_is_not_shown(active_bundle, number):
    found = compare_pair(active_bundle, ADVISER, number, (RATING, AMOUNT), GroupFilter(income="Student"))
    assert found.is_suppressed
    assert np.isnan(found.shares).all()


def test_every_feature_can_be_paired(active_bundle, number):
    for feature in active_bundle.feature_index:
        if feature != RATING:
            found = compare_pair(active_bundle, ADVISER, number, (feature, RATING), OPEN)
            assert 1 <= found.across.fields <= FIELDS, feature


def test_the_same_feature_twice_is_refused(active_bundle, number):
    with pytest.raises(InvalidRequestError, match="Choose another"):
        compare_pair(active_bundle, ADVISER, number, (RATING, RATING), OPEN)


@pytest.mark.parametrize("features", [("CODE_GENDER", RATING), (RATING, "x")])
def test_what_is_no_feature_is_refused(active_bundle, number, features):
    with pytest.raises(InvalidRequestError, match="Choose one that the page offers"):
        compare_pair(active_bundle, ADVISER, number, features, OPEN)


@pytest.mark.case(16)
def test_customers_compare_nobody(active_bundle, number):
    with pytest.raises(NotAllowedError):
        compare_pair(active_bundle, customer(number), number, (RATING, AMOUNT), OPEN)
    with pytest.raises(NotAllowedError, match="Open it for that"):
        pairs.compare_pair(open_file(active_bundle, customer(number), number), (RATING, AMOUNT), OPEN)
