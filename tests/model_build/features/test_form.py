import math

import pytest

from model_build.features import plan
from model_build.labels.building import REDUNDANT
from model_build.labels.protected_grounds import ON_PROTECTED_GROUNDS
from model_build.tables import HISTORY_TABLES
from tests.model_build.features.hand_made import features_of
from tests.model_build.known_categories import CATEGORIES


def test_a_category_is_its_place_in_the_list():
    found = features_of({"NAME_EDUCATION_TYPE": "Higher education", "FLAG_OWN_CAR": "Y"})

    assert found["NAME_EDUCATION_TYPE"] == 3
    assert found["FLAG_OWN_CAR"] == 1


@pytest.mark.parametrize(
    ("column", "value"), [("ORGANIZATION_TYPE", "XNA"), ("NAME_FAMILY_STATUS", "Unknown"), ("OCCUPATION_TYPE", None)]
)
def test_an_absent_category_is_null_and_the_client_is_kept(column, value):
    assert math.isnan(features_of({column: value})[column])


def test_a_new_category_of_the_training_data_gets_the_next_code():
    found = features_of({"NAME_HOUSING_TYPE": "Houseboat"})

    assert found["NAME_HOUSING_TYPE"] == len(CATEGORIES["NAME_HOUSING_TYPE"])


def test_not_employed_is_null_and_a_flag():
    without, employed = features_of({"DAYS_EMPLOYED": 365_243}), features_of({"DAYS_EMPLOYED": -730})

    assert math.isnan(without["DAYS_EMPLOYED"])
    assert without["NOT_EMPLOYED"] == 1
    assert employed["DAYS_EMPLOYED"] == -730
    assert employed["NOT_EMPLOYED"] == 0


def test_every_column_of_the_form_is_a_feature_but_key_gender_age_and_what_says_the_same_again():
    made = plan((), CATEGORIES)

    form = set(made.inputs["application"])
    assert form - set(made.names) == {"SK_ID_CURR", "CODE_GENDER", "DAYS_BIRTH", *REDUNDANT}
    assert len(REDUNDANT) == 28
    assert {f"{name.rpartition('_')[0]}_AVG" for name in REDUNDANT} <= set(made.names)
    assert not any(feature.from_age for feature in made.features)


def test_age_and_what_is_made_from_it_only_when_asked_for():
    with_age = set(plan((), CATEGORIES, with_age=True).names)

    assert with_age - set(plan((), CATEGORIES).names) == {"DAYS_BIRTH", "EMPLOYED_TO_AGE"}
    found = features_of({"DAYS_BIRTH": -14_600, "DAYS_EMPLOYED": -730}, with_age=True)
    assert found["DAYS_BIRTH"] == -14_600
    assert found["EMPLOYED_TO_AGE"] == pytest.approx(0.05)


def test_a_build_without_protected_grounds_has_none_of_their_features():
    everything, strict = (
        set(plan(HISTORY_TABLES, CATEGORIES, without_protected=is_strict).names) for is_strict in (False, True)
    )
    assert everything - strict == ON_PROTECTED_GROUNDS
    words = ("REGION", "SOCIAL_CIRCLE", "CHILDREN", "FAM_", "FAMILY", "PER_PERSON")
    assert not [name for name in strict if any(word in name for word in words)]


def test_gender_and_age_change_no_feature():
    form = {"AMT_CREDIT": 1000.0, "DAYS_EMPLOYED": -10, "DAYS_ID_PUBLISH": -20}
    young = features_of({**form, "CODE_GENDER": "F", "DAYS_BIRTH": -8_000})
    old = features_of({**form, "CODE_GENDER": "M", "DAYS_BIRTH": -24_000})

    assert repr(young) == repr(old)
