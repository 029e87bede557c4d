"""The group of former clients: nobody is left out unless a filter says so."""

from itertools import pairwise

import numpy as np
import pytest

from dashboard_app.filters import AGE_BANDS, AMOUNT_BANDS, GroupFilter
from dashboard_app.services.disclosure.reference import get_reference


@pytest.fixture(scope="module")
def reference(active_bundle):
    return get_reference(active_bundle)


def test_no_filter_leaves_everybody(reference):
    assert reference.members(GroupFilter()) is None


@pytest.mark.parametrize("band", AGE_BANDS, ids=lambda band: band.name)
def test_a_band_takes_its_youngest_and_leaves_the_next(active_bundle, reference, band):
    ages = np.array(active_bundle.bundle.population["application.DAYS_BIRTH"]) / -365.25
    expected = (ages >= band.low) & (ages < band.high)
    np.testing.assert_array_equal(reference.members(GroupFilter(age=band.name)), expected)


def test_bands_follow_one_another_without_a_gap():
    for bands in (AGE_BANDS, AMOUNT_BANDS):
        assert all(before.high == after.low for before, after in pairwise(bands))


def test_filters_narrow_together(reference):
    both = reference.members(GroupFilter(age="25-34", family="Married"))
    apart = reference.members(GroupFilter(age="25-34")) & reference.members(GroupFilter(family="Married"))
    np.testing.assert_array_equal(both, apart)
    assert both.any()
