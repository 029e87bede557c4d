"""Applicants whose data must be checked, as the API answers about them: as the document says, and never a score."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from dashboard_app.app import create_app
from dashboard_app.settings import Settings
from dashboard_app.store import Store
from model_bundle.decision import Decision
from model_bundle.publication import activate
from tests.conftest import PASSWORD, post_login
from tests.dashboard_app.api.asking import assert_problem, get, post
from tests.dashboard_app.checked import CHECKS, PLACES, checked_bundle


@pytest.fixture(scope="module")
def numbers(active_bundle):
    return active_bundle.client_ids[list(PLACES)].tolist()


@pytest.fixture(scope="module")
def app(built, numbers, tmp_path_factory):
    parent = tmp_path_factory.mktemp("checked")
    activate(parent, checked_bundle(built.path, parent, numbers).name)
    settings = Settings(_env_file=None, demo=True, demo_password=PASSWORD, instance=parent / "instance")
    return create_app(settings, Store(parent))


@pytest.fixture(scope="module")
def adviser(app):
    browser = app.server.test_client()
    browser.get(post_login(browser, "adviser", PASSWORD).location)
    return browser


def test_the_list_names_and_counts_them(adviser, numbers):
    found = get(adviser, "/clients?decision=data%20to%20be%20checked").get_json()
    assert [item["client_id"] for item in found["items"]] == numbers
    assert {(item["probability"], item["distance"], item["decision"]) for item in found["items"]} == {
        (None, None, "data to be checked")
    }
    assert found["total"] == found["counts"]["data to be checked"] == len(numbers)
    assert set(found["counts"]) == set(Decision)


def test_the_client_is_shown_with_what_is_wrong(adviser, numbers, active_bundle):
    found = get(adviser, f"/clients/{numbers[1]}").get_json()
    assert found["data_checks"] == [vars(check) for check in CHECKS]
    other = get(adviser, f"/clients/{active_bundle.client_ids[1]}").get_json()
    assert other["data_checks"] == []


@pytest.mark.parametrize("part", ["score", "explanation"])
def test_there_is_no_score_and_no_explanation(adviser, numbers, part):
    problem = assert_problem(get(adviser, f"/clients/{numbers[1]}/{part}"), 409)
    check_errors(problem)


def test_a_stored_client_is_not_scored_in_silence(adviser, numbers):
    check_errors(assert_problem(post(adviser, "/predict", {"client_id": numbers[1]}), 409))


def check_errors(problem):
    assert [error["where"] for error in problem["errors"]] == [f"/data/{c.table}/{c.column}" for c in CHECKS]
    assert "500: must be a whole number, at least 0 and at most 30" in problem["errors"][2]["message"]


@pytest.mark.parametrize("name", ["list_clients", "show_client", "show_score", "show_explanation", "predict"])
def test_every_answer_is_as_the_document_says(app, adviser, numbers, name):
    content = get(adviser, "/openapi.json").get_json()
    for part in (content, *(operation for path in content["paths"].values() for operation in path.values())):
        part.pop("security", None)
    loaded = schemathesis.openapi.from_dict(content)
    loaded.app = app.server
    operation = loaded.find_operation_by_id(name)
    fixed = {"path_parameters": {"client_id": numbers[1]}} if name.startswith("show") else {}
    fixed |= {"body": {"client_id": numbers[1]}} if name == "predict" else {}
    fixed |= {"query": {"decision": "data to be checked"}} if name == "list_clients" else {}
    cookies = {key: adviser.get_cookie(key).value for key in ("clairscore_session", "_csrf_token")}
    headers = {"X-CSRFToken": cookies["_csrf_token"], "Accept-Encoding": "identity"}
    statuses = set()

    @settings(max_examples=3, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(**fixed))
    def ask(case):
        statuses.add(case.call_and_validate(cookies=cookies, headers=headers).status_code)

    ask()
    assert statuses == {200 if name in {"list_clients", "show_client"} else 409}
