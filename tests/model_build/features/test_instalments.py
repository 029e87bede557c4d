import math

import pytest

from tests.model_build.features.hand_made import features_of


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


def test_one_payment_for_two_versions_is_not_counted_twice():
    made = found(part(1, -260.0, -272.0, 46.0, 225.0, version=1.0), part(1, -260.0, -272.0, 179.0, 225.0, version=2.0))

    assert made["INST_PAID_SHARE"] == 1


def test_an_instalment_never_paid_is_owed_in_full():
    made = found(part(1, -40.0, -40.0, 100.0, 100.0), part(2, -10.0, None, 100.0, None))

    assert made["INST_PAID_SHARE"] == 0.5
    assert made["INST_LATE_SHARE"] == 0
    assert made["INST_LAST_DELAY"] == 0


def test_the_latest_of_two_due_on_one_day_is_the_later_loan():
    made = found(part(1, -10.0, -9.0, 1.0, 1.0, loan=7), part(1, -10.0, -4.0, 1.0, 1.0, loan=3))

    assert made["INST_LAST_DELAY"] == 1
