"""Who comes in by an identity provider, and as what."""

import re

import pytest
import requests
from sqlalchemy import select

from dashboard_app.actor import Role
from dashboard_app.app import create_app
from dashboard_app.auth.app_state import open_database
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.session import current_actor
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.database.schema import AUDIT
from dashboard_app.settings import Settings
from tests.conftest import post_login, token_in
from tests.oidc.running import ACCOUNTS, running
from tests.security.oidc.asking import HERE, OF_EVE, SESSION, UNKNOWN, address_back, assert_refused, come_in, is_inside


@pytest.mark.parametrize(
    ("subject", "name", "role", "client_id", "language", "home"),
    [
        ("a-1", "ada", Role.ADVISER, None, "fr", "/"),
        ("c-1", "carl", Role.CUSTOMER, 100_005, "en", "/me"),
        ("x-1", "root", Role.ADMIN, None, None, "/"),
    ],
)
def test_each_role_comes_in(browser, users, issuer, subject, name, role, client_id, language, home):
    answer = come_in(browser, subject)
    assert (answer.status_code, answer.location) == (302, home)
    assert is_inside(browser)
    account = users.find(name)
    assert (account.role, account.client_id, account.language) == (role, client_id, language)
    assert (account.issuer, account.password_hash) == (issuer, None)


def test_the_actor_is_the_person_of_the_claims(browser):
    come_in(browser, "c-1")
    with browser:
        browser.get("/me", base_url=HERE)
        actor = current_actor()
    assert (actor.name, actor.role, actor.client_id, actor.language) == ("carl", Role.CUSTOMER, 100_005, "en")


@pytest.mark.case(10)
@pytest.mark.parametrize(
    ("wanted", "led"), [("/model", "/model"), ("/client/100001?view=x", "/client/100001?view=x"), ("//evil", "/")]
)
def test_one_is_led_back_and_nowhere_else(browser, wanted, led):
    begin = "/login/oidc?next=" + requests.utils.quote(wanted, safe="")
    assert come_in(browser, begin=begin).location == led
    assert browser.get(begin, base_url=HERE).location == led


def test_a_person_is_one_account_for_ever(browser, app, users):
    come_in(browser)
    come_in(app.server.test_client())
    assert [user.name for user in users.all()] == ["ada", "eve"]


def test_a_name_is_nobodys_key(app, issuer, settings, tmp_path):
    """Whoever calls themselves as an account of this installation does at the provider gets another account."""
    database = open_database(settings)
    users = Users(database, is_demo=False)
    users.add(NewUser("ada", Role.ADMIN, Passwords().hash(OF_EVE)))
    before = users.find("ada")
    assert come_in(app.server.test_client()).location == "/"
    made = [user for user in users.all() if user.name != "ada"]
    assert [(user.role, bool(re.fullmatch("oidc-[0-9a-f]{12}", user.name))) for user in made] == [(Role.ADVISER, True)]
    assert users.find("ada") == before
    database.close()


@pytest.mark.case(8)
def test_signing_in_begins_a_new_session(browser):
    with browser.session_transaction(base_url=HERE) as session:
        session["planted"] = "before"
    url = address_back(browser.get("/login/oidc", base_url=HERE))
    before = browser.get_cookie(SESSION, domain="127.0.0.1").value
    browser.get(url)
    assert browser.get_cookie(SESSION, domain="127.0.0.1").value != before
    with browser.session_transaction(base_url=HERE) as session:
        assert "planted" not in session
        assert not [key for key in session if key.startswith("_state")]


@pytest.mark.parametrize("subject", ["n-1", "n-2"])
def test_who_has_no_role_or_no_number_is_refused_and_not_kept(browser, users, subject):
    assert_refused(browser, come_in(browser, subject), 403, UNKNOWN)
    assert [user.name for user in users.all()] == ["eve"]


@pytest.mark.case(8)
def test_a_closed_account_stays_closed(browser, app, users):
    come_in(browser)
    users.disable("ada")
    closed = users.find("ada")
    assert not is_inside(browser)
    other = app.server.test_client()
    assert_refused(other, come_in(other), 403, UNKNOWN)
    assert users.find("ada").is_disabled
    users.enable("ada")
    assert come_in(other).location == "/"
    assert users.find("ada").role == closed.role


@pytest.mark.case(35)
@pytest.mark.parametrize(
    ("subject", "line"),
    [
        ("a-1", ("sign_in", "ada", "adviser", "")),
        ("n-1", ("sign_in_refused", "-", "visitor", "openid connect")),
        (None, ("sign_in_refused", "-", "visitor", "openid connect")),
    ],
)
def test_who_comes_in_or_does_not_is_on_record(browser, settings, subject, line):
    browser.get(address_back(browser.get("/login/oidc", base_url=HERE), subject))
    database = open_database(settings)
    with database.reading() as connection:
        kept = connection.execute(select(AUDIT.c.action, AUDIT.c.user_name, AUDIT.c.role, AUDIT.c.detail)).all()
    database.close()
    assert kept == [line]


def test_these_accounts_have_no_password(browser, app):
    come_in(browser)
    assert browser.get("/password", base_url=HERE).status_code == 404
    for password in ("", "None", "a demo password"):
        assert post_login(app.server.test_client(), "ada", password).status_code == 401


def test_the_accounts_of_this_installation_sign_in_as_before(browser):
    assert post_login(browser, "eve", OF_EVE).location == "/"


def test_nobody_else_is_needed_to_begin(app, settings):
    """Without an account of its own an installation starts, if there is a provider."""
    assert come_in(app.server.test_client(), "x-1").location == "/"


@pytest.mark.case(8)
@pytest.mark.parametrize(
    ("claims", "role", "client_id"),
    [
        ({"groups": ["it"]}, Role.ADMIN, None),
        ({"groups": "it"}, Role.ADMIN, None),
        ({"groups": ["clients"], "number": 100_001}, Role.CUSTOMER, 100_001),
    ],
)
def test_another_role_ends_the_sessions_that_are_open(app, browser, users, changing, claims, role, client_id):
    come_in(browser)
    other = app.server.test_client()
    come_in(other)
    assert is_inside(browser)
    changing.claims = claims
    # A session goes on: nothing is asked of the provider.
    assert other.get("/login/oidc", base_url=HERE).location == "/"
    assert users.find("ada").role is Role.ADVISER
    third = app.server.test_client()
    come_in(third)
    assert (users.find("ada").role, users.find("ada").client_id) == (role, client_id)
    assert [is_inside(one) for one in (browser, other, third)] == [False, False, True]


@pytest.mark.case(8)
@pytest.mark.parametrize("groups", [[], ["visitors"], ["clients"], {"it": 1}, "its", 7, [["it"]]], ids=str)
def test_who_loses_their_role_loses_their_sessions(app, browser, users, changing, groups):
    come_in(browser)
    changing.claims = {"groups": groups}
    other = app.server.test_client()
    assert_refused(other, come_in(other), 403, UNKNOWN)
    assert not is_inside(browser)
    assert users.find("ada").role is Role.ADVISER


def test_another_language_ends_nothing(app, browser, users, changing):
    come_in(browser)
    changing.claims = {"locale": "en"}
    come_in(app.server.test_client())
    assert users.find("ada").language == "en"
    assert is_inside(browser)


def test_claims_may_be_told_at_the_userinfo_endpoint(settings, shell_store, users):
    with running(in_id_token=False) as issuer:
        app = create_app(settings.model_copy(update={"oidc_issuer": issuer}), shell_store)
        browser = app.server.test_client()
        assert come_in(browser, "c-1").location == "/me"
        assert users.find("carl").client_id == 100_005


@pytest.mark.parametrize(("language", "words"), [("en", "Sign in with Bank SSO"), ("fr", "Se connecter avec Bank SSO")])
def test_the_login_page_shows_the_way(browser, language, words):
    browser.get(f"/language/{language}", base_url=HERE)
    page = browser.get("/login?next=%2Fmodel", base_url=HERE).text
    assert re.search(rf'href="/login/oidc\?next=%2Fmodel">{words}<', page)
    assert token_in(page)


def test_without_a_provider_there_is_no_way(tmp_path, shell_store):
    settings = Settings(_env_file=None, demo=True, instance=tmp_path / "other")
    browser = create_app(settings, shell_store).server.test_client()
    assert "/login/oidc" not in browser.get("/login").text
    assert browser.get("/login/oidc").status_code == 404
    assert browser.get("/login/oidc/callback?code=x&state=x").status_code == 404


def test_every_account_of_the_provider_is_used():
    """Each stands for a case above."""
    assert set(ACCOUNTS) == {"a-1", "c-1", "x-1", "n-1", "n-2"}
