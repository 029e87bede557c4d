"""Case 19: what a request changes is the account, or the file, of who sends it; anything else stays as it was."""

import pytest
from sqlalchemy import select

from dashboard_app.actor import Role
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users import NewUser
from dashboard_app.database.schema import ASSIGNMENTS, TOKENS, USERS
from tests.conftest import call, token_in
from tests.dashboard_app.api.asking import post
from tests.security.audited import Record
from tests.security.lender import PASSWORD
from tests.security.test_clients import bodies, data_callbacks

NEW = "other words of these tests"
KEPT = (USERS, ASSIGNMENTS, TOKENS)
FAILED = {400, 403, 404}
WHATS = ["add", "save", "close", "open", "reset", "assign", "remove", "revoke", "everybody"]


def commands(lender):
    """What the pages of administrators send, and what they might."""
    foreign, own = lender.assigned["adviser2"][0], lender.assigned["adviser1"][0]
    for what in WHATS:
        yield {
            "what": what,
            "name": "customer_b",
            "new-name": "mallory",
            "role": "admin",
            "new-role": "admin",
            "adviser": "adviser1",
            "client": foreign,
            "list": f"{foreign} {own}",
        }
    yield from (foreign, "customer_b", f"/client/{foreign}")


@pytest.fixture
def stored(lender):
    """A function: everything that somebody could want to change."""

    def read():
        with lender.instance.database.reading() as connection:
            return {table.name: sorted(map(tuple, connection.execute(select(table))), key=str) for table in KEPT}

    return read


@pytest.fixture
def record(lender):
    """What was logged since the test began."""
    found = Record(lender.settings)
    found.new()
    yield found
    found.close()


def csrf(browser):
    return {"X-CSRFToken": browser.get_cookie("_csrf_token").value}


@pytest.mark.case(19)
@pytest.mark.parametrize("name", ["customer_a", "adviser1", "adviser_without"])
def test_no_callback_of_who_is_no_administrator_changes_anything(lender, stored, name):
    browser, before = lender.browser(name), stored()
    for output in data_callbacks(lender.app):
        for body in bodies(lender.app, output, commands(lender)):
            assert call(browser, lender.app, output, body=body).status_code in {200, 204, *FAILED}
    assert stored() == before


@pytest.mark.case(19)
@pytest.mark.parametrize("name", ["customer_a", "adviser1", "adviser_without"])
def test_no_path_of_another_client_is_written_to(lender, stored, record, name):
    """Nothing is stored, and the record holds a refusal: not that somebody printed or tried out what is not theirs."""
    browser, foreign, before = lender.browser(name), lender.assigned["adviser2"][1], stored()
    for path in (f"/client/{foreign}/printed", f"/client/{foreign}", f"/api/v1/clients/{foreign}", "/me", "/drift"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = browser.open(path, method=method, json={"client_id": foreign}, headers=csrf(browser))
            assert answer.status_code in {*FAILED, 405}, (method, path)
    assert post(browser, "/predict", {"client_id": foreign}).status_code in FAILED
    assert stored() == before
    assert {line.action for line in record.new()} == {"refused"}


@pytest.mark.case(19)
def test_another_password_is_that_of_who_gives_it(lender, stored):
    """Whoever the form names, the account is that of the session."""
    numbers, hashed = lender.own["customer_b"], Passwords().hash(PASSWORD)
    for name in ("writer", "victim"):
        lender.instance.users.add(NewUser(name, Role.CUSTOMER, hashed, client_id=numbers))
    browser, before = lender.sign_in("writer"), stored()["users"]
    victim, writer = lender.instance.users.find("victim"), lender.instance.users.find("writer")
    form = {"given": PASSWORD, "new": NEW, "again": NEW, "csrf_token": token_in(browser.get("/password").text)}
    named = {"name": "victim", "user": "victim", "user_id": victim.id, "id": victim.id, "role": "admin"}
    assert browser.post("/password?name=victim", data={**form, **named}).location == "/me"
    changed = {row[0] for row in set(stored()["users"]) ^ set(before)}
    assert changed == {writer.id}
    assert lender.instance.users.find("writer").role is Role.CUSTOMER


@pytest.mark.case(19)
def test_an_address_or_a_body_makes_nobody_another_person(lender):
    """The number of a customer and the role of anybody come from the account."""
    browser, other = lender.browser("customer_a"), lender.own["customer_b"]
    for headers in ({"X-User": "admin1"}, {"X-Remote-User": "admin1"}, {"Remote-User": "admin1"}):
        assert browser.get("/drift", headers=headers).status_code == 403
    for query in (f"?client_id={other}", "?role=admin", "?user=admin1"):
        # The API knows no such parameter; the document of the API says so of each it has.
        assert browser.get(f"/api/v1/clients/{other}{query}").status_code in {404, 422}
        assert browser.get(f"/client/{other}{query}").status_code == 404
        assert browser.get(f"/drift{query}").status_code == 403
