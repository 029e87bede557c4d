"""The five credits again, by how long ago they were opened: 150, 400, 700, 1,000 and 1,600 days."""

import pytest

from tests.model_build.features.hand_made import assert_features, features_of
from tests.model_build.features.test_bureau_credits import CARD, FIVE, SOLD


def test_each_window_holds_what_was_opened_in_it():
    assert_features(
        features_of({}, bureau=FIVE),
        {
            "BUREAU_NEW_6M": 1,
            "BUREAU_NEW_CREDIT_6M": 1000,
            "BUREAU_NEW_DEBT_TO_CREDIT_6M": 0.3,
            "BUREAU_NEW_12M": 1,
            "BUREAU_NEW_CREDIT_12M": 1000,
            "BUREAU_NEW_DEBT_TO_CREDIT_12M": 0.3,
            "BUREAU_NEW_24M": 3,
            "BUREAU_NEW_CREDIT_24M": 5000,
            "BUREAU_NEW_DEBT_TO_CREDIT_24M": 2300 / 5000,
            "BUREAU_NEW_36M": 4,
            "BUREAU_NEW_CREDIT_36M": 5500,
            "BUREAU_NEW_DEBT_TO_CREDIT_36M": 2300 / 5500,
        },
    )


@pytest.mark.parametrize(("months", "last_day"), [(6, 183), (12, 365), (24, 730), (36, 1095)])
def test_the_last_day_counts_and_the_one_before_does_not(months, last_day):
    for day, count in ((last_day, 1), (last_day + 1, 0)):
        assert features_of({}, bureau=[{**CARD, "DAYS_CREDIT": -day}])[f"BUREAU_NEW_{months}M"] == count


def test_old_credits_alone_are_no_new_ones():
    assert_features(
        features_of({}, bureau=[SOLD]),
        {"BUREAU_NEW_36M": 0, "BUREAU_NEW_CREDIT_36M": 0, "BUREAU_NEW_DEBT_TO_CREDIT_36M": None},
    )


def test_an_unknown_amount_of_a_new_credit_is_not_zero():
    unknown = {**CARD, "AMT_CREDIT_SUM": None}

    assert_features(features_of({}, bureau=[unknown]), {"BUREAU_NEW_6M": 1, "BUREAU_NEW_CREDIT_6M": None})
