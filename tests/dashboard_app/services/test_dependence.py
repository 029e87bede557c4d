"""How an effect depends on a value: bands without overlap, small groups hidden, missing values apart."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest

from dashboard_app.services.dependence import BANDS, dependence
from dashboard_app.services.disclosure import SMALLEST_GROUP
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer


def of(portfolio, name, values, contributions=None):
    """The dependence of a feature with a sample of our own."""
    values = np.asarray(values, dtype=np.float64)
    contributions = values * 0.1 if contributions is None else np.asarray(contributions)
    sample = pa.table({f"value.{name}": pa.array(values, from_pandas=True), f"contribution.{name}": contributions})
    bundle = SimpleNamespace(shap_sample=sample, catalogue=portfolio.bundle.catalogue)
    return dependence(SimpleNamespace(bundle=bundle, feature_index=portfolio.feature_index), ADVISER, name)


def test_a_number_is_summed_up_in_tenths(portfolio):
    found = of(portfolio, "AMT_CREDIT", np.arange(1000.0))
    assert not found.is_discrete
    assert len(found.bands) == BANDS
    assert [band.effect.applicants for band in found.bands] == [100] * BANDS
    assert (found.bands[0].lower, found.bands[-1].upper) == (0, 999)


def test_no_value_is_in_two_bands(portfolio):
    values = np.repeat([0.0, *np.arange(1, 31)], [500, *[10] * 30])
    found = of(portfolio, "AMT_CREDIT", values)
    assert sum(band.effect.applicants for band in found.bands) == len(values)
    for left, right in zip(found.bands, found.bands[1:], strict=False):
        assert left.upper < right.lower


def test_few_values_are_bands_of_their_own(portfolio):
    found = of(portfolio, "CNT_CHILDREN", np.repeat([0.0, 1, 2], [50, 30, 12]))
    assert found.is_discrete
    assert [(band.lower, band.upper, band.effect.applicants) for band in found.bands] == [
        (0, 0, 50),
        (1, 1, 30),
        (2, 2, 12),
    ]


@pytest.mark.case(17)
def test_a_group_of_few_persons_is_left_out_and_counted(portfolio):
    found = of(portfolio, "NAME_EDUCATION_TYPE", np.repeat([0.0, 1, 2], [50, SMALLEST_GROUP, SMALLEST_GROUP - 1]))
    assert [band.lower for band in found.bands] == [0, 1]
    assert found.hidden_bands == 1


def test_missing_values_are_apart(portfolio):
    values = np.concatenate((np.full(30, np.nan), np.ones(70)))
    found = of(portfolio, "AMT_CREDIT", values, np.concatenate((np.full(30, 0.5), np.zeros(70))))
    assert found.missing_share == pytest.approx(0.3)
    assert found.missing.mean == pytest.approx(0.5)
    assert sum(band.effect.applicants for band in found.bands) == 70
    few = of(portfolio, "AMT_CREDIT", [np.nan, *range(50)], np.zeros(51))
    assert few.missing is None


def test_a_feature_without_values_has_no_bands(portfolio):
    found = of(portfolio, "AMT_CREDIT", np.full(40, np.nan), np.zeros(40))
    assert found.bands == ()
    assert found.missing_share == 1


def test_a_spread_holds_the_quantiles_of_its_effects(portfolio):
    effects = np.linspace(-1, 1, 201)
    (band,) = of(portfolio, "FLAG_OWN_CAR", np.zeros(201), effects).bands
    spread = band.effect
    assert (spread.quarter, spread.median, spread.three_quarters) == pytest.approx((-0.5, 0, 0.5))
    assert (spread.low, spread.high) == pytest.approx((-0.9, 0.9))


def test_the_sample_is_the_bundles(portfolio):
    found = dependence(portfolio, ADMIN, "EXT_SOURCE_2")
    assert len(found.values) == len(found.contributions) == portfolio.bundle.shap_sample.num_rows


@pytest.mark.parametrize("name", ["NOPE", "", "value.EXT_SOURCE_2", "probability"])
def test_a_feature_that_is_not_there_is_refused(portfolio, name):
    with pytest.raises(InvalidRequestError):
        dependence(portfolio, ADVISER, name)


@pytest.mark.case(16)
def test_a_customer_gets_nothing(portfolio):
    with pytest.raises(NotAllowedError):
        dependence(portfolio, customer(int(portfolio.client_ids[0])), "EXT_SOURCE_2")
