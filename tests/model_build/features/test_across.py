"""The application compared with what came before."""

import pytest

from tests.model_build.features.hand_made import assert_features, features_of
from tests.model_build.features.test_bureau_credits import CARD
from tests.model_build.features.test_running_loans import FINISHED, RUNNING, paid

FORM = {"AMT_CREDIT": 4000.0, "AMT_ANNUITY": 200.0, "AMT_INCOME_TOTAL": 10_000.0}


def test_the_credit_compared_with_earlier_ones():
    earlier = [{**RUNNING, "AMT_APPLICATION": 2500.0}, {**FINISHED, "AMT_CREDIT": 1000.0, "CNT_PAYMENT": 4.0}]

    assert_features(
        features_of(FORM, previous_application=earlier),
        {
            "LENGTH_TO_PREVIOUS": 20 / 8,
            "CREDIT_TO_PREVIOUS_MAX": 4000 / 1600,
            "CREDIT_TO_ASKED_BEFORE": 4000 / 2500,
            "ANNUITY_TO_PREVIOUS": 200 / 180,
            "ALL_ANNUITIES_TO_INCOME": (200 + 180) / 10_000,
        },
    )


def test_all_debt_compared_with_income():
    found = features_of(FORM, bureau=[CARD], previous_application=[RUNNING], installments_payments=[paid(1, 1, 160.0)])

    assert_features(
        found,
        {
            "RUNNING_DEBT_TO_INCOME": 2000 / 10_000,
            "RUNNING_DEBT_TO_APPLICATION": 2000 / 4000,
            "DUE_1Y_TO_INCOME": 180 / 10_000,
            "BUREAU_DEBT_TO_INCOME": 300 / 10_000,
            "ALL_DEBT_TO_INCOME": 2300 / 10_000,
        },
    )


@pytest.mark.parametrize(("bureau_of", "loans_of", "expected"), [(1, 5, 0.03), (5, 1, 0.216), (5, 5, None)])
def test_of_two_debts_the_known_one_counts_and_neither_is_unknown(bureau_of, loans_of, expected):
    owner = {1: {}, 5: {"SK_ID_CURR": 5}}
    found = features_of(
        FORM,
        bureau=[{**CARD, **owner[bureau_of]}],
        previous_application=[{**RUNNING, **owner[loans_of]}],
        installments_payments=[],
    )

    assert_features(found, {"ALL_DEBT_TO_INCOME": expected})


def test_the_card_limit_compared_with_income():
    months = [{"SK_ID_PREV": 1, "MONTHS_BALANCE": -month, "AMT_CREDIT_LIMIT_ACTUAL": 1000 * month} for month in (1, 3)]

    assert_features(features_of(FORM, credit_card_balance=months), {"LIMIT_TO_INCOME": 0.3})
    assert_features(
        features_of({**FORM, "AMT_INCOME_TOTAL": 0.0}, credit_card_balance=months), {"LIMIT_TO_INCOME": None}
    )
