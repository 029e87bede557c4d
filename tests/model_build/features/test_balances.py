import math

import pytest

from tests.model_build.features.hand_made import assert_features, features_of


def pos(loan, month, term, left, *, late=0, past_due=0, status="Active"):
    return {
        "SK_ID_PREV": loan,
        "MONTHS_BALANCE": month,
        "CNT_INSTALMENT": term,
        "CNT_INSTALMENT_FUTURE": left,
        "SK_DPD": past_due,
        "SK_DPD_DEF": late,
        "NAME_CONTRACT_STATUS": status,
    }


def card(month, balance, limit, **more):
    return {"SK_ID_PREV": 1, "MONTHS_BALANCE": month, "AMT_BALANCE": balance, "AMT_CREDIT_LIMIT_ACTUAL": limit, **more}


def drawn(amount, cash, times):
    return {"AMT_DRAWINGS_CURRENT": amount, "AMT_DRAWINGS_ATM_CURRENT": cash, "CNT_DRAWINGS_ATM_CURRENT": times}


def billed(minimum, paid):
    return {"AMT_INST_MIN_REGULARITY": minimum, "AMT_PAYMENT_CURRENT": paid}


def test_one_finished_and_one_running_loan():
    found = features_of(
        {},
        POS_CASH_balance=[
            pos(1, -30, 12.0, 12.0),
            pos(1, -29, 12.0, 11.0, late=5, past_due=9),
            pos(1, -28, 2.0, 0.0, status="Completed"),
            pos(2, -2, 10.0, 9.0, late=2),
            pos(2, -1, 10.0, 8.0),
        ],
    )

    assert found["POS_LEFT"] == 8
    assert found["POS_LEFT_SHARE"] == 0.8
    assert found["POS_OVERDUE_SHARE"] == 2 / 5
    assert found["POS_OVERDUE_MAX"] == 5
    assert found["POS_SINCE_OVERDUE"] == 2
    assert found["POS_EARLY_SHARE"] == 1
    assert found["POS_MONTHS"] == 5
    assert_features(
        found,
        {
            "POS_UNFINISHED": 1,
            "POS_TERM_MEAN": (12 + 10) / 2,
            "POS_OVERDUE_12M": 1,
            "POS_PAST_DUE_MAX": 9,
            "POS_CUT_MEAN": 12 - 2,
            "POS_SINCE_COMPLETED": 28,
        },
    )


def test_a_loan_finished_in_its_time_is_not_early():
    found = features_of({}, POS_CASH_balance=[pos(1, -2, 2.0, 1.0), pos(1, -1, 2.0, 0.0, status="Completed")])

    assert found["POS_EARLY_SHARE"] == 0
    assert_features(found, {"POS_CUT_MEAN": 0, "POS_UNFINISHED": 0, "POS_OVERDUE_12M": 0})
    assert math.isnan(found["POS_LEFT"])
    assert math.isnan(found["POS_SINCE_OVERDUE"])


def test_a_running_loan_has_no_completion():
    found = features_of({}, POS_CASH_balance=[pos(1, -1, 6.0, 5.0, past_due=3)])

    assert_features(
        found, {"POS_SINCE_COMPLETED": None, "POS_CUT_MEAN": None, "POS_OVERDUE_MAX": 0, "POS_PAST_DUE_MAX": 3}
    )


def test_of_two_rows_of_one_month_the_later_has_fewer_instalments_left():
    for rows in ([pos(1, -1, 6.0, 5.0), pos(1, -1, 6.0, 4.0)], [pos(1, -1, 6.0, 4.0), pos(1, -1, 6.0, 5.0)]):
        assert features_of({}, POS_CASH_balance=rows)["POS_LEFT"] == 4


def test_use_of_a_card():
    found = features_of(
        {},
        credit_card_balance=[
            card(-1, 800.0, 1000, AMT_DRAWINGS_CURRENT=100.0, AMT_DRAWINGS_ATM_CURRENT=40.0, SK_DPD_DEF=0),
            card(-2, 400.0, 1000, AMT_DRAWINGS_CURRENT=60.0, AMT_DRAWINGS_ATM_CURRENT=None, SK_DPD_DEF=7),
            card(-6, 0.0, 1000, AMT_DRAWINGS_CURRENT=20.0, AMT_DRAWINGS_ATM_CURRENT=0.0, SK_DPD_DEF=0),
            card(-7, 0.0, 0, AMT_INST_MIN_REGULARITY=50.0, AMT_PAYMENT_CURRENT=75.0, SK_DPD_DEF=0),
        ],
    )

    assert found["CARD_USE_2M"] == 0.6
    assert found["CARD_USE_6M"] == 0.4
    assert found["CARD_USE_TREND"] == pytest.approx(0.2)
    assert found["CARD_USE_MAX"] == 0.8
    assert found["CARD_BALANCE_MEAN"] == 300
    assert found["CARD_CASH_SHARE"] == 40 / 120
    assert found["CARD_DRAWINGS_6M"] == 60
    assert found["CARD_PAID_TO_MINIMUM"] == 1.5
    assert found["CARD_OVERDUE_SHARE"] == 0.25
    assert found["CARD_OVERDUE_MAX"] == 7
    assert found["CARD_MONTHS"] == 7


def test_cash_limits_and_minimum_payments():
    found = features_of(
        {},
        credit_card_balance=[
            card(-1, 1200.0, 1000, **drawn(300.0, 100.0, 2.0), **billed(50.0, 40.0), SK_DPD_DEF=0),
            card(-3, 500.0, 1000, **drawn(0.0, 0.0, 0.0), **billed(40.0, 80.0), SK_DPD_DEF=3),
            card(-8, 200.0, 2000, **drawn(200.0, 200.0, 1.0), **billed(60.0, 60.0), SK_DPD_DEF=4),
            card(-9, 0.0, 2000, **billed(0.0, 500.0), SK_DPD_DEF=0),
        ],
    )

    assert_features(
        found,
        {
            "CARD_OVER_LIMIT_SHARE": 1 / 4,
            "CARD_LIMIT_MAX": 2000,
            "CARD_BALANCE_MAX": 1200,
            "CARD_CASH_SHARE": 300 / 500,
            "CARD_CASH_SHARE_6M": 100 / 300,
            "CARD_CASH_6M": (100 + 0) / 2,
            "CARD_CASH_COUNT_6M": 2,
            "CARD_DRAWINGS_6M": (300 + 0) / 2,
            "CARD_SINCE_DRAWING": 1,
            # A month without a minimum asks for nothing.
            "CARD_PAID_TO_MINIMUM": 180 / 150,
            "CARD_PAID_TO_MINIMUM_6M": 120 / 90,
            "CARD_BELOW_MINIMUM_SHARE": 1 / 3,
            "CARD_OVERDUE_6M": 1,
        },
    )


def test_a_card_that_was_never_used():
    assert_features(
        features_of({}, credit_card_balance=[card(-1, 0.0, 1000, AMT_DRAWINGS_CURRENT=0.0, SK_DPD_DEF=0)]),
        {
            "CARD_SINCE_DRAWING": None,
            "CARD_CASH_6M": None,
            "CARD_CASH_COUNT_6M": None,
            "CARD_CASH_SHARE_6M": None,
            "CARD_PAID_TO_MINIMUM_6M": None,
            "CARD_BELOW_MINIMUM_SHARE": None,
            "CARD_OVER_LIMIT_SHARE": 0,
            "CARD_OVERDUE_6M": 0,
        },
    )


def test_a_drawing_below_zero_is_null():
    drawn = card(-1, 0.0, 100, AMT_DRAWINGS_CURRENT=-1687.5, AMT_DRAWINGS_ATM_CURRENT=-1687.5)

    found = features_of({}, credit_card_balance=[drawn])

    assert math.isnan(found["CARD_DRAWINGS_6M"])
    assert math.isnan(found["CARD_CASH_SHARE"])


def test_a_card_without_a_limit_has_no_use():
    assert math.isnan(features_of({}, credit_card_balance=[card(-1, 10.0, 0)])["CARD_USE_2M"])
