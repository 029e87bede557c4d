import math

import pytest

from tests.model_build.features.hand_made import features_of


def test_statistics_of_three_ratings():
    found = features_of({"EXT_SOURCE_1": 0.2, "EXT_SOURCE_2": 0.4, "EXT_SOURCE_3": 0.6})

    assert found["EXT_MEAN"] == pytest.approx(0.4)
    assert found["EXT_WEIGHTED"] == pytest.approx((2 * 0.2 + 0.4 + 3 * 0.6) / 6)
    assert found["EXT_MIN"] == 0.2
    assert found["EXT_MAX"] == 0.6
    assert found["EXT_SPREAD"] == pytest.approx(math.sqrt(0.08 / 3))
    assert found["EXT_PRODUCT"] == pytest.approx(0.048)
    assert found["EXT_PRODUCT_2_3"] == pytest.approx(0.24)
    assert found["EXT_MISSING"] == 0


def test_a_missing_rating_is_left_out_of_the_statistics():
    found = features_of({"EXT_SOURCE_2": 0.4, "EXT_SOURCE_3": 0.6})

    assert found["EXT_MEAN"] == pytest.approx(0.5)
    assert found["EXT_WEIGHTED"] == pytest.approx((0.4 + 3 * 0.6) / 4)
    assert found["EXT_MIN"] == 0.4
    assert found["EXT_SPREAD"] == pytest.approx(0.1)
    assert math.isnan(found["EXT_PRODUCT"])
    assert found["EXT_PRODUCT_2_3"] == pytest.approx(0.24)
    assert found["EXT_MISSING"] == 1


def test_one_rating_has_no_spread_and_none_has_no_mean():
    assert math.isnan(features_of({"EXT_SOURCE_1": 0.3})["EXT_SPREAD"])

    without = features_of({})
    assert without["EXT_MISSING"] == 3
    assert all(math.isnan(without[name]) for name in ("EXT_MEAN", "EXT_WEIGHTED", "EXT_MIN", "EXT_MAX"))
