"""The group of former clients: nobody is left out unless a filter says so."""

from itertools import pairwise

import numpy as np
import pytest

from dashboard_app.services.groups import AGE_BANDS, GroupFilter, select


def test_no_filter_leaves_everybody(portfolio):
    assert GroupFilter().is_open
    assert select(portfolio, GroupFilter()) is None


def test_a_filter_that_is_set_is_not_open():
    assert not GroupFilter(age="25-34").is_open


@pytest.mark.parametrize(("band", "years"), AGE_BANDS.items())
def test_a_band_takes_its_youngest_and_leaves_the_next(portfolio, band, years):
    ages = portfolio.population_ages[select(portfolio, GroupFilter(age=band))]
    assert all(years[0] <= age < years[1] for age in ages)


def test_bands_follow_one_another_without_a_gap():
    edges = list(AGE_BANDS.values())
    assert all(before[1] == after[0] for before, after in pairwise(edges))


def test_filters_narrow_together(portfolio):
    both = select(portfolio, GroupFilter(age="25-34", family="Married"))
    apart = select(portfolio, GroupFilter(age="25-34")) & select(portfolio, GroupFilter(family="Married"))
    np.testing.assert_array_equal(both, apart)
    assert both.any()
