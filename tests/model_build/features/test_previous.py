import math

import pytest

from model_build.labels.previous_categories import PREVIOUS_CATEGORIES
from tests.model_build.features.hand_made import assert_features, features_of

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


ENDED_EARLY = {
    **GRANTED,
    "NAME_CONTRACT_TYPE": "Consumer loans",
    "DAYS_LAST_DUE_1ST_VERSION": -40.0,
    "NFLAG_INSURED_ON_APPROVAL": 1.0,
}
LONGER = {
    **RUNNING,
    "NAME_CONTRACT_TYPE": "Cash loans",
    "DAYS_LAST_DUE_1ST_VERSION": 60.0,
    "AMT_APPLICATION": 2000.0,
    "AMT_CREDIT": 1600.0,
    "CNT_PAYMENT": 12.0,
    "NFLAG_INSURED_ON_APPROVAL": 0.0,
}
LOW_SCORE = {
    **REFUSED,
    "NAME_CONTRACT_TYPE": "Cash loans",
    "DAYS_DECISION": -200,
    "AMT_APPLICATION": 5000.0,
    "AMT_CREDIT": 5000.0,
    "CODE_REJECT_REASON": "SCO",
}
BY_POLICY = {
    **LOW_SCORE,
    "SK_ID_PREV": 4,
    "NAME_CONTRACT_TYPE": "Revolving loans",
    "DAYS_DECISION": -500,
    "AMT_APPLICATION": 3000.0,
    "AMT_CREDIT": 3000.0,
    "CODE_REJECT_REASON": "HC",
}
CANCELED = {
    **REFUSED,
    "SK_ID_PREV": 5,
    "NAME_CONTRACT_TYPE": "Cash loans",
    "NAME_CONTRACT_STATUS": "Canceled",
    "DAYS_DECISION": -20,
    "CODE_REJECT_REASON": "XAP",
}
FIVE = (ENDED_EARLY, LONGER, LOW_SCORE, BY_POLICY, CANCELED)


def test_decisions_on_five_applications():
    assert_features(
        features_of({}, previous_application=FIVE),
        {
            "PREV_COUNT": 5,
            "PREV_COUNT_1Y": 3,
            "PREV_CASH": 3,
            "PREV_CARDS": 1,
            "PREV_APPROVED": 2,
            "PREV_APPROVED_1Y": 1,
            "PREV_APPROVED_SHARE": 2 / 5,
            "PREV_REFUSED": 2,
            "PREV_REFUSED_1Y": 1,
            "PREV_REFUSED_SHARE": 2 / 5,
            "PREV_REFUSED_SCORE": 1,
            "PREV_REFUSED_POLICY": 1,
            "PREV_DROPPED_SHARE": 1 / 5,
            "PREV_SINCE_LAST": 20,
            "PREV_SINCE_FIRST": 800,
            "PREV_SINCE_APPROVED": 300,
            "PREV_SINCE_REFUSED": 200,
        },
    )


def test_amounts_of_five_applications():
    assert_features(
        features_of({}, previous_application=FIVE),
        {
            # The one that was cancelled asks for zero: for nothing that is known.
            "PREV_ASKED_MEAN": (1000 + 2000 + 5000 + 3000) / 4,
            "PREV_REFUSED_ASKED_MEAN": (5000 + 3000) / 2,
            "PREV_CREDIT_MAX": 1600,
            "PREV_GRANTED_TO_ASKED": (1.2 + 0.8 + 1 + 1) / 4,
            "PREV_GRANTED_TO_ASKED_MIN": 0.8,
            "PREV_ANNUITY_MEAN": (150 + 180) / 2,
            "PREV_PAYMENTS_MEAN": (10 + 12) / 2,
            "PREV_PAYMENTS_MAX": 12,
            "PREV_INSURED_SHARE": 1 / 2,
            # The running one has a planned last day only.
            "PREV_DAYS_EARLY": -40 + 100,
            "PREV_INTEREST_MEAN": (300 / 1200 + 560 / 1600) / 2,
            "PREV_RUNNING_COUNT": 1,
            "PREV_RUNNING_CREDIT": 1600,
            "PREV_RUNNING_ANNUITY": 180,
        },
    )


def test_the_latest_of_five_applications():
    assert_features(
        features_of({}, previous_application=FIVE[::-1]),
        {
            "PREV_LAST_ANNUITY": 180,
            "PREV_LAST_PAYMENTS": 12,
            "PREV_LAST_INTEREST": 560 / 1600,
            # That of the refused one: the cancelled one asked for zero.
            "PREV_LAST_GRANTED_TO_ASKED": 1,
            "PREV_LAST_STATUS": code("PREV_LAST_STATUS", "Canceled"),
        },
    )


def test_never_granted_and_never_refused_are_unknown_times():
    assert_features(
        features_of({}, previous_application=[CANCELED]),
        {
            "PREV_SINCE_APPROVED": None,
            "PREV_SINCE_REFUSED": None,
            "PREV_ANNUITY_MEAN": None,
            "PREV_REFUSED_ASKED_MEAN": None,
            "PREV_ASKED_MEAN": None,
            "PREV_DAYS_EARLY": None,
            "PREV_RUNNING_COUNT": 0,
            "PREV_RUNNING_CREDIT": 0,
            "PREV_APPROVED": 0,
            "PREV_REFUSED": 0,
            "PREV_APPROVED_SHARE": 0,
        },
    )


def test_a_year_is_365_days():
    for day, count in ((-365, 1), (-366, 0)):
        assert features_of({}, previous_application=[{**GRANTED, "DAYS_DECISION": day}])["PREV_COUNT_1Y"] == count


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
