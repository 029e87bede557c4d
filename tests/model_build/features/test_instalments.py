import math

import pytest

from tests.model_build.features.hand_made import assert_features, features_of


def part(number, due_day, paid_day, due, paid, *, loan=1, version=1.0):
    return {
        "SK_ID_PREV": loan,
        "NUM_INSTALMENT_NUMBER": number,
        "NUM_INSTALMENT_VERSION": version,
        "DAYS_INSTALMENT": due_day,
        "DAYS_ENTRY_PAYMENT": paid_day,
        "AMT_INSTALMENT": due,
        "AMT_PAYMENT": paid,
    }


def found(*parts):
    return features_of({}, installments_payments=parts)


def test_late_early_and_on_time():
    made = found(
        part(1, -500.0, -490.0, 100.0, 100.0),
        part(2, -300.0, -320.0, 100.0, 100.0),
        part(3, -200.0, -196.0, 200.0, 150.0),
        part(4, -100.0, -100.0, 100.0, 100.0),
    )

    assert made["INST_DELAY_MEAN"] == (10 - 20 + 4 + 0) / 4
    assert made["INST_LATE_MEAN"] == 14 / 4
    assert made["INST_LATE_MAX"] == 10
    assert made["INST_LATE_MEAN_1Y"] == pytest.approx(4 / 3)
    assert made["INST_LATE_TREND"] == pytest.approx(4 / 3 - 14 / 4)
    assert made["INST_LATE_SHARE"] == 0.5
    assert made["INST_LATE_7_SHARE"] == 0.25
    assert made["INST_LATE_WEIGHTED"] == (10 * 100 + 4 * 200) / 500
    assert made["INST_PAID_SHARE"] == 450 / 500
    assert made["INST_SINCE_LATE"] == 200
    assert made["INST_LAST_DELAY"] == 0
    assert_features(
        made,
        {
            "INST_EARLY_MEAN": 20 / 4,
            "INST_LATE_MAX_1Y": 4,
            "INST_LATE_SHARE_1Y": 1 / 3,
            "INST_LATE_15_SHARE": 0,
            "INST_LATE_WEIGHTED_1Y": 4 * 200 / 400,
            "INST_COUNT": 4,
            "INST_COUNT_1Y": 3,
            "INST_DUE_1Y": 400,
            "INST_PAID_SHARE_1Y": 350 / 400,
            "INST_PAID_SHARE_MEAN": (1 + 1 + 0.75 + 1) / 4,
            "INST_PAID_SHARE_MIN": 0.75,
            "INST_SHORT_SHARE": 1 / 4,
            "INST_SHORT_AMOUNT": 50,
            "INST_SPLIT_SHARE": 0,
        },
    )


def test_the_last_payments_and_the_slope():
    made = found(
        part(1, -500.0, -490.0, 100.0, 100.0),
        part(2, -300.0, -320.0, 100.0, 100.0),
        part(3, -200.0, -196.0, 200.0, 150.0),
        part(4, -100.0, -100.0, 100.0, 100.0),
    )

    assert_features(
        made,
        {
            "INST_LATE_MEAN_LAST_2": (0 + 4) / 2,
            "INST_LATE_MEAN_LAST_3": (0 + 4 + 0) / 3,
            "INST_LATE_MEAN_LAST_5": (0 + 4 + 0 + 10) / 4,
            "INST_DELAY_MEAN_LAST_2": (0 + 4) / 2,
            "INST_DELAY_MEAN_LAST_3": (0 + 4 - 20) / 3,
            "INST_DELAY_MEAN_LAST_5": (0 + 4 - 20 + 10) / 4,
            # Mean day -275 and mean lateness 3.5: products of deviations add up to -1,950, squares to 87,500.
            "INST_LATE_SLOPE": -1950 / 87_500 * 365,
        },
    )


def test_one_day_has_no_slope_and_lateness_that_grows_has_one_above_zero():
    same_day = found(part(1, -10.0, -9.0, 1.0, 1.0, loan=1), part(1, -10.0, -4.0, 1.0, 1.0, loan=2))
    growing = found(part(1, -375.0, -375.0, 1.0, 1.0), part(2, -10.0, -7.0, 1.0, 1.0))

    assert math.isnan(same_day["INST_LATE_SLOPE"])
    assert growing["INST_LATE_SLOPE"] == pytest.approx(3)


def test_more_than_fifteen_days_is_sixteen():
    made = found(part(1, -90.0, -75.0, 1.0, 1.0), part(2, -60.0, -44.0, 1.0, 1.0))

    assert made["INST_LATE_15_SHARE"] == 0.5


def test_early_payments_are_not_lateness():
    made = found(part(1, -300.0, -320.0, 100.0, 100.0))

    assert made["INST_LATE_SHARE"] == 0
    assert made["INST_LATE_MEAN"] == 0
    assert math.isnan(made["INST_SINCE_LATE"])


def test_payments_in_parts_are_summed_and_late_by_the_last():
    made = found(part(1, -100.0, -110.0, 100.0, 60.0), part(1, -100.0, -95.0, 100.0, 40.0))

    assert made["INST_PAID_SHARE"] == 1
    assert made["INST_LATE_MAX"] == 5
    assert made["INST_LATE_SHARE"] == 1
    assert_features(made, {"INST_COUNT": 1, "INST_SPLIT_SHARE": 1, "INST_SHORT_SHARE": 0, "INST_PAID_SHARE_MIN": 1})


def test_one_payment_for_two_versions_is_not_counted_twice():
    made = found(part(1, -260.0, -272.0, 46.0, 225.0, version=1.0), part(1, -260.0, -272.0, 179.0, 225.0, version=2.0))

    assert made["INST_PAID_SHARE"] == 1


def test_an_instalment_never_paid_is_owed_in_full():
    made = found(part(1, -40.0, -40.0, 100.0, 100.0), part(2, -10.0, None, 100.0, None))

    assert made["INST_PAID_SHARE"] == 0.5
    assert made["INST_LATE_SHARE"] == 0
    assert made["INST_LAST_DELAY"] == 0
    assert_features(
        made,
        {
            "INST_SHORT_AMOUNT": 100,
            "INST_PAID_SHARE_MIN": 0,
            # Not a payment, and so not one of the last.
            "INST_DELAY_MEAN_LAST_2": 0,
            "INST_LATE_MEAN_LAST_2": 0,
        },
    )


def test_nothing_paid_yet_has_no_lateness():
    assert_features(
        found(part(1, -10.0, None, 100.0, None)),
        {
            "INST_LATE_MEAN": None,
            "INST_LAST_DELAY": None,
            "INST_DELAY_MEAN_LAST_2": None,
            "INST_LATE_SLOPE": None,
            "INST_PAID_SHARE": 0,
            "INST_COUNT": 1,
        },
    )


def test_nothing_due_within_a_year_is_zero_and_its_lateness_unknown():
    assert_features(
        found(part(1, -366.0, -360.0, 100.0, 100.0)),
        {
            "INST_COUNT_1Y": 0,
            "INST_DUE_1Y": 0,
            "INST_LATE_MEAN_1Y": None,
            "INST_LATE_MAX_1Y": None,
            "INST_LATE_SHARE_1Y": None,
            "INST_LATE_WEIGHTED_1Y": None,
            "INST_PAID_SHARE_1Y": None,
        },
    )
    assert found(part(1, -365.0, -360.0, 100.0, 100.0))["INST_COUNT_1Y"] == 1


def test_the_latest_of_two_due_on_one_day_is_the_later_loan():
    made = found(part(1, -10.0, -9.0, 1.0, 1.0, loan=7), part(1, -10.0, -4.0, 1.0, 1.0, loan=3))

    assert made["INST_LAST_DELAY"] == 1


def test_of_three_due_on_one_day_the_last_two_are_the_later_loans():
    parts = [part(1, -10.0, -10.0 + days, 1.0, 1.0, loan=loan) for loan, days in ((5, 4.0), (9, 2.0), (3, 9.0))]

    for order in (parts, parts[::-1]):
        assert found(*order)["INST_LATE_MEAN_LAST_2"] == (2 + 4) / 2


def test_a_day_beyond_any_loan_is_unknown():
    made = found(part(1, -1e300, -10.0, 1.0, 1.0), part(2, -20.0, 365_243.0, 1.0, 1.0))

    assert_features(made, {"INST_COUNT": 2, "INST_DELAY_MEAN": None, "INST_COUNT_1Y": 1})


def test_without_instalments_all_is_null():
    made = features_of({}, installments_payments=[{"SK_ID_CURR": 5, **part(1, -10.0, -9.0, 1.0, 1.0)}])

    assert all(math.isnan(value) for name, value in made.items() if name.startswith("INST_"))
