import pytest

from model_build.features import known_categories
from model_build.labels.form_categories import FORM_CATEGORIES
from model_build.tables import TEST, TRAIN
from tests.model_build.features.hand_made import connect


def listed(name):
    return tuple(category.value for category in FORM_CATEGORIES[name])


def test_the_order_does_not_depend_on_the_data():
    con = connect({TRAIN: [{"SK_ID_CURR": 1, "NAME_INCOME_TYPE": "Unemployed"}]})

    assert known_categories(con, ())["NAME_INCOME_TYPE"] == listed("NAME_INCOME_TYPE")


def test_new_values_of_the_training_data_follow_in_alphabetical_order():
    con = connect({TRAIN: [{"SK_ID_CURR": i, "ORGANIZATION_TYPE": name} for i, name in enumerate(["Zoo", "Abbey"])]})

    assert known_categories(con, ())["ORGANIZATION_TYPE"] == (*listed("ORGANIZATION_TYPE"), "Abbey", "Zoo")


@pytest.mark.parametrize("absent", ["XNA", "Unknown", "", None])
def test_what_stands_for_an_absent_value_is_no_category(absent):
    con = connect({TRAIN: [{"SK_ID_CURR": 1, "ORGANIZATION_TYPE": absent}]})

    assert known_categories(con, ())["ORGANIZATION_TYPE"] == listed("ORGANIZATION_TYPE")


def test_values_of_applicants_to_be_decided_are_not_learnt():
    new = {"SK_ID_CURR": 2, "ORGANIZATION_TYPE": "Zoo"}
    previous = {"SK_ID_CURR": 2, "SK_ID_PREV": 3, "NAME_GOODS_CATEGORY": "Boats"}
    con = connect({TRAIN: [{"SK_ID_CURR": 1}], TEST: [new], "previous_application": [previous]})

    found = known_categories(con, ["previous_application"])

    assert "Zoo" not in found["ORGANIZATION_TYPE"]
    assert "Boats" not in found["PREV_LAST_GOODS"]


def test_categories_of_a_table_that_is_absent_are_left_out():
    con = connect({TRAIN: [{"SK_ID_CURR": 1}]})

    assert "PREV_LAST_GOODS" not in known_categories(con, ())
