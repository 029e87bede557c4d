"""While the database cannot be used: 503 for everybody, with every header, in their language, counted and logged."""

import json
import logging
import re
import time

import pytest
from prometheus_client import REGISTRY, generate_latest

from dashboard_app.app import create_app
from dashboard_app.ids import FrameIds
from dashboard_app.settings import Settings
from tests.conftest import PASSWORD, call, post_login
from tests.postgres import programs, running_server
from tests.security.test_headers import EXACT, POLICY

ROUTER = f"..{FrameIds.PAGE}.children...{FrameIds.PLACE}.data.."


class SqliteFile:
    """A database in a file that can be taken away."""

    def __init__(self, instance):
        self._path = instance / "clairscore.db"
        self.options = {}

    def take_away(self):
        self._path.rename(self._path.with_name("away"))

    def bring_back(self):
        self._path.with_name("away").rename(self._path)


class PostgresServer:
    """A database server that can be stopped."""

    def __init__(self, server):
        self.options = {"database_url": server.url, "audit_key": "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978"}
        self.take_away, self.bring_back = server.stop, server.start


@pytest.fixture(scope="module")
def server():
    if programs() is None:
        pytest.skip("there is no PostgreSQL here: apt-get install postgresql")
    with running_server() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def store_away(request, tmp_path):
    """A database to take away, of each engine."""
    if request.param == "sqlite":
        return SqliteFile(tmp_path / "instance")
    return PostgresServer(request.getfixturevalue("server"))


@pytest.fixture
def away(store_away, tmp_path, shell_store):
    """An application with an adviser who is signed in, whose database is gone; it is brought back afterwards."""
    settings = Settings(
        _env_file=None, demo=True, demo_password=PASSWORD, instance=tmp_path / "instance", **store_away.options
    )
    app = create_app(settings, shell_store)
    browser = app.server.test_client()
    assert post_login(browser, "adviser", PASSWORD).status_code == 302
    browser.get("/")
    store_away.take_away()
    is_back = []

    def bring_back():
        if not is_back:
            is_back.append(True)
            store_away.bring_back()

    yield app, browser, bring_back
    bring_back()
    app.server.extensions["clairscore_database"].close()


def test_every_kind_of_request_is_answered_and_everything_comes_back(away, caplog):
    app, browser, bring_back = away
    began = time.monotonic()
    with caplog.at_level(logging.INFO):
        pages = [
            browser.get(path, headers={"Accept": "text/html"}) for path in ("/", "/client/100005", "/model", "/nope")
        ]
        form = browser.post("/login", data={"name": "adviser", "password": PASSWORD}, headers={"Accept": "text/html"})
        program = browser.get("/api/v1/clients/100005")
        token = browser.get("/api/v1/clients", headers={"Authorization": "Bearer cs_nothing"})
        callback = call(browser, app, ROUTER, ["/client/100005"])
    assert time.monotonic() - began < 5

    for answer in [*pages, form, program, token, callback]:
        assert answer.status_code == 503
        assert {name: answer.headers.get(name) for name in EXACT} == EXACT
        assert answer.headers["Content-Security-Policy"] == POLICY.format(hashes=" ".join(app.csp_hashes()))
        assert answer.headers["Cache-Control"] == "no-store"
        assert 0 < int(answer.headers["Retry-After"]) <= 60
        # One id on the page, in the header and in the log.
        reference = answer.headers["X-Request-ID"]
        assert reference in answer.text
    assert all("<h1>This page is unavailable at the moment</h1>" in page.text for page in [*pages, form])
    assert 'href="/client/100005"' in pages[1].text
    assert program.content_type == token.content_type == "application/problem+json"
    assert callback.get_json()["error"].startswith("This page is unavailable at the moment.")

    own = [record for record in caplog.records if record.name.startswith("dashboard_app")]
    assert [record.levelname for record in own if "Database lost" in record.getMessage()] == ["ERROR"]
    assert not [record for record in own if record.exc_info]
    assert "100005" not in caplog.text.replace("SK_ID", "")

    bring_back()
    end = time.monotonic() + 10
    while browser.get("/model").status_code != 200:
        assert time.monotonic() < end
        time.sleep(0.2)
    # The session of before goes on: nobody has to sign in again.
    assert call(browser, app, ROUTER, ["/client/100005"]).status_code == 200
    assert browser.get("/readyz").status_code == 200


def test_health_needs_no_database_and_readiness_names_it(away):
    _, browser, _ = away
    began = time.monotonic()
    assert browser.get("/healthz").get_json() == {"status": "alive"}
    answer = browser.get("/readyz")
    assert (answer.status_code, answer.get_json()) == (503, {"status": "not ready", "failing": ["database"]})
    assert browser.get("/healthz").status_code == 200
    assert time.monotonic() - began < 2


def test_it_is_counted(away):
    _, browser, _ = away
    browser.get("/model", headers={"Accept": "text/html"})
    text = generate_latest(REGISTRY).decode()
    assert re.search(r'clairscore_request_seconds_count\{method="GET",route="/model",status="503"\} [1-9]', text)
    assert re.search(r'clairscore_database_failures_total\{fault="\w+"\} [1-9]', text)


@pytest.mark.parametrize(
    ("cookie", "header", "language"), [("fr", "en", "fr"), (None, "fr, en;q=0.5", "fr"), (None, "de", "en")]
)
def test_the_page_speaks_as_far_as_it_knows_without_an_account(away, cookie, header, language):
    _, browser, _ = away
    if cookie:
        browser.set_cookie("language", cookie)
    text = browser.get("/", headers={"Accept": "text/html", "Accept-Language": header}).text
    assert f'<html lang="{language}"' in text
    assert ("This page is unavailable at the moment" in text) == (language == "en")


def test_who_signs_out_meanwhile_is_signed_out(away):
    app, browser, bring_back = away
    cookie = browser.get_cookie("clairscore_session").value
    bring_back()
    end = time.monotonic() + 10
    while (page := browser.get("/model")).status_code != 200:
        assert time.monotonic() < end
        time.sleep(0.2)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    database = app.server.extensions["clairscore_database"]
    with pytest.MonkeyPatch.context() as patch:
        _refuse_writes(patch, database)
        assert browser.post("/logout", data={"csrf_token": token}).status_code == 503
    assert browser.get_cookie("clairscore_session") is None
    # A copy of the cookie opens nothing either, and that is written as soon as it can be.
    thief = app.server.test_client()
    thief.set_cookie("clairscore_session", cookie)
    assert thief.get("/_dash-layout").status_code == 401
    database.close()
    assert thief.get("/_dash-layout").status_code == 401


def _refuse_writes(patch, database):
    """Let the engine itself refuse every change, as on a full disk."""
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
    else:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("SET default_transaction_read_only = on")
            connection.commit()


def test_a_page_that_fails_afterwards_is_answered_too(app, sign_in, monkeypatch, caplog):
    """What a function after the view raises reaches no handler of its own."""
    browser = sign_in("adviser")
    app.server.after_request_funcs[None].insert(0, _fail_once())
    answer = browser.get("/model", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in EXACT} == EXACT
    assert "100005" not in caplog.text


def _fail_once():
    failures = [RuntimeError("client 100005")]

    def fail(response):
        if failures:
            raise failures.pop()
        return response

    return fail


def test_a_form_that_is_no_json_gets_the_reference_of_its_log_line(app, sign_in, monkeypatch, caplog):
    browser = sign_in("admin")

    def fail(**_):
        raise RuntimeError("client 100005")

    monkeypatch.setitem(app.server.view_functions, "go_to_client", fail)
    with caplog.at_level(logging.INFO):
        answer = browser.get("/client?number=100005", headers={"Accept": "application/json"})
    reference = json.loads(answer.text)["reference"]
    assert reference == answer.headers["X-Request-ID"]
    assert reference in caplog.text
    assert "100005" not in caplog.text
