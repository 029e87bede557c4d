"""The whole application over PostgreSQL, as a browser sees it: what each engine takes and locks differs."""

import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from dashboard_app.auth.login_throttle import OF_ACCOUNT
from dashboard_app.database import Database
from dashboard_app.ids import ClientIds
from tests.conftest import callback_body, post_login, token_in
from tests.security.audited import Record
from tests.security.lender import PASSWORD, Lender

REFUSALS = 6


@pytest.fixture(scope="module")
def lender(built, active_bundle, postgres, tmp_path_factory):
    """A lender whose database is a PostgreSQL of its own."""
    name = f"test_{secrets.token_hex(8)}"
    server = Database(postgres)
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.close()
    url, directory = postgres.replace("/postgres", f"/{name}"), tmp_path_factory.mktemp("lender") / "instance"
    made = Lender(built.path.parent, active_bundle, directory, database_url=url, refusals=REFUSALS)
    yield made
    made.close()


@pytest.fixture
def record(lender):
    """What the lender has log since this was asked for."""
    made = Record(lender.settings)
    made.new()
    yield made
    assert made.is_whole
    made.close()


@pytest.mark.case(6)
@pytest.mark.case(29)
@pytest.mark.parametrize("name", ["\x00", "adviser1\x00", "é", "a" * 5000], ids=ascii)
def test_strange_names_are_refused_like_any_other(lender, name):
    assert post_login(lender.app.server.test_client(), name, PASSWORD).status_code == 401


@pytest.mark.case(13)
@pytest.mark.case(35)
def test_an_adviser_opens_their_own_clients_on_record_and_no_others(lender, record):
    browser = lender.sign_in("adviser1")
    (own, *_), (foreign, *_) = lender.assigned.values()
    record.new()
    assert browser.get(f"/api/v1/clients/{own}/score").status_code == 200
    assert browser.get(f"/client/{foreign}").status_code == 404
    assert browser.get("/clients.csv").text.count("\n") == 1 + len(lender.assigned["adviser1"])
    found = [(line.action, line.client_id) for line in record.new()]
    assert found == [("open", own), ("refused", foreign), ("export", None)]


@pytest.mark.case(35)
@pytest.mark.case(40)
def test_parts_of_a_file_asked_for_at_the_same_time_are_one_line(lender, record):
    browser, number = lender.sign_in("adviser2"), lender.assigned["adviser2"][0]
    cookies = "; ".join(f"{name}={browser.get_cookie(name).value}" for name in ("clairscore_session", "_csrf_token"))
    record.new()

    def ctx(_):
        with lender.app.server.test_client(use_cookies=False) as other:
            headers = {"Cookie": cookies, "X-CSRFToken": browser.get_cookie("_csrf_token").value}
            return call_reasons(other, lender, number, headers)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ctx, range(16))) == {200}
    assert [(line.action, line.client_id) for line in record.new()] == [("open", number)]


@pytest.mark.case(15)
def test_whoever_tries_numbers_out_at_once_is_alerted_of_once(lender, record):
    browser = lender.sign_in("adviser_without")
    cookies = f"clairscore_session={browser.get_cookie('clairscore_session').value}"
    record.new()

    def ctx(number):
        with lender.app.server.test_client(use_cookies=False) as other:
            return other.get(f"/client/{number}", headers={"Cookie": cookies}).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ctx, range(4 * REFUSALS)))
    assert answers == {404, 429}
    actions = Counter(line.action for line in record.new())
    assert actions == {"refused": REFUSALS, "alert": 1}


@pytest.mark.case(6)
def test_guesses_at_the_same_time_are_no_more_than_the_limit(lender, record):
    visitor = lender.app.server.test_client()
    token = token_in(visitor.get("/login").text)
    cookies = f"clairscore_session={visitor.get_cookie('clairscore_session').value}"

    def guess(_):
        with lender.app.server.test_client(use_cookies=False) as other:
            form = {"name": "customer_b", "password": "a wrong one", "csrf_token": token}
            return other.post("/login", data=form, headers={"Cookie": cookies}).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(guess, range(16)))
    assert answers == {401: OF_ACCOUNT.failures, 429: 16 - OF_ACCOUNT.failures}
    assert [line.action for line in record.new()].count("locked") == 1


def call_reasons(browser, lender, number, headers):
    """Ask for the reasons of a client, as the page does."""
    body = callback_body(lender.app, f"{ClientIds.REASONS}.content", ["families", f"/client/{number}"])
    return browser.post("/_dash-update-component", json=body, headers=headers).status_code
