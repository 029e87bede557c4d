"""A page that is added to its two tables alone is a page: reached, refused, named in the navigation."""

import json
import re

import pytest
from dash import html

from dashboard_app import pages, routes
from dashboard_app.app import create_app
from dashboard_app.capabilities import Capability
from dashboard_app.pages import Page
from dashboard_app.routes import Route
from tests.conftest import call
from tests.security.test_guard import ROUTER

PATH, LINK, TITLE, TEXT = "/added", "Added here", "A page of this test", "what only this page says"


def layout(_translator, **_variables):
    """Return a shell that can be told from every other."""
    return html.P(TEXT)


@pytest.fixture
def app(settings, shell_store, monkeypatch):
    """The dashboard with one more row in the table of routes, and one in that of pages."""
    route = Route(PATH, "added", Capability.READ_DRIFT, link=LINK)
    monkeypatch.setattr(routes, "PAGES", (*routes.PAGES, route))
    monkeypatch.setattr(pages, "PAGES", (*pages.PAGES, Page("added", TITLE, layout)))
    return create_app(settings, shell_store)


def links(text):
    """The links of the navigation, by their texts."""
    navigation = re.search(r'<nav class="cs-nav".*?</nav>', text, re.DOTALL)[0]
    return {label.strip(): path for path, label in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', navigation)}


def test_it_opens_for_the_role_that_has_its_capability(app, sign_in):
    browser = sign_in("admin")
    answer = browser.get(PATH)
    assert answer.status_code == 200
    assert f"<title>{TITLE} · Clairscore</title>" in answer.text
    assert links(answer.text)[LINK] == PATH
    assert re.search(rf'href="{PATH}" data-page aria-current="page"', answer.text)

    drawn = call(browser, app, ROUTER, [PATH]).get_json()["response"]
    assert TEXT in json.dumps(drawn["frame-page"])
    assert drawn["frame-place"]["data"] == {"path": PATH, "section": PATH, "variables": {}, "title": TITLE}


@pytest.mark.case(18)
@pytest.mark.parametrize("role", ["adviser", "customer"])
def test_it_is_refused_to_every_other(app, sign_in, role):
    browser = sign_in(role)
    answer = browser.get(PATH, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert TITLE not in answer.text
    assert LINK not in links(browser.get("/help").text)
    assert call(browser, app, ROUTER, [PATH]).get_json() == call(browser, app, ROUTER, ["/nothing"]).get_json()


@pytest.mark.case(1)
def test_it_is_no_page_to_a_visitor(visitor):
    answer = visitor.get(PATH, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.location) == (302, "/login?next=%2Fadded")
