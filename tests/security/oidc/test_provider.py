"""An identity provider that is silent, or not what it says."""

import time

import pytest
import requests

from dashboard_app.app import create_app
from tests.conftest import post_login
from tests.oidc.running import running
from tests.security.oidc.asking import HERE, OF_EVE, SILENT, address_back, assert_refused


def test_a_silent_provider_stops_nobody_else(users, settings, shell_store):
    with running() as gone:
        pass
    app = create_app(settings.model_copy(update={"oidc_issuer": gone}), shell_store)
    browser = app.server.test_client()
    assert_refused(browser, browser.get("/login/oidc?next=/model", base_url=HERE), 503, SILENT)
    assert post_login(browser, "eve", OF_EVE, path="/login?next=/model").location == "/model"


def test_a_provider_that_falls_silent_midway(browser, app, users, monkeypatch):
    url = address_back(browser.get("/login/oidc", base_url=HERE))

    def fall_silent(*_given, **_named):
        raise requests.ConnectionError("gone")

    monkeypatch.setattr(requests.Session, "send", fall_silent)
    assert_refused(browser, browser.get(url), 503, SILENT)


def test_a_silent_provider_is_not_asked_by_every_visitor(browser, monkeypatch):
    asked = []

    def fall_silent(*_given, **_named):
        asked.append(1)
        raise requests.ConnectTimeout

    monkeypatch.setattr(requests.Session, "send", fall_silent)
    for _ in range(3):
        assert_refused(browser, browser.get("/login/oidc", base_url=HERE), 503, SILENT)
    assert len(asked) == 1
    monkeypatch.undo()
    now = time.time() + 6
    monkeypatch.setattr("dashboard_app.auth.identity_provider.time.time", lambda: now)
    assert browser.get("/login/oidc", base_url=HERE).status_code == 302


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"authorization_endpoint": "http://evil.example/auth"},
        {"token_endpoint": None},
        {"jwks_uri": "ftp://127.0.0.1/jwks"},
    ],
    ids=lambda described: "-".join(described),
)
def test_a_description_that_cannot_be_trusted_is_not_followed(browser, monkeypatch, described):
    json = requests.Response.json
    monkeypatch.setattr(requests.Response, "json", lambda answer: {**json(answer), **described})
    assert_refused(browser, browser.get("/login/oidc", base_url=HERE), 503, SILENT)
    monkeypatch.undo()
    assert browser.get("/login/oidc", base_url=HERE).status_code == 302


@pytest.mark.parametrize("body", ["", "<html>", "[]", "null", "7", '{"issuer": []}'])
def test_a_description_that_is_none_is_not_followed(browser, monkeypatch, body):
    monkeypatch.setattr(requests.Response, "content", body.encode())
    assert_refused(browser, browser.get("/login/oidc", base_url=HERE), 503, SILENT)


def test_the_provider_is_asked_for_its_description_once_an_hour(browser, monkeypatch):
    asked = []
    send = requests.Session.send
    monkeypatch.setattr(
        requests.Session, "send", lambda http, request, **named: asked.append(request) or send(http, request, **named)
    )
    for _ in range(3):
        browser.get("/login/oidc", base_url=HERE)
    assert len(asked) == 1
    now = time.time() + 3601
    monkeypatch.setattr("dashboard_app.auth.identity_provider.time.time", lambda: now)
    browser.get("/login/oidc", base_url=HERE)
    assert len(asked) == 2
