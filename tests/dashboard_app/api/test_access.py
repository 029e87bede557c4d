"""Who may ask the API what: every operation stands in the table of access, and the guard keeps to it."""

import pytest

from dashboard_app import routes
from dashboard_app.actor import Role
from dashboard_app.api.operations import OPERATIONS
from tests.dashboard_app.api.asking import ROOT, assert_problem, post

EVERYBODY = {"adviser", "admin", "customer"}
STAFF_NAMES = {"adviser", "admin"}
OPEN = {
    ("GET", "/clients"): STAFF_NAMES,
    ("GET", "/clients/<client_id>"): EVERYBODY,
    ("GET", "/clients/<client_id>/score"): EVERYBODY,
    ("GET", "/clients/<client_id>/explanation"): EVERYBODY,
    ("GET", "/features"): STAFF_NAMES,
    ("GET", "/population/histogram"): STAFF_NAMES,
    ("GET", "/model"): STAFF_NAMES,
    ("POST", "/predict"): STAFF_NAMES,
}
NEEDED = {"/population/histogram": "?feature=EXT_SOURCE_2"}


def ask(browser, method, path, own):
    address = path.replace("<client_id>", str(own)) + NEEDED.get(path, "")
    return post(browser, address, {"client_id": own}) if method == "POST" else browser.get(ROOT + address)


def test_the_matrix_of_this_test_is_whole():
    assert {(operation.method, operation.path) for operation in OPERATIONS} == set(OPEN)


@pytest.mark.case(39)
def test_every_operation_stands_in_the_table_of_access_and_every_row_has_its_operation():
    around = {"/api/docs", f"{ROOT}/openapi.json"}
    assert {operation.rule for operation in OPERATIONS} | around == {place.path for place in routes.API}


@pytest.mark.case(18)
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("method", "path"), OPEN)
def test_every_operation_answers_its_roles_only(people, own, method, path, role):
    answer = ask(people[role], method, path, own)
    if role.value in OPEN[method, path]:
        assert answer.status_code == 200
        assert answer.content_type == "application/json"
        assert answer.headers["Cache-Control"] == "no-store"
    else:
        assert_problem(answer, 403)


@pytest.mark.case(1)
@pytest.mark.parametrize(("method", "path"), OPEN)
def test_a_visitor_is_told_to_sign_in_even_in_a_browser(stranger, own, method, path):
    address = ROOT + path.replace("<client_id>", str(own))
    assert_problem(stranger.open(address, method=method, headers={"Accept": "text/html"}), 401)


@pytest.mark.parametrize("path", ["/openapi.json", "/nope", "/clients/1/secret", ""])
def test_a_visitor_learns_nothing_of_what_there_is(stranger, path):
    assert_problem(stranger.get(ROOT + path), 401)


@pytest.mark.parametrize("role", list(Role))
def test_the_table_says_who_the_services_let_in(role):
    """The services ask again: a way around the guard would end there."""
    for operation in OPERATIONS:
        assert operation.names_a_client or operation.roles == {Role.ADVISER, Role.ADMIN}
        assert (role in operation.roles) == (role.value in OPEN[operation.method, operation.path])


@pytest.mark.parametrize("path", ["/nope", "/clients/", "/openapi.yaml", "/openapiXjson", "/predict/1", "/../model"])
def test_any_other_address_is_not_there(adviser, path):
    assert_problem(adviser.get(ROOT + path, headers={"Accept": "text/html"}), 404)


def test_what_only_looks_like_the_api_is_a_page(adviser):
    answer = adviser.get("/api/v10/clients", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
