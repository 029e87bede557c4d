"""A histogram agrees with the comparison that the pages show, and is for staff."""

import pytest

from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services.comparison import compare
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from dashboard_app.services.histogram import histogram
from tests.dashboard_app.services.people import ADVISER, customer, work_file

FILTERS = [GroupFilter(), GroupFilter(age="35-44")]


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize("wanted", FILTERS)
@pytest.mark.parametrize("feature", ["EXT_SOURCE_2", "CNT_CHILDREN", "NAME_EDUCATION_TYPE"])
def test_it_counts_as_the_comparison_does(active_bundle, feature, wanted, basis):
    expected = compare(work_file(active_bundle, ADVISER, int(active_bundle.client_ids[0])), feature, wanted, basis)
    found = histogram(active_bundle, ADVISER, feature, wanted, basis)
    assert not expected.is_suppressed or wanted != GroupFilter()
    if expected.is_suppressed:
        assert (found.better, found.worse, found.edges, found.group) == (None, None, (), 0)
        return
    assert (found.better, found.worse) == (expected.better, expected.worse)
    assert (found.edges, found.categories) == (expected.edges, expected.categories)
    assert (found.entry, found.basis) == (expected.entry, basis)
    assert (found.group, found.population) == (expected.group, expected.population)


@pytest.mark.case(17)
def test_a_group_that_is_too_small_shows_nothing(active_bundle):
    statuses = sorted(set(active_bundle.bundle.population["application.NAME_FAMILY_STATUS"].to_pylist()))
    filters = [GroupFilter(age="65-plus", family=status, amount="1m-plus") for status in statuses]
    found = [histogram(active_bundle, ADVISER, "EXT_SOURCE_2", wanted) for wanted in filters]
    client = int(active_bundle.client_ids[0])
    for wanted, one in zip(filters, found, strict=True):
        is_suppressed = compare(work_file(active_bundle, ADVISER, client), "EXT_SOURCE_2", wanted).is_suppressed
        assert (one.better is None) == (one.worse is None) == is_suppressed
    assert any(one.better is None and one.edges == () for one in found)


@pytest.mark.case(16)
def test_it_is_refused_to_customers(active_bundle):
    with pytest.raises(NotAllowedError):
        histogram(active_bundle, customer(int(active_bundle.client_ids[0])), "EXT_SOURCE_2", GroupFilter())


@pytest.mark.parametrize("feature", ["", "SK_ID_CURR", "target"])
def test_a_feature_that_is_not_there_is_refused(active_bundle, feature):
    with pytest.raises(InvalidRequestError):
        histogram(active_bundle, ADVISER, feature, GroupFilter())
