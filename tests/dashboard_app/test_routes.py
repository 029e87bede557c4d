"""The table of access agrees with the pages, and says what each role may open."""

import pytest

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


@pytest.mark.case(39)
def test_every_page_has_one_row_and_every_row_of_a_page_its_page():
    assert [page.path for page in PAGES] == [place.path for place in routes.PAGES]


@pytest.mark.case(18)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", OPEN)
def test_who_may_open_what(path, role):
    assert (role in routes.match_route(path).roles) == (role.value in OPEN[path])


@pytest.mark.case(39)
def test_the_matrix_of_this_test_is_whole():
    rows = {routes.match_route(path).path for path in OPEN}
    assert rows == {place.path for place in (*routes.PAGES, *routes.VIEWS, *routes.API)}


@pytest.mark.case(28)
@pytest.mark.parametrize(
    "path", ["", "/nope", "/client/", "/client/x", "/client/1/2", "/client/１", "/me/", "/Model", "/client/" + "9" * 19]
)
def test_any_other_path_is_no_place(path):
    assert routes.match_route(path) is None


def test_home():
    assert [routes.home_of(role) for role in (Role.ADVISER, Role.ADMIN, Role.CUSTOMER)] == ["/", "/", "/me"]
