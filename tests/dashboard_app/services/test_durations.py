"""Days into the past are lengths of time: longer is higher, for whoever reads."""

from types import SimpleNamespace

import numpy as np
import pytest

from dashboard_app.services.dependence import dependence
from dashboard_app.services.disclosure import get_beeswarm
from dashboard_app.services.drift import get_feature_drift
from dashboard_app.services.durations import as_displayed, edges_as_displayed, shares_as_displayed
from tests.dashboard_app.services.people import ADMIN, ADVISER

DAYS, OTHER = SimpleNamespace(days=True), SimpleNamespace(days=False)


def test_days_are_counted_from_the_application_backwards():
    np.testing.assert_array_equal(as_displayed(DAYS, np.array([-1000.0, -10.0, np.nan])), [1000, 10, np.nan])
    assert edges_as_displayed(DAYS, [-300.0, -200.0, 0.0]) == (0, 200, 300)
    assert shares_as_displayed(DAYS, [0.9, 0.1]) == (0.1, 0.9)


def test_everything_else_stays_as_it_is():
    values = np.array([1.0, -2.0])
    assert as_displayed(OTHER, values) is values
    assert edges_as_displayed(OTHER, [1.0, 2.0]) == (1, 2)
    assert shares_as_displayed(OTHER, [0.9, 0.1]) == (0.9, 0.1)


@pytest.mark.parametrize("name", ["DAYS_EMPLOYED", "DAYS_ID_PUBLISH", "DAYS_LAST_PHONE_CHANGE"])
def test_a_longer_time_is_a_higher_value_on_every_page(active_bundle, name):
    assert active_bundle.bundle.catalogue.features[name].days
    found = dependence(active_bundle, ADVISER, name)
    assert min(band.lower for band in found.bands) >= 0
    lengths = [band.upper for band in found.bands]
    assert lengths == sorted(lengths)
    edges = get_feature_drift(active_bundle, ADMIN, name).bins.edges
    assert edges[0] >= -0.5
    assert list(edges) == sorted(edges)


def test_shares_stay_with_their_bins(active_bundle):
    stored_bins = next(one.bins for one in active_bundle.bundle.drift.features if one.name == "DAYS_EMPLOYED")
    bins = get_feature_drift(active_bundle, ADMIN, "DAYS_EMPLOYED").bins
    stored = dict(zip(stored_bins.edges, stored_bins.current, strict=False))
    # The bin that ended at -x begins at x.
    read = dict(zip((-edge for edge in bins.edges[1:]), bins.current, strict=True))
    assert read == pytest.approx(stored)


def test_the_shade_of_the_beeswarm_is_the_length(active_bundle):
    """`figures/importance.py` calls values high and low by what it is given."""
    sample = active_bundle.bundle.shap_sample
    days, effects = (sample[f"{of}.DAYS_EMPLOYED"].to_numpy() for of in ("value", "contribution"))
    longest = days <= np.nanquantile(days, 1 / 3)
    summary = get_beeswarm(active_bundle, active_bundle.bundle.catalogue.features["DAYS_EMPLOYED"])
    assert summary.high_effect == pytest.approx(effects[longest].mean(), abs=0.01)
