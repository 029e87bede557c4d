import math

import pytest

from model_build.labels.previous_categories import PREVIOUS_CATEGORIES
from tests.model_build.features.hand_made import features_of

GRANTED = {
    "SK_ID_PREV": 1,
    "NAME_CONTRACT_STATUS": "Approved",
    "DAYS_DECISION": -800,
    "DAYS_LAST_DUE": -100.0,
    "AMT_APPLICATION": 1000.0,
    "AMT_CREDIT": 1200.0,
    "AMT_ANNUITY": 150.0,
    "CNT_PAYMENT": 10.0,
    "RATE_DOWN_PAYMENT": 0.1,
    "PRODUCT_COMBINATION": "Cash",
    "NAME_YIELD_GROUP": "high",
    "CODE_REJECT_REASON": "XAP",
    "NAME_GOODS_CATEGORY": "Mobile",
}
RUNNING = {**GRANTED, "SK_ID_PREV": 2, "DAYS_DECISION": -300, "DAYS_LAST_DUE": 365_243.0, "AMT_ANNUITY": 180.0}
REFUSED = {
    "SK_ID_PREV": 3,
    "NAME_CONTRACT_STATUS": "Refused",
    "DAYS_DECISION": -50,
    "AMT_APPLICATION": 0.0,
    "AMT_CREDIT": 0.0,
    "CNT_PAYMENT": 0.0,
    "PRODUCT_COMBINATION": "Card Street",
    "NAME_YIELD_GROUP": "XNA",
    "CODE_REJECT_REASON": "HC",
    "NAME_GOODS_CATEGORY": "XNA",
}


def code(name, value):
    return [category.value for category in PREVIOUS_CATEGORIES[name]].index(value)


def test_three_applications():
    found = features_of(
        {"AMT_ANNUITY": 90.0, "AMT_INCOME_TOTAL": 1000.0}, previous_application=[GRANTED, RUNNING, REFUSED]
    )

    assert found["PREV_COUNT"] == 3
    assert found["PREV_APPROVED"] == 2
    assert found["PREV_REFUSED_SHARE"] == 1 / 3
    assert found["PREV_GRANTED_TO_ASKED"] == pytest.approx(1.2)
    assert found["PREV_PAYMENTS_MEAN"] == 10
    assert found["PREV_SINCE_LAST"] == 50
    assert found["PREV_SINCE_FIRST"] == 800
    assert found["PREV_DOWN_PAYMENT"] == pytest.approx(0.1)
    assert found["PREV_INTEREST_MIN"] == 0.25
    assert found["PREV_INTEREST_MAX"] == 0.5
    assert found["PREV_INTEREST_MEAN"] == 0.375
    assert found["PREV_LAST_ANNUITY"] == 180
    assert found["PREV_RUNNING_ANNUITY"] == 180
    assert found["ANNUITY_TO_PREVIOUS"] == 0.5
    assert found["ALL_ANNUITIES_TO_INCOME"] == pytest.approx(0.27)


def test_categories_of_the_latest_application_that_states_one():
    found = features_of({}, previous_application=[REFUSED, GRANTED])

    assert found["PREV_LAST_PRODUCT"] == code("PREV_LAST_PRODUCT", "Card Street")
    assert found["PREV_LAST_REJECT"] == code("PREV_LAST_REJECT", "HC")
    assert found["PREV_LAST_YIELD"] == code("PREV_LAST_YIELD", "high")
    assert found["PREV_LAST_GOODS"] == code("PREV_LAST_GOODS", "Mobile")


def test_two_applications_of_one_day_are_ordered_by_their_number():
    same_day = {**REFUSED, "DAYS_DECISION": -800}

    found = features_of({}, previous_application=[same_day, GRANTED])

    assert found["PREV_LAST_PRODUCT"] == code("PREV_LAST_PRODUCT", "Card Street")


def test_a_loan_that_ran_out_is_not_running():
    found = features_of({"AMT_ANNUITY": 90.0, "AMT_INCOME_TOTAL": 1000.0}, previous_application=[GRANTED])

    assert found["PREV_RUNNING_ANNUITY"] == 0
    assert found["ALL_ANNUITIES_TO_INCOME"] == 0.09


def test_a_category_that_has_no_label_is_appended():
    found = features_of({}, previous_application=[{**GRANTED, "NAME_GOODS_CATEGORY": "Boats"}])

    assert found["PREV_LAST_GOODS"] == len(PREVIOUS_CATEGORIES["PREV_LAST_GOODS"])


def test_without_earlier_applications_all_is_null():
    found = features_of({}, previous_application=[{**GRANTED, "SK_ID_CURR": 5}])

    assert all(math.isnan(value) for name, value in found.items() if name.startswith("PREV_"))
