"""What is left to pay on loans that are still running."""

import math

from tests.model_build.features.hand_made import assert_features, features_of

RUNNING = {
    "SK_ID_PREV": 1,
    "NAME_CONTRACT_STATUS": "Approved",
    "DAYS_DECISION": -300,
    "DAYS_LAST_DUE": 365_243.0,
    "AMT_CREDIT": 1600.0,
    "AMT_ANNUITY": 180.0,
    "CNT_PAYMENT": 12.0,
}
SHORT = {**RUNNING, "SK_ID_PREV": 2, "AMT_ANNUITY": 100.0, "CNT_PAYMENT": 3.0}
FINISHED = {**RUNNING, "SK_ID_PREV": 3, "DAYS_LAST_DUE": -40.0}
CARD = {**RUNNING, "SK_ID_PREV": 4, "CNT_PAYMENT": 0.0}
REFUSED = {**RUNNING, "SK_ID_PREV": 5, "NAME_CONTRACT_STATUS": "Refused", "DAYS_LAST_DUE": None}


def paid(loan, number, amount):
    return {
        "SK_ID_PREV": loan,
        "NUM_INSTALMENT_NUMBER": number,
        "NUM_INSTALMENT_VERSION": 1.0,
        "DAYS_INSTALMENT": -30.0,
        "DAYS_ENTRY_PAYMENT": -30.0,
        "AMT_INSTALMENT": 180.0,
        "AMT_PAYMENT": amount,
    }


def test_instalments_of_running_loans_minus_what_was_paid_in_parts():
    found = features_of(
        {},
        previous_application=[RUNNING, SHORT, FINISHED, CARD, REFUSED],
        installments_payments=[
            paid(1, 1, 100.0),
            paid(1, 1, 80.0),
            paid(1, 2, 180.0),
            paid(1, 3, None),
            paid(2, 1, 60.0),
            paid(3, 1, 999.0),
            paid(4, 1, 999.0),
        ],
    )

    assert_features(
        found, {"PREV_RUNNING_DEBT": 12 * 180 - 360 + 3 * 100 - 60, "PREV_RUNNING_REPAID": (360 + 60) / (2160 + 300)}
    )


def test_what_was_paid_beyond_one_loan_does_not_pay_another():
    found = features_of({}, previous_application=[RUNNING, SHORT], installments_payments=[paid(2, 1, 1000.0)])

    assert_features(found, {"PREV_RUNNING_DEBT": 2160, "PREV_RUNNING_REPAID": 300 / 2460})


def test_a_loan_without_any_payment_is_owed_in_full():
    found = features_of({}, previous_application=[RUNNING], installments_payments=[])

    assert_features(found, {"PREV_RUNNING_DEBT": 2160, "PREV_RUNNING_REPAID": 0})


def test_none_running_is_nothing_owed_and_no_share():
    found = features_of({}, previous_application=[FINISHED], installments_payments=[paid(3, 1, 180.0)])

    assert_features(found, {"PREV_RUNNING_DEBT": 0, "PREV_RUNNING_REPAID": None})


def test_without_earlier_applications_it_is_unknown():
    found = features_of({}, previous_application=[{**RUNNING, "SK_ID_CURR": 5}], installments_payments=[])

    assert math.isnan(found["PREV_RUNNING_DEBT"])


def test_both_tables_are_needed():
    assert "PREV_RUNNING_DEBT" not in features_of({}, previous_application=[RUNNING])
