"""Refused forms: a page and a sentence for people, JSON for scripts; a login form can be sent again at once."""

import re

import pytest

from dashboard_app.app import create_app
from tests.conftest import PASSWORD, call, post_login, token_in
from tests.security.test_database_away import ROUTER

FORM = {"name": "adviser", "password": PASSWORD}
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def alert_in(answer):
    return " ".join(re.search(r'role="alert">(.*?)</p>', answer.text, re.DOTALL)[1].split())


def send(browser, token=None, **options):
    form = {**FORM, **({} if token is None else {"csrf_token": token})}
    return browser.post("/login", data=form, headers={**BROWSER, **options.pop("headers", {})}, **options)


def test_the_second_of_two_tabs_is_told_who_is_signed_in_and_led_on(app):
    browser = app.server.test_client()
    tabs = [token_in(browser.get("/login?next=/model").text) for _ in range(2)]
    assert send(browser, tabs[0]).status_code == 302
    second = browser.post("/login?next=/model", data={**FORM, "csrf_token": tabs[1]}, headers=BROWSER)
    assert second.status_code == 400
    assert alert_in(second).startswith("This browser is already signed in, as adviser.")
    main = second.text.split("<main")[1]
    assert 'href="/model"' in main
    assert 'name="password"' not in main


def test_without_the_cookie_one_is_told_so_and_may_try_again(app):
    browser = app.server.test_client()
    token = token_in(browser.get("/login").text)
    browser.delete_cookie("clairscore_session")
    refused = send(browser, token)
    assert (refused.status_code, refused.mimetype) == (400, "text/html")
    assert "did not send back the cookie" in alert_in(refused)
    assert 'value="adviser"' in refused.text
    assert PASSWORD not in refused.text
    assert send(browser, token_in(refused.text)).status_code == 302


@pytest.mark.parametrize("token", ["", "x", None], ids=["empty", "wrong", "none"])
def test_an_old_form_is_shown_again(app, token):
    browser = app.server.test_client()
    browser.get("/login")
    refused = send(browser, token)
    assert (refused.status_code, refused.mimetype) == (400, "text/html")
    assert "Sign in again" in alert_in(refused)
    assert send(browser, token_in(refused.text)).status_code == 302


@pytest.fixture
def secure(settings, shell_store):
    """A browser of a site whose cookies travel over TLS only."""
    return create_app(settings.model_copy(update={"secure_cookies": True}), shell_store).server.test_client()


def test_over_plain_http_the_page_itself_says_that_signing_in_cannot_work(secure):
    page = secure.get("/login", base_url="http://credit.example.org")
    assert page.status_code == 200
    assert "plain HTTP" in alert_in(page)
    # Browsers keep the cookie to themselves; the client of the tests does not.
    secure.delete_cookie("clairscore_session", domain="credit.example.org")
    refused = send(secure, token_in(page.text), base_url="http://credit.example.org")
    assert refused.status_code == 400
    assert "https://" in alert_in(refused)


@pytest.mark.parametrize(
    "address", ["https://credit.example.org", "http://localhost:8050", "http://127.0.0.1", "http://[::1]:8050"]
)
def test_where_cookies_come_back_nothing_is_said(secure, address):
    assert 'role="alert">' not in secure.get("/login", base_url=address).text.split("<main")[1]


def test_a_form_from_another_site_is_told_to_begin_here(secure):
    token = token_in(secure.get("/login", base_url="https://localhost").text)
    headers = {"Referer": "https://evil.example/"}
    refused = send(secure, token, base_url="https://localhost", headers=headers)
    assert refused.status_code == 400
    assert "not sent from this page" in alert_in(refused)


def test_other_forms_get_a_page_and_scripts_their_json(app, sign_in):
    browser = sign_in("adviser")
    form = browser.post("/logout", data={"csrf_token": "old"}, headers=BROWSER)
    assert (form.status_code, form.mimetype) == (400, "text/html")
    assert "Open the page again" in form.text
    assert form.headers["X-Request-ID"] in form.text
    script = browser.post("/client/100005/printed")
    assert (script.status_code, script.mimetype) == (400, "application/json")
    browser.delete_cookie("_csrf_token")
    callback = call(browser, app, ROUTER, ["/model"])
    assert (callback.status_code, callback.mimetype) == (400, "application/json")


def test_a_form_of_somebody_whose_session_is_over_leads_to_the_login_page(app):
    answer = app.server.test_client().post("/password", data={"given": "x"}, headers=BROWSER)
    assert (answer.status_code, answer.location) == (303, "/login")


def test_a_form_that_is_too_large_gets_a_page(visitor):
    answer = visitor.post("/login", data={"name": "x" * 2_000_000}, headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (413, "text/html")


def test_a_refused_token_leaves_one_line_without_what_was_typed(app, caplog):
    browser = app.server.test_client()
    post_login(browser, "adviser", "wrong")
    caplog.clear()
    send(browser, "x")
    lines = [record.getMessage() for record in caplog.records if "forged" in record.getMessage()]
    assert len(lines) == 1
    assert "adviser" not in caplog.text
