"""Five credits with other lenders: how many, of what kind, how old."""

import pytest

from tests.model_build.features.hand_made import assert_features, features_of

CARD = {
    "SK_ID_BUREAU": 1,
    "CREDIT_ACTIVE": "Active",
    "CREDIT_TYPE": "Credit card",
    "DAYS_CREDIT": -150,
    "DAYS_CREDIT_ENDDATE": 600.0,
    "AMT_CREDIT_SUM": 1000.0,
    "AMT_CREDIT_SUM_DEBT": 300.0,
    "AMT_CREDIT_SUM_LIMIT": 700.0,
    "AMT_ANNUITY": 50.0,
    "AMT_CREDIT_SUM_OVERDUE": 20.0,
    "AMT_CREDIT_MAX_OVERDUE": 40.0,
    "CNT_CREDIT_PROLONG": 1,
}
PAST_END = {
    "SK_ID_BUREAU": 2,
    "CREDIT_ACTIVE": "Active",
    "CREDIT_TYPE": "Mortgage",
    "DAYS_CREDIT": -400,
    "DAYS_CREDIT_ENDDATE": -10.0,
    "AMT_CREDIT_SUM": 4000.0,
    "AMT_CREDIT_SUM_DEBT": 2000.0,
    "AMT_CREDIT_SUM_OVERDUE": 0.0,
    "CNT_CREDIT_PROLONG": 2,
}
ENDED_EARLY = {
    "SK_ID_BUREAU": 3,
    "CREDIT_ACTIVE": "Closed",
    "CREDIT_TYPE": "Consumer credit",
    "DAYS_CREDIT": -1000,
    "DAYS_CREDIT_ENDDATE": -300.0,
    "DAYS_ENDDATE_FACT": -350.0,
    "AMT_CREDIT_SUM": 500.0,
    "AMT_CREDIT_SUM_DEBT": 0.0,
    "AMT_CREDIT_SUM_LIMIT": 900.0,
    "AMT_ANNUITY": 70.0,
    "AMT_CREDIT_MAX_OVERDUE": 100.0,
}
SOLD = {
    "SK_ID_BUREAU": 4,
    "CREDIT_ACTIVE": "Sold",
    "CREDIT_TYPE": "Car loan",
    "DAYS_CREDIT": -1600,
    "DAYS_CREDIT_ENDDATE": -1000.0,
    "DAYS_ENDDATE_FACT": -100.0,
    "AMT_CREDIT_SUM": 2000.0,
    "AMT_CREDIT_MAX_OVERDUE": 0.0,
}
ENDED_LATE = {
    "SK_ID_BUREAU": 5,
    "CREDIT_ACTIVE": "Closed",
    "CREDIT_TYPE": "Microloan",
    "DAYS_CREDIT": -700,
    "DAYS_CREDIT_ENDDATE": -650.0,
    "DAYS_ENDDATE_FACT": -640.0,
    "AMT_CREDIT_SUM_DEBT": 0.0,
}
FIVE = (CARD, PAST_END, ENDED_EARLY, SOLD, ENDED_LATE)


def test_numbers_kinds_and_ages():
    assert_features(
        features_of({}, bureau=FIVE),
        {
            "BUREAU_COUNT": 5,
            "BUREAU_ACTIVE_COUNT": 2,
            "BUREAU_CLOSED_COUNT": 2,
            "BUREAU_BAD_COUNT": 1,
            "BUREAU_ACTIVE_SHARE": 2 / 5,
            "BUREAU_CONSUMER_CREDITS": 1,
            "BUREAU_CARDS": 1,
            "BUREAU_CAR_LOANS": 1,
            "BUREAU_MORTGAGES": 1,
            "BUREAU_MICROLOANS": 1,
            "BUREAU_ACTIVE_CARDS": 1,
            "BUREAU_AGE_MEAN": (150 + 400 + 1000 + 1600 + 700) / 5,
            "BUREAU_AGE_MIN": 150,
            "BUREAU_AGE_MAX": 1600,
            "BUREAU_INTERVAL_MEAN": (1600 - 150) / 4,
        },
    )


def test_ends():
    assert_features(
        features_of({}, bureau=FIVE),
        {
            "BUREAU_ACTIVE_END_MAX": 600,
            "BUREAU_ACTIVE_END_MIN": -10,
            "BUREAU_ACTIVE_END_MEAN": (600 - 10) / 2,
            "BUREAU_ACTIVE_PAST_END": 1,
            # The sold one ended later, but was not closed.
            "BUREAU_SINCE_CLOSED": 350,
            "BUREAU_CLOSED_EARLY": (50 - 10) / 2,
        },
    )


def test_one_credit_has_no_interval_and_a_running_one_no_closing():
    assert_features(
        features_of({}, bureau=[CARD]),
        {"BUREAU_INTERVAL_MEAN": None, "BUREAU_SINCE_CLOSED": None, "BUREAU_CLOSED_EARLY": None, "BUREAU_BAD_COUNT": 0},
    )


def test_a_closed_credit_has_no_end_to_wait_for():
    assert_features(
        features_of({}, bureau=[ENDED_EARLY]),
        {
            "BUREAU_ACTIVE_COUNT": 0,
            "BUREAU_ACTIVE_PAST_END": 0,
            "BUREAU_ACTIVE_END_MIN": None,
            "BUREAU_ACTIVE_END_MEAN": None,
            "BUREAU_ACTIVE_END_MAX": None,
        },
    )


def test_an_unknown_end_is_not_past():
    unknown = {**CARD, "DAYS_CREDIT_ENDDATE": None}

    assert_features(features_of({}, bureau=[unknown]), {"BUREAU_ACTIVE_PAST_END": 0, "BUREAU_ACTIVE_END_MEAN": None})


@pytest.mark.parametrize("column", ["DAYS_ENDDATE_FACT", "DAYS_CREDIT"])
def test_a_day_a_century_ago_is_null(column):
    found = features_of({}, bureau=[{**ENDED_EARLY, column: -42_023}])

    assert_features(found, {"BUREAU_SINCE_CLOSED" if column == "DAYS_ENDDATE_FACT" else "BUREAU_AGE_MAX": None})


def test_two_credits_of_one_day_are_two():
    found = features_of({}, bureau=[CARD, {**CARD, "SK_ID_BUREAU": 9}])

    assert_features(found, {"BUREAU_CARDS": 2, "BUREAU_INTERVAL_MEAN": 0, "BUREAU_AGE_MIN": 150})
