"""Signing in and out: what a stranger can learn, what a session survives, where one is led."""

import logging
import statistics
import time

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from dashboard_app.actor import Role
from dashboard_app.app import create_app
from dashboard_app.auth.app_state import open_database
from dashboard_app.auth.login_throttle import OF_ACCOUNT
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users import NewUser, User, Users
from dashboard_app.database.schema import USERS
from dashboard_app.settings import Settings
from tests.conftest import CLIENTS, PASSWORD, REFUSED, SECRET, post_login, token_in

SESSION = "clairscore_session"
OF_ADA, NEW = "the words of ada", "four new words here"


def test_each_demo_account_comes_in(sign_in):
    for name, home in (("adviser", "/"), ("admin", "/"), ("customer", "/me")):
        assert sign_in(name).get(home).status_code == 200


@pytest.mark.case(6)
def test_unknown_user_and_wrong_password_look_the_same(visitor):
    unknown = post_login(visitor, "nobody", PASSWORD)
    wrong = post_login(visitor, "adviser", "wrong password")

    assert unknown.status_code == wrong.status_code == 401
    assert "user name or password is incorrect" in wrong.text
    page = [
        answer.text.replace(token_in(answer.text), "").replace(name, "")
        for answer, name in ((unknown, "nobody"), (wrong, "adviser"))
    ]
    assert page[0] == page[1]


@pytest.mark.case(6)
def test_unknown_user_and_wrong_password_take_the_same_time(monkeypatch):
    monkeypatch.setattr("dashboard_app.auth.passwords.PasswordHasher", PasswordHasher)
    passwords = Passwords()
    user = User(1, "ada", Role.ADVISER, passwords.hash("the right password"), None, None, False, False, 1, 1, None)

    def seconds(who):
        begun = time.process_time()
        passwords.is_right(who, "a wrong password")
        return time.process_time() - begun

    unknown = statistics.median(seconds(None) for _ in range(7))
    wrong = statistics.median(seconds(user) for _ in range(7))
    assert 0.5 < unknown / wrong < 2


@pytest.mark.case(6)
@pytest.mark.case(25)
@pytest.mark.parametrize("name", ["", " ", "adviser'--", "../admin", "a" * 5000, "<b>", "\x00", "é", "{{7*7}}"])
def test_strange_names_are_refused_like_any_other(visitor, name):
    answer = post_login(visitor, name, PASSWORD)
    assert answer.status_code == 401
    assert "<b>" not in answer.text.split("<main")[1].split("</main>")[0]


@pytest.mark.case(29)
@pytest.mark.parametrize("path", ["/login", "/", "/client", "/client/1", "/api/v1/clients", "/language/fr", "/nothing"])
@pytest.mark.parametrize("name", [None, "adviser"], ids=str)
def test_a_query_that_is_no_text_is_refused(visitor, sign_in, path, name):
    browser = visitor if name is None else sign_in(name)
    answer = browser.get(path, environ_overrides={"QUERY_STRING": "number=\xff&next=\xfe"})
    assert answer.status_code == 400


@pytest.mark.case(27)
def test_a_form_without_its_token_is_refused(visitor):
    assert visitor.post("/login", data={"name": "adviser", "password": PASSWORD}).status_code == 400


@pytest.mark.case(27)
@pytest.mark.parametrize(
    "referrer", ["https://evil.example/login", "http://localhost/login", "https://localhost.evil/", ""]
)
def test_a_form_that_another_site_sends_is_refused(settings, shell_store, referrer):
    """Over TLS the browser says where a form stands: another site has no use for a token it got hold of."""
    app = create_app(settings.model_copy(update={"secure_cookies": True}), shell_store)
    browser = app.server.test_client()
    form = {"name": "admin", "password": PASSWORD}
    form["csrf_token"] = token_in(browser.get("/login", base_url="https://localhost").text)

    def send(referrer):
        headers = {"Referer": referrer, "Origin": "https://evil.example"}
        return browser.post("/login", base_url="https://localhost", data=form, headers=headers).status_code

    assert send(referrer) == 400
    assert send("https://localhost/login") == 302


@pytest.mark.case(27)
def test_logout_needs_its_token(sign_in):
    browser = sign_in("adviser")
    assert browser.post("/logout").status_code == 400
    assert browser.get("/logout", headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.case(8)
def test_signing_in_begins_a_new_session(app):
    browser = app.server.test_client()
    with browser.session_transaction() as session:
        session["planted"] = "before"
    browser.get("/login")
    before = browser.get_cookie(SESSION).value
    post_login(browser, "adviser", PASSWORD)

    assert browser.get_cookie(SESSION).value != before
    with browser.session_transaction() as session:
        assert "planted" not in session


def log_out(browser):
    token = token_in(browser.get("/model").text)
    return browser.post("/logout", data={"csrf_token": token})


@pytest.mark.case(8)
def test_after_signing_out_a_copy_of_the_cookie_opens_nothing(app, sign_in):
    browser = sign_in("adviser")
    copied = browser.get_cookie(SESSION).value
    assert log_out(browser).location == "/login"

    thief = app.server.test_client()
    thief.set_cookie(SESSION, copied)
    assert thief.get("/_dash-layout").status_code == 401


def test_signing_out_ends_this_session_only(sign_in):
    one, other = sign_in("adviser"), sign_in("adviser")
    log_out(one)
    assert other.get("/model").status_code == 200


@pytest.mark.case(8)
def test_a_session_ends_after_its_longest_time(monkeypatch, sign_in, settings):
    browser = sign_in("adviser")
    now = time.time()
    monkeypatch.setattr("dashboard_app.auth.session_store.time.time", lambda: now + settings.session_hours * 3600 + 1)
    assert browser.get("/_dash-layout").status_code == 401


@pytest.mark.case(8)
def test_a_session_ends_when_nothing_is_asked(monkeypatch, sign_in, settings):
    """Whatever the cookie says: a copy of it has no other clock."""
    browser = sign_in("adviser")
    now = time.time()
    monkeypatch.setattr("dashboard_app.auth.session_store.time.time", lambda: now + settings.session_idle_minutes * 60)
    assert browser.get("/_dash-layout").status_code == 401


def test_a_session_goes_on_while_something_is_asked(monkeypatch, sign_in, settings):
    browser = sign_in("adviser")
    now = time.time()
    for step in range(1, 5):
        later = now + step * settings.session_idle_minutes * 50
        monkeypatch.setattr("dashboard_app.auth.session_store.time.time", lambda later=later: later)
        assert browser.get("/_dash-layout").status_code == 200


def test_the_cookie_ends_when_the_session_does(sign_in, app):
    browser = sign_in("adviser")
    cookie = browser.get_cookie(SESSION)
    assert app.server.permanent_session_lifetime.total_seconds() == 30 * 60
    assert 29 * 60 < cookie.expires.timestamp() - time.time() <= 30 * 60


@pytest.fixture
def lender(tmp_path, shell_store):
    """An installation outside demo mode, with one customer: its users, and a browser that signed in."""
    settings = Settings(_env_file=None, instance=tmp_path / "lender", secret_key=SECRET, secure_cookies=False)
    users = Users(open_database(settings), is_demo=False)
    users.add(NewUser("ada", Role.CUSTOMER, Passwords().hash(OF_ADA), client_id=CLIENTS[0], language="fr"))
    app = create_app(settings, shell_store)
    browser = app.server.test_client()
    assert post_login(browser, "ada", OF_ADA).location == "/me"
    return users, browser, app


@pytest.mark.case(8)
@pytest.mark.parametrize(
    "change",
    [
        NewUser("ada", Role.CUSTOMER, "another hash", client_id=CLIENTS[0]),
        NewUser("ada", Role.ADMIN, "hash"),
        NewUser("ada", Role.CUSTOMER, "hash", client_id=CLIENTS[1]),
        None,
    ],
    ids=["password", "role", "client number", "disabled"],
)
def test_a_changed_account_ends_its_sessions(lender, change):
    users, browser, _ = lender
    assert browser.get("/_dash-layout").status_code == 200
    if change is None:
        users.disable("ada")
    else:
        users.replace(change)
    assert browser.get("/_dash-layout").status_code == 401


@pytest.mark.case(8)
def test_a_disabled_account_does_not_come_in(lender):
    users, browser, _ = lender
    users.disable("ada")
    assert post_login(browser, "ada", OF_ADA).status_code == 401


def fail(browser, name, times=OF_ACCOUNT.failures, **options):
    """Give a wrong password so often."""
    return [post_login(browser, name, "wrong password", **options).status_code for _ in range(times)]


@pytest.mark.case(6)
@pytest.mark.parametrize("name", ["adviser", "nobody"])
def test_after_five_failures_one_waits_whoever_it_is(app, name):
    browser = app.server.test_client()
    assert set(fail(browser, name)) == {401}
    refused = post_login(browser, name, PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= OF_ACCOUNT.seconds
    assert "Too many attempts. Wait 15 minutes" in refused.text
    # Another account from the same place comes in.
    assert post_login(browser, "admin", PASSWORD).status_code == 302


@pytest.mark.case(6)
def test_another_address_in_a_header_changes_nothing(app):
    browser = app.server.test_client()
    fail(browser, "adviser")
    token = token_in(browser.get("/login").text)
    form = {"name": "adviser", "password": PASSWORD, "csrf_token": token}
    for address in ("203.0.113.7", "198.51.100.1"):
        assert browser.post("/login", data=form, headers={"X-Forwarded-For": address}).status_code == 429


def test_what_is_waited_for_ends(app, monkeypatch):
    browser = app.server.test_client()
    fail(browser, "adviser")
    now = time.time()
    monkeypatch.setattr("dashboard_app.auth.login_throttle.time.time", lambda: now + OF_ACCOUNT.seconds + 1)
    assert post_login(browser, "adviser", PASSWORD).status_code == 302


def test_failures_are_forgotten_once_one_is_in(app):
    browser = app.server.test_client()
    fail(browser, "adviser", OF_ACCOUNT.failures - 1)
    assert post_login(browser, "adviser", PASSWORD).status_code == 302
    assert set(fail(app.server.test_client(), "adviser", OF_ACCOUNT.failures - 1)) == {401}


@pytest.mark.case(7)
def test_what_was_typed_is_not_kept(app, settings):
    """Somebody types the password into the field of the name."""
    post_login(app.server.test_client(), "my secret password", "x")
    stored = b"".join(path.read_bytes() for path in settings.instance.iterdir() if path.is_file())
    assert b"my secret password" not in stored
    assert b"$argon2id$" in stored
    assert PASSWORD.encode() not in stored


@pytest.mark.case(7)
def test_what_is_stored_of_every_password_is_an_argon2id_hash(app, settings):
    database = open_database(settings)
    with database.reading() as connection:
        hashes = connection.execute(select(USERS.c.password_hash)).scalars().all()
    database.close()
    assert len(hashes) == 3
    assert all(found.startswith("$argon2id$") for found in hashes)


@pytest.mark.case(7)
def test_no_log_holds_a_password(lender, caplog):
    _, browser, app = lender
    with caplog.at_level(logging.DEBUG):
        post_login(app.server.test_client(), "ada", "a wrong password of ada")
        post_login(app.server.test_client(), "a password in the wrong field", OF_ADA)
        change_password(browser, OF_ADA, NEW)
        logging.getLogger("of.this.test").debug("the log is read")
    assert "the log is read" in caplog.text
    for word in ("a wrong password of ada", "a password in the wrong field", OF_ADA, NEW, "$argon2id$"):
        assert word not in caplog.text


def change_password(browser, given, new, again=None):
    token = token_in(browser.get("/password").text)
    form = {"given": given, "new": new, "again": new if again is None else again, "csrf_token": token}
    return browser.post("/password", data=form)


@pytest.mark.case(8)
def test_ones_own_password_is_changed_and_other_sessions_end(lender):
    _, browser, app = lender
    other = app.server.test_client()
    post_login(other, "ada", OF_ADA)
    assert change_password(browser, OF_ADA, NEW).location == "/me"
    assert browser.get("/me").status_code == 200
    assert other.get("/_dash-layout").status_code == 401
    assert post_login(other, "ada", OF_ADA).status_code == 401
    assert post_login(other, "ada", NEW).location == "/me"


@pytest.mark.parametrize(
    ("given", "new", "again", "status"),
    [
        ("not hers at all", NEW, None, 401),
        (OF_ADA, NEW, "other words of hers", 422),
        (OF_ADA, "short", None, 422),
        (OF_ADA, OF_ADA, None, 422),
        (OF_ADA, "aaaaaaaaaaaaaaaa", None, 422),
    ],
)
def test_a_password_that_cannot_be_is_refused_and_the_old_one_stays(lender, given, new, again, status):
    _, browser, app = lender
    answer = change_password(browser, given, new, again)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert post_login(app.server.test_client(), "ada", OF_ADA).location == "/me"


def test_a_password_that_was_given_is_changed_before_anything_else(lender):
    users, _, app = lender
    users.set_password("ada", Passwords().hash("given by an admin"), must_change=True)
    browser = app.server.test_client()
    assert post_login(browser, "ada", "given by an admin").location == "/password"
    assert browser.get("/me").location == "/password"
    assert browser.get("/_dash-layout").status_code == 403
    assert change_password(browser, "given by an admin", NEW).location == "/me"
    assert browser.get("/me").status_code == 200


def test_the_password_of_the_demo_is_everybodys(sign_in):
    assert sign_in("adviser").get("/password").status_code == 404


def test_the_language_of_the_profile_is_spoken(lender):
    _, browser, _ = lender
    assert '<html lang="fr"' in browser.get("/me").text
    assert "Se déconnecter" in browser.get("/me").text


def test_the_demos_customer_is_the_first_refused_client(app):
    browser = app.server.test_client()
    with browser:
        post_login(browser, "customer", PASSWORD)
        browser.get("/me")
        from dashboard_app.auth.session import current_actor

        assert current_actor().client_id == REFUSED


@pytest.mark.case(9)
def test_a_cookie_signed_with_another_key_opens_nothing(app, tmp_path, shell_store, visitor):
    other = create_app(
        Settings(_env_file=None, demo=True, demo_password=PASSWORD, instance=tmp_path / "other"), shell_store
    )
    browser = other.server.test_client()
    post_login(browser, "admin", PASSWORD)
    visitor.set_cookie(SESSION, browser.get_cookie(SESSION).value)

    assert visitor.get("/_dash-layout").status_code == 401


@pytest.mark.case(9)
@pytest.mark.parametrize("key", ["dev", "secret", "change-me", "clairscore", "0" * 64])
def test_a_cookie_signed_with_a_key_that_is_guessed_opens_nothing(app, sign_in, visitor, key):
    """Even with the content of a session that is open."""
    browser, name = sign_in("admin"), SESSION
    signer = app.server.session_interface.get_signing_serializer(app.server)
    content = signer.loads(browser.get_cookie(name).value)
    forger = Flask("forger")
    forger.secret_key = key
    visitor.set_cookie(name, forger.session_interface.get_signing_serializer(forger).dumps(content))
    assert visitor.get("/_dash-layout").status_code == 401
    # It is the key alone that is wrong.
    visitor.set_cookie(name, signer.dumps(content))
    assert visitor.get("/_dash-layout").status_code == 200


@pytest.mark.case(9)
@pytest.mark.parametrize("is_secure", [True, False])
def test_flags_of_the_cookies(settings, shell_store, is_secure):
    app = create_app(settings.model_copy(update={"secure_cookies": is_secure}), shell_store)
    browser = app.server.test_client()
    origin = "https://localhost" if is_secure else "http://localhost"
    token = token_in(browser.get("/login", base_url=origin).text)
    answer = browser.post(
        "/login",
        base_url=origin,
        data={"name": "admin", "password": PASSWORD, "csrf_token": token},
        headers={"Referer": f"{origin}/login"},
    )
    page = browser.get("/", base_url=origin)
    cookies = {line.split("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
    cookies |= {line.split("=")[0]: line for line in page.headers.getlist("Set-Cookie")}

    assert "HttpOnly" in cookies[SESSION]
    assert "SameSite=Lax" in cookies[SESSION]
    assert "HttpOnly" not in cookies["_csrf_token"]
    assert "SameSite=Strict" in cookies["_csrf_token"]
    assert all(("Secure" in line) == is_secure for line in cookies.values())


@pytest.mark.case(10)
@pytest.mark.parametrize("wanted", ["https://evil", "//evil", "/\\evil", "javascript:alert(1)", "%2F%2Fevil"])
def test_nobody_is_led_elsewhere(visitor, wanted):
    answer = post_login(visitor, "adviser", PASSWORD, path=f"/login?next={wanted}")
    assert answer.location == "/"


def test_one_is_led_back(visitor):
    answer = post_login(visitor, "adviser", PASSWORD, path="/login?next=%2Fclient%2F100001")
    assert answer.location == "/client/100001"
    assert visitor.get("/login?next=%2Fmodel").location == "/model"


@pytest.mark.case(10)
@pytest.mark.parametrize(
    ("query", "referrer", "back"),
    [
        ("?next=/model", None, "/model"),
        ("", "http://localhost/client/7", "/client/7"),
        ("?next=//evil", "http://evil/x", "/"),
        ("", None, "/"),
    ],
)
def test_a_language_is_chosen_where_one_is(visitor, query, referrer, back):
    answer = visitor.get(f"/language/fr{query}", headers={"Referer": referrer} if referrer else {})

    assert answer.location == back
    assert '<html lang="fr"' in visitor.get("/login").text
    assert "Se connecter" in visitor.get("/login").text


@pytest.mark.case(28)
@pytest.mark.parametrize("language", ["de", "..", "fr%00", "FR"])
def test_other_languages_are_not_there(visitor, language):
    assert visitor.get(f"/language/{language}", headers={"Accept": "text/html"}).status_code in {302, 404}
    assert visitor.get_cookie("language") is None


def test_the_browser_is_asked_for_its_language(visitor):
    assert '<html lang="fr"' in visitor.get("/login", headers={"Accept-Language": "fr-CH,fr;q=0.9"}).text
    assert '<html lang="en"' in visitor.get("/login", headers={"Accept-Language": "de"}).text
