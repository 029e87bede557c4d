"""The page of the API shows the whole document, is served from here, and runs no script of its own."""

import re

import pytest

from dashboard_app.actor import Role
from dashboard_app.api.operations import OPERATIONS
from tests.conftest import PASSWORD, post_login
from tests.dashboard_app.api.asking import get


@pytest.fixture(scope="module")
def page(people):
    answer = people["adviser"].get("/api/docs")
    assert answer.status_code == 200
    return answer.text


def test_every_operation_and_every_parameter_is_there(page, people):
    document = get(people["adviser"], "/openapi.json").get_json()
    for operation in OPERATIONS:
        section = page.split(f'id="{operation.name}"')[1].split("</section>")[0]
        assert operation.summary in section
        described = document["paths"][re.sub(r"<(\w+)>", r"{\1}", operation.path)][operation.method.lower()]
        for parameter in described["parameters"]:
            assert f"<code>{parameter['name']}</code>" in section
        for status in operation.statuses:
            assert f"<code>{status}</code>" in section


def test_every_schema_and_every_field_is_there(page, people):
    schemas = get(people["adviser"], "/openapi.json").get_json()["components"]["schemas"]
    for name, schema in schemas.items():
        section = page.split(f'<div class="disclosed" id="{name}">')[1].split("</details>")[0]
        for field in schema.get("properties", {}):
            assert f'<th scope="row"><code>{field}</code></th>' in section


def test_every_link_on_it_leads_somewhere(page):
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert len(re.findall(r'id="([^"]+)"', page)) == len(ids), "an id stands twice"


def test_nothing_comes_from_elsewhere_and_nothing_runs_inline(page):
    assert re.findall(r'(?:src|href)="((?:https?:)?//[^"]+)"', page) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
    assert re.findall(r"\s(?:on\w+|style)=", page) == []


def test_its_style_sheet_is_there(page, adviser):
    (address,) = re.findall(r'href="(/assets/head/api\.css[^"]*)"', page)
    with adviser.get(address) as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "text/css"


def test_policy_is_that_of_every_page(api_app, people):
    pages = [people["adviser"].get(path).headers["Content-Security-Policy"] for path in ("/api/docs", "/model")]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_it_in_their_language(api_app, role):
    browser = api_app.server.test_client()
    post_login(browser, role.value, PASSWORD)
    for language in ("fr", "en"):
        browser.get(f"/language/{language}")
        answer = browser.get("/api/docs")
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
    french = browser.get("/language/fr") and browser.get("/api/docs").text
    # The columns of the form are named by the bundle's catalogue.
    assert "Montant du crédit" in french


def test_a_visitor_is_led_to_the_login_page_and_back(stranger):
    answer = stranger.get("/api/docs", headers={"Accept": "text/html"})
    assert answer.location == "/login?next=%2Fapi%2Fdocs"


def test_staff_are_led_to_it_from_every_page(people):
    assert 'href="/api/docs"' in people["adviser"].get("/model").text
    assert 'href="/api/docs"' not in people["customer"].get("/me").text
