import math

import pytest

from tests.model_build.features.hand_made import assert_features, features_of

RUNNING = {
    "SK_ID_BUREAU": 1,
    "CREDIT_ACTIVE": "Active",
    "CREDIT_TYPE": "Microloan",
    "DAYS_CREDIT": -100,
    "DAYS_CREDIT_ENDDATE": 200.0,
    "AMT_CREDIT_SUM": 1000.0,
    "AMT_CREDIT_SUM_DEBT": 500.0,
    "CREDIT_DAY_OVERDUE": 3,
    "AMT_CREDIT_MAX_OVERDUE": 12.5,
}
CLOSED = {
    "SK_ID_BUREAU": 2,
    "CREDIT_ACTIVE": "Closed",
    "CREDIT_TYPE": "Consumer credit",
    "DAYS_CREDIT": -900,
    "DAYS_CREDIT_ENDDATE": -50.0,
    "AMT_CREDIT_SUM": 3000.0,
    "AMT_CREDIT_SUM_DEBT": 0.0,
    "CREDIT_DAY_OVERDUE": 0,
}


def test_two_credits():
    found = features_of({"AMT_INCOME_TOTAL": 2000.0, "AMT_CREDIT": 250.0}, bureau=[RUNNING, CLOSED])

    assert found["BUREAU_COUNT"] == 2
    assert found["BUREAU_ACTIVE_COUNT"] == 1
    assert found["BUREAU_ACTIVE_SHARE"] == 0.5
    assert found["BUREAU_DEBT"] == 500
    assert found["BUREAU_DEBT_TO_CREDIT"] == 500 / 4000
    assert found["BUREAU_ACTIVE_DEBT_TO_CREDIT"] == 0.5
    assert found["BUREAU_DEBT_TO_CREDIT_MAX"] == 0.5
    assert found["BUREAU_AGE_MEAN"] == 500
    assert found["BUREAU_AGE_MIN"] == 100
    assert found["BUREAU_ACTIVE_END_MAX"] == 200
    assert found["BUREAU_OVERDUE_DAYS_MAX"] == 3
    assert found["BUREAU_OVERDUE_AMOUNT_MAX"] == 12.5
    assert found["BUREAU_NEW_12M"] == 1
    assert found["BUREAU_MICROLOANS"] == 1
    assert found["BUREAU_DEBT_TO_INCOME"] == 0.25
    assert found["BUREAU_DEBT_TO_APPLICATION"] == 2


def test_an_unknown_debt_is_left_out_with_its_credit():
    unknown = {**CLOSED, "AMT_CREDIT_SUM_DEBT": None}

    assert features_of({}, bureau=[RUNNING, unknown])["BUREAU_DEBT_TO_CREDIT"] == 0.5
    assert math.isnan(features_of({}, bureau=[unknown])["BUREAU_DEBT"])


def test_a_debt_below_zero_is_nothing_owed():
    overpaid = {**RUNNING, "AMT_CREDIT_SUM_DEBT": -80.0}

    assert features_of({}, bureau=[overpaid])["BUREAU_DEBT"] == 0


def test_an_end_a_century_ago_is_null():
    mistaken = {**RUNNING, "DAYS_CREDIT_ENDDATE": -41_875.0}

    assert math.isnan(features_of({}, bureau=[mistaken])["BUREAU_ACTIVE_END_MAX"])


def test_a_client_without_credits_elsewhere_has_nulls_not_zeros():
    found = features_of({}, bureau=[{**RUNNING, "SK_ID_CURR": 999_999}])

    assert all(math.isnan(value) for name, value in found.items() if name.startswith("BUREAU_"))


def test_without_the_table_its_features_are_left_out():
    assert not any(name.startswith("BUREAU_") for name in features_of({}))


@pytest.mark.parametrize(("months", "status"), [(-1, "1"), (-5, "5")])
def test_months_overdue(months, status):
    records = [
        {"SK_ID_BUREAU": 1, "MONTHS_BALANCE": months, "STATUS": status},
        {"SK_ID_BUREAU": 1, "MONTHS_BALANCE": -20, "STATUS": "2"},
        {"SK_ID_BUREAU": 1, "MONTHS_BALANCE": -21, "STATUS": "0"},
        {"SK_ID_BUREAU": 1, "MONTHS_BALANCE": -22, "STATUS": "X"},
        {"SK_ID_BUREAU": 2, "MONTHS_BALANCE": -30, "STATUS": "0"},
        {"SK_ID_BUREAU": 2, "MONTHS_BALANCE": -29, "STATUS": "C"},
    ]

    found = features_of({}, bureau=[RUNNING, CLOSED], bureau_balance=records)

    assert found["BALANCE_MONTHS_MAX"] == 4
    assert found["BALANCE_OVERDUE_SHARE"] == 2 / 4
    assert found["BALANCE_OVERDUE_SHARE_MAX"] == 2 / 3
    assert found["BALANCE_OVERDUE_12M"] == 1
    assert found["BALANCE_SINCE_OVERDUE"] == -months
    assert found["BALANCE_WORST"] == max(2, int(status))
    assert_features(
        found,
        {
            "BALANCE_MONTHS_MEAN": (4 + 2) / 2,
            "BALANCE_OVERDUE_SHARE_MEAN": (2 / 3 + 0) / 2,
            "BALANCE_OVERDUE_CREDITS": 1 / 2,
            # The one month of the last twelve that is known was overdue.
            "BALANCE_OVERDUE_SHARE_12M": 1,
            "BALANCE_WORST_12M": int(status),
            "BALANCE_SERIOUS_MONTHS": 1 + (int(status) >= 2),
        },
    )


def test_months_paid_on_time():
    on_time = [{"SK_ID_BUREAU": 1, "MONTHS_BALANCE": -1, "STATUS": "0"}]

    found = features_of({}, bureau=[RUNNING], bureau_balance=on_time)

    assert found["BALANCE_OVERDUE_SHARE"] == 0
    assert found["BALANCE_WORST"] == 0
    assert math.isnan(found["BALANCE_SINCE_OVERDUE"])
    assert_features(
        found,
        {
            "BALANCE_OVERDUE_CREDITS": 0,
            "BALANCE_OVERDUE_SHARE_12M": 0,
            "BALANCE_WORST_12M": 0,
            "BALANCE_SERIOUS_MONTHS": 0,
        },
    )


def test_the_thirteenth_month_is_not_within_a_year():
    old = [{"SK_ID_BUREAU": 1, "MONTHS_BALANCE": -13, "STATUS": "3"}]

    assert_features(
        features_of({}, bureau=[RUNNING], bureau_balance=old),
        {
            "BALANCE_OVERDUE_12M": 0,
            "BALANCE_OVERDUE_SHARE_12M": None,
            "BALANCE_WORST_12M": None,
            "BALANCE_WORST": 3,
            "BALANCE_SERIOUS_MONTHS": 1,
        },
    )


def test_months_of_which_nothing_is_known_say_nothing():
    silent = [{"SK_ID_BUREAU": 1, "MONTHS_BALANCE": month, "STATUS": "X"} for month in (-1, -2)]

    assert_features(
        features_of({}, bureau=[RUNNING], bureau_balance=silent),
        {
            "BALANCE_MONTHS_MAX": 2,
            "BALANCE_OVERDUE_SHARE": None,
            "BALANCE_OVERDUE_SHARE_MEAN": None,
            "BALANCE_OVERDUE_CREDITS": None,
            "BALANCE_OVERDUE_12M": None,
            "BALANCE_WORST": None,
            "BALANCE_SERIOUS_MONTHS": None,
        },
    )


def test_months_without_their_credits_are_left_out():
    assert not any(name.startswith("BALANCE_") for name in features_of({}, bureau_balance=[]))
