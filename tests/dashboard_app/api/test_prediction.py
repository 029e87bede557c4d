"""A score computed anew is the one that is stored, and moves as the form does."""

import json
import math

import pytest

from dashboard_app.services.client_cells import get_cells
from model_bundle.errors import InvalidFormError
from model_bundle.form_limits import REQUIRED, check_new
from tests.dashboard_app.api.asking import assert_problem, get, post

LEAST = {"AMT_INCOME_TOTAL": 135_000, "AMT_CREDIT": 450_000, "AMT_ANNUITY": 25_000}


def predicted(browser, body):
    answer = post(browser, "/predict", body)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def stored(active_bundle, row, table):
    cells = get_cells(active_bundle, row)
    return {name.removeprefix(table): value for name, value in cells.items() if name.startswith(table)}


@pytest.mark.parametrize("row", [0, 77, 399])
def test_a_stored_client_scores_as_before(adviser, active_bundle, row):
    number = int(active_bundle.client_ids[row])
    found = predicted(adviser, {"client_id": number})
    shown = get(adviser, f"/clients/{number}/score").get_json()
    assert found["client_id"] == number
    assert found["probability"] == pytest.approx(active_bundle.probabilities[row], abs=1e-9)
    for name in ("decision", "threshold", "bundle_id"):
        assert found[name] == shown[name]


@pytest.mark.parametrize("row", [5, 123])
def test_a_form_with_its_history_scores_as_the_client_whose_it_is(adviser, active_bundle, row):
    body = {
        "application": stored(active_bundle, row, "application."),
        "history": stored(active_bundle, row, "history."),
    }
    found = predicted(adviser, body)
    assert found["client_id"] is None
    assert found["probability"] == pytest.approx(active_bundle.probabilities[row], abs=1e-9)


def test_an_edited_form_gets_another_score(adviser, active_bundle):
    form = stored(active_bundle, 5, "application.")
    worst = {**form, "EXT_SOURCE_1": 0.01, "EXT_SOURCE_2": 0.01, "EXT_SOURCE_3": 0.01}
    best = {**form, "EXT_SOURCE_1": 0.95, "EXT_SOURCE_2": 0.95, "EXT_SOURCE_3": 0.95}
    low, high = (predicted(adviser, {"application": edited})["probability"] for edited in (best, worst))
    assert low < high


def test_the_families_add_up_to_the_score(adviser):
    found = predicted(adviser, {"application": {**LEAST, "EXT_SOURCE_2": 0.3}})
    log_odds = found["base"] + sum(part["contribution"] for part in found["families"])
    assert 1 / (1 + math.exp(-log_odds)) == pytest.approx(found["probability"], abs=1e-12)
    assert found["distance"] == pytest.approx(found["probability"] - found["threshold"]["value"])


def test_a_form_of_which_only_the_amounts_are_known_is_scored(adviser, active_bundle):
    found = predicted(adviser, {"application": LEAST})
    assert 0 < found["probability"] < 1
    assert {part["family"]["name"] for part in found["families"]} <= set(active_bundle.bundle.catalogue.families)


@pytest.mark.case(33)
def test_nothing_of_one_form_is_left_for_the_next(adviser, active_bundle):
    before = predicted(adviser, {"application": LEAST})
    predicted(adviser, {"application": stored(active_bundle, 9, "application.")})
    assert predicted(adviser, {"application": LEAST}) == before


@pytest.mark.parametrize("name", LEAST)
@pytest.mark.parametrize("given", [{}, {"AMT": None}])
def test_without_its_amounts_there_is_nothing_to_decide(adviser, name, given):
    form = {column: amount for column, amount in LEAST.items() if column != name} | dict.fromkeys([name] * len(given))
    found = assert_problem(post(adviser, "/predict", {"application": form}), 422)
    assert f"{name} is required" in found["detail"]


@pytest.mark.case(33)
@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("AMT_CREDIT", 0, "at least 1,000"),
        ("AMT_ANNUITY", -5.0, "at least 100"),
        ("AMT_ANNUITY", 1e-300, "at least 100"),
        ("AMT_ANNUITY", 450_001, "at most AMT_CREDIT: got 450,001 beside 450,000"),
        ("AMT_GOODS_PRICE", 40_000, "AMT_CREDIT must be at most 10 * AMT_GOODS_PRICE"),
        ("DAYS_EMPLOYED", -20_000, "DAYS_BIRTH must be at most DAYS_EMPLOYED"),
        ("AMT_INCOME_TOTAL", 1e12, "at most 200,000,000"),
        ("AMT_CREDIT", 3.4028234663852886e38, "at most 50,000,000"),
        ("EXT_SOURCE_2", 1.5, "at most 1"),
        ("CNT_CHILDREN", -1, "at least 0"),
        ("CNT_CHILDREN", 500, "at most 30"),
        ("CNT_FAM_MEMBERS", 2.5, "a whole number"),
        ("DAYS_BIRTH", 12, "at most -6,570"),
        ("DAYS_EMPLOYED", 2_329, "at most 0, or 365,243"),
        ("REGION_POPULATION_RELATIVE", 1e308, "at most 1"),
        ("FLAG_EMAIL", 2, "at most 1"),
        ("OCCUPATION_TYPE", "Astronaut", "one of its categories"),
        ("OCCUPATION_TYPE", "é" * 10_000, "one of its categories"),
        ("FLAG_OWN_CAR", "\x00", "one of its categories"),
        ("NAME_FAMILY_STATUS", "'; DROP TABLE application; --", "one of its categories"),
    ],
)
def test_what_cannot_be_is_refused(adviser, name, value, wanted):
    body = {"application": {**LEAST, "DAYS_BIRTH": -15_000, name: value}}
    found = assert_problem(post(adviser, "/predict", body), 422)
    assert name in found["detail"]
    assert wanted in found["detail"]
    assert len(found["detail"]) < 2_000


@pytest.mark.parametrize("text", ["XNA", "Unknown", None])
def test_a_category_that_is_not_known_is_scored_as_one_that_is_missing(adviser, text):
    found = predicted(adviser, {"application": {**LEAST, "NAME_FAMILY_STATUS": text}})
    assert found["probability"] == predicted(adviser, {"application": LEAST})["probability"]


def test_every_form_on_file_is_taken_back(active_bundle):
    for row in range(len(active_bundle.client_ids)):
        form = stored(active_bundle, row, "application.")
        complete = {name: None if value != value else value for name, value in form.items()}
        check_new(complete, active_bundle.bundle.catalogue.columns, active_bundle.texts_on_file)


def test_a_text_that_only_a_form_on_file_holds_is_taken_back_and_no_other(active_bundle):
    columns, texts = active_bundle.bundle.catalogue.columns, active_bundle.texts_on_file
    assert texts["OCCUPATION_TYPE"] == active_bundle.clients_coded("application.OCCUPATION_TYPE").values
    check_new({**LEAST, "OCCUPATION_TYPE": "Astronaut"}, columns, {**texts, "OCCUPATION_TYPE": ("Astronaut",)})
    for on_file in (texts, {}):
        with pytest.raises(InvalidFormError, match="one of its categories"):
            check_new({**LEAST, "OCCUPATION_TYPE": "Astronaut"}, columns, on_file)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_form_on_file_without_an_amount_is_taken_back(adviser, active_bundle, name):
    form = stored(active_bundle, 5, "application.") | {name: None}
    assert 0 < predicted(adviser, {"application": form})["probability"] < 1


@pytest.mark.parametrize("number", [0, 5, 999_999_999])
def test_a_client_who_is_not_there_is_not_found(adviser, number):
    assert_problem(post(adviser, "/predict", {"client_id": number}), 404)


@pytest.mark.case(29)
@pytest.mark.case(33)
@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "/body/application"),
        ([], "/body"),
        ("x", "/body"),
        (None, "/body"),
        ({"client_id": "5"}, "/body/client_id"),
        ({"client_id": True}, "/body/client_id"),
        ({"client_id": 1.5}, "/body/client_id"),
        ({"client_id": -1}, "/body/client_id"),
        ({"client_id": 1, "application": {}}, "/body/application"),
        ({"application": []}, "/body/application"),
        ({"application": {"AMT_CREDIT": True}}, "/body/application/AMT_CREDIT"),
        ({"application": {}, "history": {"BUREAU_COUNT": "3"}}, "/body/history/BUREAU_COUNT"),
        ({"application": {}, "colour": "red"}, "/body/colour"),
    ],
)
def test_a_body_that_does_not_fit_says_where(adviser, body, where):
    found = assert_problem(post(adviser, "/predict", body), 422)
    assert where in [error["where"] for error in found["errors"]]


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({**LEAST, "AMT_CREDITS": 1}, "no such column: got 'AMT_CREDITS'"),
        ({**LEAST, "AMT_CREDIT": "much"}, "AMT_CREDIT must be a number"),
        ({**LEAST, "CNT_CHILDREN": 1.5}, "CNT_CHILDREN must be a whole number"),
        ({**LEAST, "NAME_CONTRACT_TYPE": 3}, "NAME_CONTRACT_TYPE must be a text"),
    ],
)
def test_a_column_that_cannot_be_used_is_named(adviser, form, named):
    assert named in assert_problem(post(adviser, "/predict", {"application": form}), 422)["detail"]


@pytest.mark.case(33)
@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e999", b"1" + b"0" * 400, b"-1" + b"0" * 4_000])
@pytest.mark.parametrize(
    "body", [b'{"application": {"AMT_CREDIT": %s}}', b'{"application": {}, "history": {"BUREAU_DEBT": %s}}']
)
def test_a_number_that_nothing_can_hold_is_refused(adviser, body, number):
    answer = post(adviser, "/predict", data=body % number, content_type="application/json")
    assert_problem(answer, 422)


@pytest.mark.parametrize("number", [b"5e-324", b"-0", b"1.0"])
def test_a_number_at_the_end_of_what_can_be_held_is_scored(adviser, number):
    form = json.dumps(LEAST)[:-1].encode() + b', "REGION_POPULATION_RELATIVE": %s}' % number
    answer = post(adviser, "/predict", data=b'{"application": %s}' % form, content_type="application/json")
    assert answer.status_code == 200, answer.text
    assert 0 < answer.get_json()["probability"] < 1
