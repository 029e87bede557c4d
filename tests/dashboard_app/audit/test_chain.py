"""The chain: what is changed, taken away, put in or cut off shows, and lines are kept for their time."""

import time

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from dashboard_app.audit import chain
from dashboard_app.audit.log import AuditLog, Search, operator_line
from dashboard_app.audit.retention import SHORTEST_DAYS, purge
from dashboard_app.audit.verification import verify
from dashboard_app.database import DatabaseError
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action
from tests.dashboard_app.audit.conftest import KEY

DAY = 24 * 3600


@pytest.fixture
def five(log):
    """A log of five lines."""
    for number in range(5):
        log.append({**operator_line(Action.OPEN, f"line {number}"), "client_id": number, "score": number / 7})
    return log


def without_triggers(database, *statements):
    """Change the table as somebody who may do anything in the database, and knows no key."""
    with database.writing() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_refuses_update"))
            connection.execute(text("DROP TRIGGER audit_refuses_delete"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(statement)


def numbers(log):
    return [found.id for found in log.every(Search())]


def test_a_log_as_it_was_written_is_whole(database, five):
    found = verify(database, KEY)
    assert (found.is_whole, found.lines, found.broken) == (True, 5, None)
    assert found.newest != chain.FIRST


def test_an_empty_log_is_whole(database, log):
    assert verify(database, KEY) == verify(database, b"another key")
    assert verify(database, KEY).is_whole


@pytest.mark.case(36)
@pytest.mark.parametrize(
    ("field", "value"), [("detail", "x"), ("client_id", None), ("score", 0.5), ("user_name", "eve"), ("at", 1.0)]
)
def test_a_line_that_was_changed_shows(database, five, field, value):
    third = numbers(five)[2]
    without_triggers(database, update(AUDIT).where(AUDIT.c.id == third).values({field: value}))
    found = verify(database, KEY)
    assert (found.is_whole, found.lines, found.broken) == (False, 2, third)


@pytest.mark.case(36)
@pytest.mark.parametrize("place", [0, 2, 3])
def test_a_line_that_was_taken_away_shows(database, five, place):
    ids = numbers(five)
    without_triggers(database, delete(AUDIT).where(AUDIT.c.id == ids[place]))
    assert verify(database, KEY).broken == ids[place + 1]


def test_lines_that_changed_places_show(database, five):
    first, second, *_ = numbers(five)
    moves = ((first, 99), (second, first), (99, second))
    without_triggers(database, *(update(AUDIT).where(AUDIT.c.id == old).values(id=new) for old, new in moves))
    assert verify(database, KEY).broken == first


@pytest.mark.case(36)
def test_a_line_that_somebody_without_the_key_puts_in_shows(database, five):
    AuditLog(database, b"a guess").append(operator_line(Action.OPEN, "never happened"))
    assert verify(database, KEY).broken == numbers(five)[-1]


@pytest.mark.case(36)
@pytest.mark.parametrize("detail", ["", "x", "[]", "{}", "7"])
def test_a_purge_that_somebody_made_up_shows(database, five, detail):
    AuditLog(database, b"a guess").append(operator_line(Action.PURGE, detail))
    assert verify(database, KEY).broken == numbers(five)[-1]


@pytest.mark.case(36)
def test_an_end_that_was_cut_off_shows_against_a_hash_noted_before(database, five):
    noted = verify(database, KEY).newest
    without_triggers(database, delete(AUDIT).where(AUDIT.c.id == numbers(five)[-1]))
    assert verify(database, KEY).is_whole
    assert not verify(database, KEY, noted).is_whole
    assert not verify(database, KEY, noted).is_known_there


def test_a_hash_noted_before_is_found_in_a_longer_log(database, five):
    noted = verify(database, KEY).newest
    five.append(operator_line(Action.OPEN, "one more"))
    assert verify(database, KEY, noted).is_whole


@pytest.mark.case(36)
@pytest.mark.parametrize("statement", ["UPDATE audit SET detail = ''", "DELETE FROM audit"])
def test_the_database_itself_refuses_changes(database, five, statement):
    with pytest.raises((DBAPIError, DatabaseError), match="append-only"), database.writing() as connection:
        connection.execute(text(statement))
    assert verify(database, KEY).lines == 5


def old_lines(log, monkeypatch, count):
    """Leave lines of more than a year ago."""
    then = time.time() - 400 * DAY
    with monkeypatch.context() as past:
        past.setattr("dashboard_app.audit.log.time.time", lambda: then)
        for number in range(count):
            log.append(operator_line(Action.OPEN, f"old {number}"))


def old_and_new(log, monkeypatch):
    """Leave three old lines, and two of now."""
    old_lines(log, monkeypatch, 3)
    for number in range(2):
        log.append(operator_line(Action.OPEN, f"new {number}"))


def test_what_is_old_enough_is_taken_away_on_record(database, log, monkeypatch):
    old_and_new(log, monkeypatch)

    assert purge(database, log, 365) == 3
    details = [found.detail for found in log.every(Search())]
    assert details[:2] == ["new 0", "new 1"]
    assert '"lines": 3' in details[2]
    assert verify(database, KEY).is_whole
    assert purge(database, log, 365) == 0


def test_a_log_that_is_all_old_keeps_the_line_about_it(database, log, monkeypatch):
    old_lines(log, monkeypatch, 1)
    assert purge(database, log, 365) == 1
    assert [found.action for found in log.every(Search())] == ["purge"]
    log.append(operator_line(Action.OPEN, "new"))
    assert verify(database, KEY).is_whole


def test_a_younger_line_taken_away_after_a_purge_shows(database, log, monkeypatch):
    old_and_new(log, monkeypatch)
    purge(database, log, 365)
    first, second, _ = numbers(log)
    without_triggers(database, delete(AUDIT).where(AUDIT.c.id == first))
    assert verify(database, KEY).broken == second


@pytest.mark.case(36)
def test_nothing_younger_than_half_a_year_is_taken_away(database, five):
    with pytest.raises(ValueError, match=f"at least {SHORTEST_DAYS}"):
        purge(database, five, SHORTEST_DAYS - 1)
    assert purge(database, five, SHORTEST_DAYS) == 0
    assert verify(database, KEY).lines == 5


def test_lines_are_found_page_by_page_the_newest_first(five):
    rows, total = five.page(Search(), start=1, size=2)
    assert ([row.detail for row in rows], total) == (["line 3", "line 2"], 5)
    assert five.page(Search(client_id=3, action="open", user_name="-"), start=0, size=9)[1] == 1
    assert five.page(Search(since=time.time() + 5), start=0, size=9) == ([], 0)
    assert five.page(Search(until=time.time() + 5), start=0, size=9)[1] == 5
