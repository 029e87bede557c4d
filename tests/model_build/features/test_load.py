import math

import pytest

from tests.model_build.features.hand_made import features_of

FORM = {
    "AMT_CREDIT": 120_000.0,
    "AMT_ANNUITY": 6_000.0,
    "AMT_GOODS_PRICE": 100_000.0,
    "AMT_INCOME_TOTAL": 60_000.0,
    "CNT_FAM_MEMBERS": 3.0,
}


def test_ratios_of_credit_and_income():
    found = features_of(FORM)

    assert found["CREDIT_TO_ANNUITY"] == 20
    assert found["CREDIT_TO_GOODS"] == pytest.approx(1.2)
    assert found["CREDIT_MINUS_GOODS"] == 20_000
    assert found["ANNUITY_TO_INCOME"] == pytest.approx(0.1)
    assert found["CREDIT_TO_INCOME"] == 2
    assert found["GOODS_TO_INCOME"] == pytest.approx(100 / 60)
    assert found["INCOME_PER_PERSON"] == 20_000
    assert found["INCOME_AFTER_ANNUITY"] == 54_000


@pytest.mark.parametrize("income", [0.0, None, 117_000_000.0], ids=["zero", "missing", "mistaken"])
def test_no_ratio_to_an_income_that_is_zero_or_unknown(income):
    found = features_of({**FORM, "AMT_INCOME_TOTAL": income})

    assert math.isnan(found["ANNUITY_TO_INCOME"])
    assert math.isnan(found["CREDIT_TO_INCOME"])


def test_an_income_above_a_hundred_million_is_null():
    assert math.isnan(features_of({"AMT_INCOME_TOTAL": 117_000_000.0})["AMT_INCOME_TOTAL"])
    assert features_of({"AMT_INCOME_TOTAL": 1e8})["AMT_INCOME_TOTAL"] == 1e8
