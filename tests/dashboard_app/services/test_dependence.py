"""How an effect depends on a value: bands without overlap, small groups hidden, missing values apart."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest

from dashboard_app.services.dependence import dependence
from dashboard_app.services.disclosure import SMALLEST_SAMPLE
from dashboard_app.services.disclosure.sample import BANDS
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


def of(active_bundle, name, values, contributions=None):
    """The dependence of a feature with a sample of our own."""
    values = np.asarray(values, dtype=np.float64)
    contributions = values * 0.1 if contributions is None else np.asarray(contributions)
    sample = pa.table({f"value.{name}": pa.array(values, from_pandas=True), f"contribution.{name}": contributions})
    bundle = SimpleNamespace(shap_sample=sample, catalogue=active_bundle.bundle.catalogue)
    return dependence(SimpleNamespace(bundle=bundle, feature_index=active_bundle.feature_index), ADVISER, name)


def test_a_number_is_summed_up_in_about_tenths(active_bundle):
    found = of(active_bundle, "AMT_CREDIT", np.arange(1000.0))
    assert not found.is_discrete
    assert 5 <= len(found.bands) <= BANDS
    assert sum(band.effect.applicants for band in found.bands) == pytest.approx(1_000, abs=5 * BANDS)
    # Edges are round numbers, and nobody's value.
    assert all(band.lower % 50 == band.upper % 50 == 0 for band in found.bands)


def test_no_value_is_in_two_bands(active_bundle):
    values = np.repeat([0.0, *np.arange(1, 31)], [500, *[10] * 30])
    found = of(active_bundle, "AMT_CREDIT", values)
    assert sum(band.effect.applicants for band in found.bands) == pytest.approx(len(values), abs=25)
    for left, right in pairwise(found.bands):
        assert left.upper <= right.lower


def test_few_values_are_bands_of_their_own(active_bundle):
    found = of(active_bundle, "CNT_CHILDREN", np.repeat([0.0, 1, 2], [50, 30, 20]))
    assert found.is_discrete
    assert [(band.lower, band.upper, band.effect.applicants) for band in found.bands] == [
        (0, 0, 50),
        (1, 1, 30),
        (2, 2, 20),
    ]


@pytest.mark.case(17)
def test_a_group_of_few_persons_is_left_out_and_counted(active_bundle):
    found = of(active_bundle, "NAME_EDUCATION_TYPE", np.repeat([0.0, 1, 2], [50, SMALLEST_SAMPLE, SMALLEST_SAMPLE - 1]))
    assert [band.lower for band in found.bands] == [0, 1]
    assert found.hidden_bands == 1


@pytest.mark.case(17)
@pytest.mark.parametrize("name", ["EXT_SOURCE_2", "AMT_CREDIT", "DAYS_EMPLOYED", "CNT_CHILDREN", "OCCUPATION_TYPE"])
def test_no_band_of_the_bundle_holds_a_few_and_no_effect_has_the_digits_of_one(active_bundle, name):
    for band in dependence(active_bundle, ADVISER, name).bands:
        assert band.effect.applicants >= SMALLEST_SAMPLE
        for effect in (band.effect.low, band.effect.quarter, band.effect.median, band.effect.high):
            assert effect * 200 == pytest.approx(round(effect * 200))


def test_missing_values_are_apart(active_bundle):
    values = np.concatenate((np.full(40, np.nan), np.ones(60)))
    found = of(active_bundle, "AMT_CREDIT", values, np.concatenate((np.full(40, 0.5), np.zeros(60))))
    assert found.missing_share == pytest.approx(0.4)
    assert found.missing.mean == pytest.approx(0.5)
    assert sum(band.effect.applicants for band in found.bands) == 60
    few = of(active_bundle, "AMT_CREDIT", [np.nan, *range(50)], np.zeros(51))
    assert few.missing is None
    assert np.isnan(few.missing_share)


def test_a_feature_without_values_has_no_bands(active_bundle):
    found = of(active_bundle, "AMT_CREDIT", np.full(40, np.nan), np.zeros(40))
    assert found.bands == ()
    assert found.missing_share == 1


def test_a_spread_holds_the_quantiles_of_its_effects(active_bundle):
    effects = np.linspace(-1, 1, 201)
    (band,) = of(active_bundle, "FLAG_OWN_CAR", np.zeros(201), effects).bands
    spread = band.effect
    assert (spread.quarter, spread.median, spread.three_quarters) == pytest.approx((-0.5, 0, 0.5))
    assert (spread.low, spread.high) == pytest.approx((-0.9, 0.9))


def test_the_sample_is_the_bundles(active_bundle):
    found = dependence(active_bundle, ADMIN, "EXT_SOURCE_2")
    assert found.applicants == active_bundle.bundle.shap_sample.num_rows


@pytest.mark.parametrize("name", ["NOPE", "", "value.EXT_SOURCE_2", "probability"])
def test_a_feature_that_is_not_there_is_refused(active_bundle, name):
    with pytest.raises(InvalidRequestError):
        dependence(active_bundle, ADVISER, name)


@pytest.mark.case(16)
def test_a_customer_gets_nothing(active_bundle):
    with pytest.raises(NotAllowedError):
        dependence(active_bundle, customer(int(active_bundle.client_ids[0])), "EXT_SOURCE_2")
