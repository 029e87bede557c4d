"""Cases 13 to 15: an adviser reaches the clients they follow, and others are as if they did not exist."""

import json
import re

import pytest

from dashboard_app.ids import ClientIds, ClientListIds
from tests.conftest import FILE, call, token_in
from tests.dashboard_app.api.asking import get, post

REASONS, FORM = f"{ClientIds.REASONS}.content", f"{ClientIds.FORM}.content"
COMPARISON = f"..{ClientIds.COMPARISON}.content...{ClientIds.GROUP}.children.."
LIST = (
    f"..{ClientListIds.GRID}.getRowsResponse...{ClientListIds.COUNT}.children...{ClientListIds.DECISION}.options"
    f"...{ClientListIds.STATE}.content.."
)
CHOSEN = ["EXT_SOURCE_2", "none", "decision", "all", "all", "all", "all", "all"]
UNKNOWN = 999_999_999
NEIGHBOURS = re.compile(r'"href": "/client/([0-9]+)"')
PATHS = ["", "/score", "/explanation"]
CALLS = {
    FILE: lambda path: [path, None, None, "words", *CHOSEN],
    REASONS: lambda path: ["words", path],
    FORM: lambda path: [path],
    COMPARISON: lambda path: [*CHOSEN, path],
}


@pytest.fixture
def foreign(lender):
    """A client whom the other adviser follows."""
    return lender.assigned["adviser2"][3]


def told(answer):
    """The headers of an answer; of the request's id and the signed cookie, which change with time, the names only."""
    changing = {"X-Request-ID", "Set-Cookie"}
    return [(name, None if name in changing else value) for name, value in answer.headers.items()]


def listed(lender, name, **query):
    """The numbers of a person's list, page after page."""
    found, page = [], 1
    while True:
        body = get(lender.browser(name), "/clients", query_string={"size": 7, "page": page, **query}).get_json()
        found += [item["client_id"] for item in body["items"]]
        if page * 7 >= body["total"]:
            return found
        page += 1


@pytest.mark.case(13)
@pytest.mark.parametrize("name", ["adviser1", "adviser2", "adviser_without"])
@pytest.mark.parametrize("query", [{}, {"sort": "probability", "order": "desc"}, {"number": "1"}], ids=str)
def test_a_list_is_the_portfolio_and_nobody_else(lender, name, query):
    assert sorted(listed(lender, name, **query)) == lender.assigned.get(name, [])


@pytest.mark.case(13)
def test_the_grid_is_the_portfolio_and_nobody_else(lender, foreign):
    rows = {"startRow": 0, "endRow": 500, "sortModel": [], "filterModel": {}}
    answer = call(lender.browser("adviser1"), lender.app, LIST, [rows]).get_json()["response"][ClientListIds.GRID]
    found = answer["getRowsResponse"]
    assert [int(row["client_id"]) for row in found["rowData"]] == lender.assigned["adviser1"]
    assert found["rowCount"] == len(lender.assigned["adviser1"])
    searched = {**rows, "filterModel": {"client_id": {"filter": str(foreign)}}}
    nobody = call(lender.browser("adviser1"), lender.app, LIST, [searched]).get_json()["response"][ClientListIds.GRID]
    assert nobody["getRowsResponse"] == {"rowData": [], "rowCount": 0}


@pytest.mark.case(13)
def test_an_admin_sees_everybody(lender, active_bundle):
    assert sorted(listed(lender, "admin1", size=500)) == active_bundle.client_ids.tolist()


@pytest.mark.case(13)
@pytest.mark.case(15)
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["adviser1", "adviser_without", "customer_a"])
def test_the_api_answers_a_foreign_client_and_none_alike(lender, foreign, name, path):
    answers = [get(lender.browser(name), f"/clients/{number}{path}") for number in (foreign, UNKNOWN)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data
    assert told(answers[0]) == told(answers[1])


@pytest.mark.case(15)
def test_a_page_answers_a_foreign_client_and_none_alike(lender, foreign):
    browser = lender.browser("adviser1")
    answers = [browser.get(f"/client/{number}") for number in (foreign, UNKNOWN)]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = {answer.text.replace(token_in(answer.text), "").replace(answer.request.path, "") for answer in answers}
    assert len(bodies) == 1


@pytest.mark.case(13)
@pytest.mark.case(15)
@pytest.mark.parametrize("output", CALLS)
def test_a_callback_answers_a_foreign_client_and_none_alike(lender, foreign, output):
    answers = [
        call(lender.browser("adviser1"), lender.app, output, CALLS[output](f"/client/{number}"))
        for number in (foreign, UNKNOWN)
    ]
    assert answers[0].status_code == answers[1].status_code == 200
    assert answers[0].text.replace(str(foreign), "") == answers[1].text.replace(str(UNKNOWN), "")


@pytest.mark.case(13)
@pytest.mark.parametrize("output", CALLS)
def test_what_an_adviser_follows_is_answered(lender, output):
    own = lender.assigned["adviser1"][3]
    known = call(lender.browser("adviser1"), lender.app, output, CALLS[output](f"/client/{own}"))
    unknown = call(lender.browser("adviser1"), lender.app, output, CALLS[output](f"/client/{UNKNOWN}"))
    assert len(known.data) > len(unknown.data) + 500


@pytest.mark.case(13)
def test_a_score_is_computed_anew_for_a_followed_client_only(lender, foreign):
    browser, own = lender.browser("adviser1"), lender.assigned["adviser1"][3]
    assert post(browser, "/predict", {"client_id": own}).status_code == 200
    assert post(browser, "/predict", {"client_id": foreign}).status_code == 404


@pytest.mark.case(13)
def test_previous_and_next_lead_to_followed_clients(lender):
    assigned = lender.assigned["adviser1"]
    answer = call(lender.browser("adviser1"), lender.app, FILE, [f"/client/{assigned[3]}"])
    assert set(NEIGHBOURS.findall(json.dumps(answer.get_json()))) == {str(assigned[2]), str(assigned[4])}


@pytest.mark.case(13)
def test_a_client_given_to_an_adviser_is_theirs_at_the_next_request_and_gone_when_taken_away(lender):
    browser, user = lender.browser("adviser_without"), lender.instance.users.find("adviser_without")
    number = lender.assigned["adviser1"][0]
    assert get(browser, f"/clients/{number}").status_code == 404
    with lender.instance.database.writing() as connection:
        assert lender.instance.assignments.add(user, [number, number], connection) == 1
    assert get(browser, f"/clients/{number}").status_code == 200
    with lender.instance.database.writing() as connection:
        assert lender.instance.assignments.remove(user, None, connection) == 1
    assert get(browser, f"/clients/{number}").status_code == 404
    assert listed(lender, "adviser_without") == []


@pytest.mark.case(14)
@pytest.mark.parametrize("wildcard", [["ALL"], ["MATCH"], ["ALLSMALLER"]], ids=lambda found: found[0])
@pytest.mark.parametrize("name", ["adviser1", "customer_a"])
def test_ids_that_match_patterns_reach_nothing(lender, foreign, name, wildcard):
    """No callback here has such an id: whoever sends one is refused before any function is entered."""
    for index in (foreign, wildcard):
        pattern = {"type": "client", "index": index}
        body = {
            "output": f'{{"index":{foreign},"type":"client"}}.content',
            "outputs": {"id": pattern, "property": "content"},
            "inputs": [{"id": pattern, "property": "value", "value": f"/client/{foreign}"}],
            "changedPropIds": [f'{{"index":{foreign},"type":"client"}}.value'],
        }
        answer = call(lender.browser(name), lender.app, FILE, body=body)
        assert answer.status_code in {400, 403}
        assert str(foreign) not in answer.text


@pytest.mark.case(8)
def test_a_disabled_account_does_not_come_in(lender):
    with pytest.raises(AssertionError, match="is incorrect"):
        lender.sign_in("disabled")
