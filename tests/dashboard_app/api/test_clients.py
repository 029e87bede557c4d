"""The clients of the API are those of the pages: the same list, the same score, the same reasons."""

import math

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.list_columns import COLUMNS, Kind
from dashboard_app.presenters.reason_sentences import few_reasons_sentence, reason_sentence
from dashboard_app.services.client_cells import get_cell
from dashboard_app.services.client_list import ListQuery, list_clients
from dashboard_app.services.explanation import explain
from dashboard_app.services.scoring import score
from dashboard_app.suppliers import NOBODY_NAMED
from model_bundle.decision import Decision
from tests.dashboard_app.api.asking import assert_problem, get
from tests.dashboard_app.services.people import ADVISER, SCORED, customer, first, open_file


def listed(browser, query=""):
    answer = get(browser, f"/clients{query}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_pages_follow_each_other_without_a_gap(adviser, active_bundle):
    pages = [listed(adviser, f"?size=150&page={page}") for page in (1, 2, 3, 4)]
    assert [len(page["items"]) for page in pages] == [150, 150, 100, 0]
    numbers = [row["client_id"] for page in pages for row in page["items"]]
    assert numbers == active_bundle.client_ids.tolist()
    assert {page["total"] for page in pages} == {len(numbers)}
    assert [(page["page"], page["size"]) for page in pages] == [(1, 150), (2, 150), (3, 150), (4, 150)]


@pytest.mark.parametrize("column", [one.name for one in COLUMNS if one.kind not in {Kind.TEXT, Kind.DECISION}])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_the_list_is_sorted(adviser, column, order):
    values = [row[column] for row in listed(adviser, f"?size=400&sort={column}&order={order}")["items"]]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == known, "what is not known comes last"
    if column == "distance":
        # The queue of reviews: nearest to the threshold first, on either side of it.
        known = [abs(value) for value in known]
    assert known == sorted(known, reverse=order == "desc")


@pytest.mark.parametrize("decision", SCORED)
def test_the_list_is_filtered_by_decision(adviser, active_bundle, decision):
    found = listed(adviser, f"?size=400&decision={decision.value}")
    assert {row["decision"] for row in found["items"]} == {decision.value}
    assert found["total"] == len(found["items"]) == found["counts"][decision.value]
    assert sum(found["counts"].values()) == len(active_bundle.client_ids)


def test_the_list_is_filtered_by_number_and_occupation(adviser, active_bundle):
    one = listed(adviser, "?size=400")["items"]
    wanted = next(row for row in one if row["occupation"])
    by_occupation = listed(adviser, f"?size=400&occupation={wanted['occupation']}")
    assert by_occupation["items"] == [row for row in one if row["occupation"] == wanted["occupation"]]
    by_number = listed(adviser, f"?number={wanted['client_id']}")
    assert by_number["items"] == [wanted]


def test_a_line_is_that_of_the_service(adviser, active_bundle):
    row = listed(adviser, "?size=1&sort=probability&order=desc")["items"][0]
    expected = vars(list_clients(active_bundle, ADVISER, ListQuery(sort="probability", descending=True, end=1)).rows[0])
    assert row == {
        name: None if isinstance(value, float) and math.isnan(value) else value for name, value in expected.items()
    }


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("?page=0", "/query/page"),
        ("?page=1.5", "/query/page"),
        ("?page=１", "/query/page"),
        ("?page=+1", "/query/page"),
        ("?page=1&page=2", "/query/page"),
        ("?size=501", "/query/size"),
        ("?size=", "/query/size"),
        ("?order=up", "/query/order"),
        ("?decision=maybe", "/query/decision"),
        ("?number=12x", "/query/number"),
        ("?number=" + "1" * 21, "/query/number"),
        ("?colour=red", "/query/colour"),
    ],
)
def test_a_parameter_that_is_not_allowed_is_named(adviser, query, where):
    found = assert_problem(get(adviser, f"/clients{query}"), 422)
    assert [error["where"] for error in found["errors"]] == [where]
    assert all(error["message"] for error in found["errors"])


@pytest.mark.parametrize("query", ["?sort=secret", "?occupation=Pirate", "?amount=all-of-it"])
def test_a_value_that_this_bundle_does_not_know_is_told(adviser, query):
    value = query.partition("=")[2]
    assert value in assert_problem(get(adviser, f"/clients{query}"), 422)["detail"]


@pytest.mark.parametrize("decision", SCORED)
def test_a_score_is_that_of_the_page(adviser, active_bundle, decision):
    number = first(active_bundle, decision)
    expected = score(open_file(active_bundle, ADVISER, number))
    found = get(adviser, f"/clients/{number}/score").get_json()
    assert found == {
        "client_id": number,
        "bundle_id": expected.bundle_id,
        "probability": expected.probability,
        "decision": decision.value,
        "distance": expected.distance,
        "threshold": expected.threshold.model_dump(),
        "risk_percentile_accepted": expected.risk_percentile_accepted,
        "risk_percentile_all": expected.risk_percentile_all,
    }


def test_contributions_add_up_to_the_score(adviser, active_bundle):
    number = first(active_bundle, Decision.REVIEW)
    found = get(adviser, f"/clients/{number}/explanation").get_json()["contributions"]
    log_odds = found["base"] + sum(part["contribution"] for part in found["features"])
    probability = get(adviser, f"/clients/{number}/score").get_json()["probability"]
    assert 1 / (1 + math.exp(-log_odds)) == pytest.approx(probability, abs=1e-12)
    families = found["base"] + sum(part["contribution"] for part in found["families"])
    assert families == pytest.approx(log_odds, abs=1e-9)
    assert [part["feature"] for part in found["features"]] == list(active_bundle.feature_index)


def test_reasons_are_those_of_the_page(adviser, active_bundle):
    number = first(active_bundle, Decision.REFUSED)
    expected = explain(open_file(active_bundle, ADVISER, number))
    found = get(adviser, f"/clients/{number}/explanation").get_json()["reasons"]
    for raising in (True, False):
        side = [reason["family"]["name"] for reason in found if reason["raises"] is raising]
        assert side == [part.family.name for part in expected.reasons(raising=raising)]
    shares = [reason["share"] for reason in found]
    assert shares == sorted(shares, reverse=True)
    parts = {part.family.name: part for part in expected.ranked_reasons}
    for reason in found:
        part = parts[reason["family"]["name"]]
        for translator in (get_translator("en"), get_translator("fr")):
            assert reason["sentence"][translator.language] == reason_sentence(expected, part, translator)
            assert reason["source"][translator.language]
        assert reason["feature"] == part.feature
        assert (reason["feature"] is None) is (reason["label"] is None)


def test_reasons_are_in_the_currency_of_the_pages_and_what_decides_without_them_is_said(
    adviser, active_bundle, monkeypatch
):
    monkeypatch.setitem(adviser.application.extensions, "clairscore_currency", "EUR")
    told, sentences = set(), []
    for number in active_bundle.client_ids[:25].tolist():
        found = get(adviser, f"/clients/{number}/explanation").get_json()
        expected = explain(open_file(active_bundle, ADVISER, number))
        parts = {part.family.name: part for part in expected.ranked_reasons}
        for translator in (get_translator("en", "EUR"), get_translator("fr", "EUR")):
            few = few_reasons_sentence(expected, NOBODY_NAMED, translator)
            about = found["about_reasons"]
            assert (None if about is None else about[translator.language]) == few
            told.add(few is None)
            for reason in found["reasons"]:
                sentence = reason["sentence"][translator.language]
                assert sentence == reason_sentence(expected, parts[reason["family"]["name"]], translator)
                sentences.append(sentence)
    assert True in told
    assert any(sentence.count("€") for sentence in sentences)


def test_a_category_is_its_text_and_a_missing_value_null(adviser, active_bundle):
    """Codes and NaN stay inside."""
    catalogue = active_bundle.bundle.catalogue.features
    found = get(adviser, f"/clients/{active_bundle.client_ids[0]}/explanation").get_json()["contributions"]["features"]
    row = active_bundle.features[0]
    for part, value in zip(found, row.tolist(), strict=True):
        entry = catalogue[part["feature"]]
        if math.isnan(value):
            assert part["value"] is None
        elif entry.categories:
            assert part["value"] == entry.categories[int(value)].value
        else:
            assert part["value"] == value
    assert any(part["value"] is None for part in found)


def test_a_client_is_who_the_page_says(adviser, active_bundle):
    number = int(active_bundle.client_ids[3])
    found = get(adviser, f"/clients/{number}").get_json()
    assert found["client_id"] == number
    assert found["age"] == pytest.approx(get_cell(active_bundle, 3, "application.DAYS_BIRTH") / -365.25)
    assert found["application"]["AMT_CREDIT"] == get_cell(active_bundle, 3, "application.AMT_CREDIT")
    assert "CODE_GENDER" not in found["application"]


@pytest.mark.case(16)
def test_a_customer_reads_their_own_file_as_on_their_page(customer_browser, active_bundle, own):
    file = get(customer_browser, f"/clients/{own}").get_json()
    explained = get(customer_browser, f"/clients/{own}/explanation").get_json()
    assert "CODE_GENDER" in file["application"]
    assert explained["contributions"] is None
    expected = explain(open_file(active_bundle, customer(own), own)).reasons(raising=True)
    assert [reason["family"]["name"] for reason in explained["reasons"]] == [part.family.name for part in expected]
    assert get(customer_browser, f"/clients/{own}/score").get_json()["decision"] == Decision.REFUSED


@pytest.mark.case(11)
@pytest.mark.case(15)
@pytest.mark.parametrize("part", ["", "/score", "/explanation"])
def test_another_client_and_no_client_are_the_same_to_a_customer(customer_browser, adviser, other, part):
    assert get(adviser, f"/clients/{other}{part}").status_code == 200
    answers = [get(customer_browser, f"/clients/{number}{part}") for number in (other, 999_999_999)]
    found = [assert_problem(answer, 404) for answer in answers]
    assert found[0] == found[1]
    assert str(other) not in answers[0].text


@pytest.mark.case(12)
@pytest.mark.parametrize("number", ["0", "x", "-1", "1.0", "１００００１", "1e5", "9" * 19, "%00", "1%20OR%201"])
@pytest.mark.parametrize("part", ["", "/score", "/explanation"])
def test_what_is_no_number_of_a_client_is_not_there(adviser, number, part):
    assert_problem(get(adviser, f"/clients/{number}{part}"), 404)
