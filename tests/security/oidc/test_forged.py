"""What proves nothing: ID tokens, addresses and cookies that were changed, copied or made up."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select

from dashboard_app.auth.app_state import open_database
from dashboard_app.auth.login_throttle import OF_ADDRESS
from dashboard_app.database.schema import AUDIT
from tests.conftest import post_login
from tests.oidc.running import CLIENT_ID, CLIENT_SECRET, KEY
from tests.security.oidc.asking import FAILED, HERE, OF_EVE, SESSION, address_back, assert_refused, come_in


def test_what_is_asked_of_the_provider(browser, issuer):
    sent = browser.get("/login/oidc", base_url=HERE)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(sent.location).query).items()}
    assert sent.location.startswith(f"{issuer}/auth?")
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == f"{HERE}/login/oidc/callback"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 20
    again = parse_qs(urlsplit(browser.get("/login/oidc", base_url=HERE).location).query)
    assert all(again[name][0] != asked[name] for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["another-client"], "azp": CLIENT_ID},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "s" * 256},
        {"at_hash": "another"},
    ],
    ids=lambda claims: "-".join(f"{name}={str(value)[:20]}" for name, value in claims.items() if name != "iat"),
)
def test_an_id_token_with_a_wrong_claim_proves_nothing(browser, users, changing, claims):
    changing.claims = claims
    assert_refused(browser, come_in(browser), 401, FAILED)
    assert [user.name for user in users.all()] == ["eve"]


FORGERIES = {
    "another key": ({"alg": "RS256", "kid": KEY.kid}, RSAKey.generate_key(2048)),
    "a key nobody has": ({"alg": "RS256", "kid": "other"}, RSAKey.generate_key(2048)),
    "no signature": ({"alg": "none"}, KEY),
    "the client's secret": ({"alg": "HS256"}, OctKey.import_key(CLIENT_SECRET)),
    "the public key as a secret": (
        {"alg": "HS256", "kid": KEY.kid},
        OctKey.import_key(str(KEY.as_dict(private=False)["n"])),
    ),
}


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize("forgery", FORGERIES)
def test_an_id_token_that_another_signed_proves_nothing(browser, users, changing, forgery, monkeypatch):
    """Even if the provider says of itself that it signs in every way there is, or not at all."""
    json = requests.Response.json
    ways = {"id_token_signing_alg_values_supported": ["none", "HS256", "RS256"]}
    monkeypatch.setattr(requests.Response, "json", lambda answer: {**json(answer), **ways})
    changing.header, changing.key = FORGERIES[forgery]
    assert_refused(browser, come_in(browser), 401, FAILED)
    assert [user.name for user in users.all()] == ["eve"]


def test_who_cancels_is_told_so(browser):
    url = address_back(browser.get("/login/oidc", base_url=HERE), None)
    assert parse_qs(urlsplit(url).query)["error"] == ["access_denied"]
    answer = browser.get(url)
    assert_refused(browser, answer, 401, FAILED)
    assert "Not today" not in answer.text


@pytest.mark.parametrize("change", ["state=x", "state=", "code=x", "code=", "iss=https://evil.example"])
def test_an_address_that_is_changed_on_its_way_opens_nothing(browser, change):
    url = address_back(browser.get("/login/oidc", base_url=HERE))
    name, value = change.split("=")
    assert_refused(browser, browser.get(re.sub(rf"\b{name}=[^&]*", f"{name}={value}", url)), 401, FAILED)
    assert_refused(browser, browser.get(url), 401, FAILED)


@pytest.mark.case(27)
@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?error=access_denied", "?error=%0a%3Cb%3E&state=x"])
def test_an_answer_to_no_question_opens_nothing(browser, query, caplog):
    answer = browser.get(f"/login/oidc/callback{query}", base_url=HERE)
    assert_refused(browser, answer, 401, FAILED)
    assert "<b>" not in answer.text.split("<main")[1]
    assert all("\n" not in line.getMessage() for line in caplog.records)


@pytest.mark.case(27)
def test_somebody_elses_answer_opens_nothing(app, browser):
    """Nobody is signed in to another's account by an address that they were sent."""
    url = address_back(browser.get("/login/oidc", base_url=HERE))
    victim = app.server.test_client()
    victim.get("/login/oidc", base_url=HERE)
    assert_refused(victim, victim.get(url), 401, FAILED)


def test_a_code_opens_one_session(app, browser):
    browser.get("/login", base_url=HERE)
    url = address_back(browser.get("/login/oidc", base_url=HERE))
    copied = browser.get_cookie(SESSION, domain="127.0.0.1").value
    assert browser.get(url).location == "/"
    thief = app.server.test_client()
    thief.set_cookie(SESSION, copied, domain="127.0.0.1")
    assert_refused(thief, thief.get(url), 401, FAILED)


def test_a_nonce_that_was_exchanged_opens_nothing(browser):
    url = address_back(browser.get("/login/oidc", base_url=HERE))
    with browser.session_transaction(base_url=HERE) as session:
        (key,) = [key for key in session if key.startswith("_state_oidc_")]
        session[key]["data"]["nonce"] = "another"
        session.modified = True
    assert_refused(browser, browser.get(url), 401, FAILED)


def test_the_cookie_holds_one_question(browser):
    for _ in range(30):
        browser.get("/login/oidc", base_url=HERE)
    with browser.session_transaction(base_url=HERE) as session:
        assert len([key for key in session if key.startswith("_state_oidc_")]) == 1


@pytest.mark.case(6)
def test_failures_of_an_address_are_limited(browser):
    for _ in range(OF_ADDRESS.failures):
        assert fail_to_come_in(browser).status_code == 401
    answer = fail_to_come_in(browser)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    # Passwords are counted by themselves.
    assert post_login(browser, "eve", OF_EVE).location == "/"


def fail_to_come_in(browser):
    """Come back from the provider, which this browser was sent to, with a refusal."""
    sent = browser.get("/login/oidc", base_url=HERE)
    state = parse_qs(urlsplit(sent.location).query)["state"][0]
    return browser.get(f"/login/oidc/callback?error=access_denied&state={state}", base_url=HERE)


@pytest.mark.case(6)
def test_answers_that_nobody_asked_for_keep_nobody_out_and_leave_no_entry(app, browser, settings):
    """Any site can send a browser to this address, with nothing in it."""
    for _ in range(OF_ADDRESS.failures + 3):
        assert app.server.test_client().get("/login/oidc/callback?code=x&state=x", base_url=HERE).status_code == 401
    assert come_in(browser).location == "/"
    database = open_database(settings)
    with database.reading() as connection:
        assert connection.execute(select(AUDIT.c.action)).scalars().all() == ["sign_in"]
    database.close()
