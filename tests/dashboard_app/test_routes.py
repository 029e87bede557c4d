"""The table of access agrees with the pages, and says what each role may open."""

import contextlib

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from dashboard_app import routes
from dashboard_app.actor import Role
from dashboard_app.pages import PAGES

OPEN = {
    "/": {"adviser", "admin"},
    "/client/100001": {"adviser", "admin"},
    "/client": {"adviser", "admin"},
    "/model": {"adviser", "admin"},
    "/drift": {"admin"},
    "/client/100001/printed": {"adviser", "admin"},
    "/drift/report": {"admin"},
    "/admin/users": {"admin"},
    "/admin/assignments": {"admin"},
    "/admin/audit": {"admin"},
    "/admin/audit.csv": {"admin"},
    "/clients.csv": {"adviser", "admin"},
    "/me": {"customer"},
    "/me.csv": {"customer"},
    "/help": {"adviser", "customer", "admin"},
    "/logout": {"adviser", "admin", "customer"},
    "/password": {"adviser", "admin", "customer"},
    "/api/docs": {"adviser", "admin", "customer"},
    "/api/v1/openapi.json": {"adviser", "admin", "customer"},
    "/api/v1/clients": {"adviser", "admin"},
    # Of their own number only, which the services ask.
    "/api/v1/clients/100001": {"adviser", "admin", "customer"},
    "/api/v1/clients/100001/score": {"adviser", "admin", "customer"},
    "/api/v1/clients/100001/explanation": {"adviser", "admin", "customer"},
    "/api/v1/features": {"adviser", "admin"},
    "/api/v1/population/histogram": {"adviser", "admin"},
    "/api/v1/model": {"adviser", "admin"},
    "/api/v1/predict": {"adviser", "admin"},
}


def route_at(app, path):
    """The route that the server finds at a path, by any method."""
    for method in ("GET", "POST"):
        with contextlib.suppress(NotFound, MethodNotAllowed, RequestRedirect):
            return routes.find_route(app.server.url_map.bind("").match(path, method)[0])
    return None


@pytest.mark.case(39)
def test_every_row_has_its_rule_and_no_endpoint_has_two(app):
    table = (*routes.PAGES, *routes.VIEWS, *routes.API)
    rules = {rule.endpoint: rule.rule for rule in app.server.url_map.iter_rules()}
    assert {route.endpoint: route.rule for route in table}.items() <= rules.items()
    assert len({route.endpoint for route in table}) == len({route.path for route in table}) == len(table)


@pytest.mark.case(39)
def test_every_page_has_one_row_and_every_row_of_a_page_its_page():
    assert [page.path for page in PAGES] == [place.path for place in routes.PAGES]


@pytest.mark.case(18)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", OPEN)
def test_who_may_open_what(app, path, role):
    assert (role in route_at(app, path).roles) == (role.value in OPEN[path])


@pytest.mark.case(39)
def test_the_matrix_of_this_test_is_whole(app):
    rows = {route_at(app, path).path for path in OPEN}
    assert rows == {place.path for place in (*routes.PAGES, *routes.VIEWS, *routes.API)}


@pytest.mark.case(28)
@pytest.mark.parametrize(
    "path", ["", "/nope", "/client/", "/client/x", "/client/1/2", "/client/１", "/me/", "/Model", "/client/" + "9" * 19]
)
def test_any_other_path_is_no_route(app, path):
    assert route_at(app, path) is None


def test_home():
    assert [routes.get_home(role) for role in (Role.ADVISER, Role.ADMIN, Role.CUSTOMER)] == ["/", "/", "/me"]
