"""The five credits again: debts, limits and what was overdue."""

from tests.model_build.features.hand_made import assert_features, features_of
from tests.model_build.features.test_bureau_credits import CARD, ENDED_EARLY, FIVE, SOLD


def test_debts_and_amounts():
    assert_features(
        features_of({}, bureau=FIVE),
        {
            "BUREAU_DEBT": 2300,
            # The debt of the one sold and the amount of the microloan are unknown.
            "BUREAU_DEBT_TO_CREDIT": 2300 / 5500,
            "BUREAU_ACTIVE_DEBT_TO_CREDIT": 2300 / 5000,
            "BUREAU_DEBT_TO_CREDIT_MAX": 0.5,
            "BUREAU_DEBT_TO_CREDIT_MEAN": (0.3 + 0.5 + 0) / 3,
            "BUREAU_CARD_DEBT": 300,
            "BUREAU_CREDIT": 7500,
            "BUREAU_CREDIT_MAX": 4000,
            "BUREAU_CARD_LIMIT": 700,
            "BUREAU_ANNUITY": 50,
        },
    )


def test_what_was_overdue():
    assert_features(
        features_of({}, bureau=[{**CARD, "CREDIT_DAY_OVERDUE": 4}, *FIVE[1:]]),
        {
            "BUREAU_OVERDUE_DAYS_MAX": 4,
            "BUREAU_OVERDUE_AMOUNT_MAX": 100,
            "BUREAU_OVERDUE_AMOUNT_MEAN": (40 + 100 + 0) / 3,
            "BUREAU_OVERDUE_TO_CREDIT_MAX": 100 / 500,
            "BUREAU_OVERDUE_COUNT": 2,
            "BUREAU_OVERDUE_AMOUNT": 20,
            "BUREAU_PROLONGED": 3,
        },
    )


def test_no_card_owes_nothing_that_is_known():
    assert_features(
        features_of({}, bureau=[ENDED_EARLY]),
        {"BUREAU_CARD_DEBT": None, "BUREAU_CARD_LIMIT": None, "BUREAU_ANNUITY": None, "BUREAU_CREDIT": 500},
    )


def test_what_nobody_reports_is_unknown():
    silent = {**SOLD, "AMT_CREDIT_MAX_OVERDUE": None}

    assert_features(
        features_of({}, bureau=[silent]),
        {
            "BUREAU_OVERDUE_AMOUNT_MEAN": None,
            "BUREAU_OVERDUE_COUNT": None,
            "BUREAU_OVERDUE_TO_CREDIT_MAX": None,
            "BUREAU_DEBT_TO_CREDIT_MEAN": None,
        },
    )


def test_a_credit_of_zero_has_no_share():
    assert_features(features_of({}, bureau=[{**CARD, "AMT_CREDIT_SUM": 0.0}]), {"BUREAU_DEBT_TO_CREDIT_MEAN": None})
