import math

import pytest

from tests.model_build.features.hand_made import features_of


def test_seniority_compared():
    found = features_of(
        {
            "DAYS_EMPLOYED": -1000,
            "DAYS_LAST_PHONE_CHANGE": -500.0,
            "DAYS_ID_PUBLISH": -2000,
            "AMT_CREDIT": 50_000.0,
            "OWN_CAR_AGE": 4.0,
        }
    )

    assert found["EMPLOYED_TO_PHONE"] == 2
    assert found["EMPLOYED_TO_ID"] == 0.5
    assert found["CREDIT_TO_EMPLOYED"] == 50
    assert found["CAR_AGE_TO_EMPLOYED"] == pytest.approx(4 * 365.25 / 1000)


def test_a_telephone_changed_today_gives_no_ratio():
    assert math.isnan(features_of({"DAYS_EMPLOYED": -10, "DAYS_LAST_PHONE_CHANGE": 0.0})["EMPLOYED_TO_PHONE"])


def test_the_latest_change_is_the_most_recent_one():
    found = features_of({"DAYS_REGISTRATION": -900.0, "DAYS_ID_PUBLISH": -30, "DAYS_LAST_PHONE_CHANGE": -400.0})

    assert found["DAYS_LATEST_CHANGE"] == 30


def test_counts_of_the_form():
    found = features_of(
        {
            "FLAG_DOCUMENT_3": 1,
            "FLAG_DOCUMENT_21": 1,
            "FLAG_DOCUMENT_8": 0,
            "FLAG_EMAIL": 1,
            "FLAG_PHONE": 1,
            "FLAG_MOBIL": 1,
            "REG_CITY_NOT_WORK_CITY": 1,
            "LIVE_CITY_NOT_WORK_CITY": 1,
        }
    )

    assert found["DOCUMENT_COUNT"] == 2
    # Everybody gives a mobile number: it is not counted.
    assert found["CONTACT_COUNT"] == 2
    assert found["ADDRESS_MISMATCHES"] == 2


def test_shares_of_household_and_circle():
    found = features_of(
        {
            "CNT_CHILDREN": 1,
            "CNT_FAM_MEMBERS": 4.0,
            "DEF_30_CNT_SOCIAL_CIRCLE": 1.0,
            "OBS_30_CNT_SOCIAL_CIRCLE": 5.0,
        }
    )

    assert found["CHILDREN_SHARE"] == 0.25
    assert found["CIRCLE_DEFAULT_SHARE"] == 0.2
    assert math.isnan(
        features_of({"DEF_30_CNT_SOCIAL_CIRCLE": 0.0, "OBS_30_CNT_SOCIAL_CIRCLE": 0.0})["CIRCLE_DEFAULT_SHARE"]
    )


def test_enquiries_are_added_and_unknown_without_an_answer():
    periods = dict(zip(("HOUR", "DAY", "WEEK", "MON", "QRT", "YEAR"), (0.0, 0.0, 1.0, 2.0, 0.0, 3.0), strict=True))
    form = {f"AMT_REQ_CREDIT_BUREAU_{period}": count for period, count in periods.items()}

    assert features_of(form)["ENQUIRY_COUNT"] == 6
    assert math.isnan(features_of({})["ENQUIRY_COUNT"])
