"""The chain: what is changed, taken away, put in or cut off shows, and lines are kept for their time."""

import time

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from dashboard_app.audit import chain
from dashboard_app.audit.entries import AuditFilter
from dashboard_app.audit.errors import PurgeRefusedError
from dashboard_app.audit.log import operator_line
from dashboard_app.audit.retention import SHORTEST_DAYS, give_space_back, purge
from dashboard_app.audit.verification import ChainFault, verify
from dashboard_app.database import DatabaseError
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action
from tests.dashboard_app.audit.conftest import KEY
from tests.dashboard_app.audit.tampering import drop_triggers

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
        drop_triggers(connection, database)
        for statement in statements:
            connection.execute(statement)


def numbers(log):
    return [found.id for found in log.every(AuditFilter())]


def test_a_log_as_it_was_written_is_whole(database, five):
    found = verify(database, KEY)
    assert (found.is_whole, found.lines, found.broken) == (True, 5, None)
    assert found.newest != chain.FIRST


def test_an_empty_log_is_whole_as_soon_as_it_is_signed(database, log):
    assert verify(database, KEY).fault is ChainFault.UNSIGNED
    log.begin()
    found = verify(database, KEY)
    assert (found.is_whole, found.lines, found.newest) == (True, 0, chain.FIRST)


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


def forge(database, log, action, detail):
    """Put an entry at the end as somebody who does not know the key."""
    with database.writing() as connection:
        last = connection.execute(AUDIT.select().order_by(AUDIT.c.id.desc()).limit(1)).one()
        entry = {**operator_line(action, detail), "at": last.at, "request_id": None}
        made = chain.link(b"a guess", last.id + 1, last.hash, [entry[name] for name in chain.FIELDS])
        connection.execute(AUDIT.insert().values(**entry, id=last.id + 1, previous_hash=last.hash, hash=made))
    return last.id + 1


@pytest.mark.case(36)
def test_a_line_that_somebody_without_the_key_puts_in_shows(database, five):
    assert verify(database, KEY).broken is None
    forged = forge(database, five, Action.OPEN, "never happened")
    assert verify(database, KEY).broken == forged


@pytest.mark.case(36)
@pytest.mark.parametrize("detail", ["", "x", "[]", "{}", "7"])
def test_a_purge_that_somebody_made_up_shows(database, five, detail):
    forged = forge(database, five, Action.PURGE, detail)
    assert verify(database, KEY).broken == forged


@pytest.mark.case(36)
def test_an_end_that_was_cut_off_shows(database, five):
    noted = verify(database, KEY).newest
    without_triggers(database, delete(AUDIT).where(AUDIT.c.id == numbers(five)[-1]))
    assert verify(database, KEY).fault is ChainFault.END
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

    assert purge(log, 365, is_forced=True) == 3
    details = [found.detail for found in log.every(AuditFilter())]
    assert details[:2] == ["new 0", "new 1"]
    assert '"from": 1, "until": 3, "lines": 3' in details[2]
    assert verify(database, KEY).is_whole
    assert purge(log, 365) == 0
    give_space_back(database)
    assert verify(database, KEY).lines == 3


def test_a_log_that_is_all_old_keeps_the_line_about_it(database, log, monkeypatch):
    old_lines(log, monkeypatch, 1)
    assert purge(log, 365, is_forced=True) == 1
    assert [found.action for found in log.every(AuditFilter())] == ["purge"]
    log.append(operator_line(Action.OPEN, "new"))
    assert verify(database, KEY).is_whole


def days_of_use(log, monkeypatch, first, last, step=5):
    """Leave an entry every few days, from so many days ago to so many days ago; negative days are to come."""
    now = time.time()
    with monkeypatch.context() as past:
        for day in range(first, last - 1, -step):
            past.setattr("dashboard_app.audit.log.time.time", lambda day=day: now - day * DAY)
            log.append(operator_line(Action.OPEN, f"{day} days ago"))


@pytest.fixture
def clock(monkeypatch):
    """A function: let the clock of this machine be so many days ahead, for the purge and what it writes."""
    now = time.time()

    def ahead(days):
        for module in ("log", "retention"):
            monkeypatch.setattr(f"dashboard_app.audit.{module}.time.time", lambda: now + days * DAY)

    return ahead


def test_a_log_in_use_is_purged_without_a_question(database, log, monkeypatch):
    days_of_use(log, monkeypatch, 402, 2)
    assert purge(log, 365) == 8
    assert verify(database, KEY).is_whole


@pytest.mark.parametrize("days", [-400, -30, 30, 183, 400, 4_000])
def test_a_wrong_clock_removes_nothing(database, log, monkeypatch, clock, days):
    """As it was: 1,542 entries gone by one start 400 days ahead."""
    days_of_use(log, monkeypatch, 600, 0)
    clock(days)
    if days < -300:
        assert purge(log, 365) == 0
    else:
        with pytest.raises(PurgeRefusedError, match=r"Look whether the clock is right.*--force"):
            purge(log, 365)
    assert verify(database, KEY).lines == 121


@pytest.mark.parametrize("days", [40, 200, 400])
def test_a_wrong_clock_that_has_written_entries_removes_nothing(database, log, monkeypatch, clock, days):
    days_of_use(log, monkeypatch, 600, 0)
    clock(days)
    log.append(operator_line(Action.OPEN, "under the wrong clock"))
    with pytest.raises(PurgeRefusedError, match="jump by days"):
        purge(log, 365)
    clock(0)
    log.append(operator_line(Action.OPEN, "set right"))
    with pytest.raises(PurgeRefusedError, match="jump by days"):
        purge(log, 365)
    assert verify(database, KEY).lines == 123


def test_a_log_that_would_go_as_a_whole_is_kept(database, log, monkeypatch, clock):
    days_of_use(log, monkeypatch, 600, 590, step=1)
    clock(-585)
    assert purge(log, 365) == 0
    clock(0)
    with pytest.raises(PurgeRefusedError, match="Nothing is purged"):
        purge(log, 365)
    assert verify(database, KEY).lines == 11


def test_a_log_that_is_not_whole_at_its_end_is_not_purged(database, log, monkeypatch):
    days_of_use(log, monkeypatch, 400, 0)
    without_triggers(database, delete(AUDIT).where(AUDIT.c.id == numbers(log)[-1]))
    with pytest.raises(PurgeRefusedError, match="audit verify"):
        purge(log, 365, is_forced=True)


def test_a_younger_line_taken_away_after_a_purge_shows(database, log, monkeypatch):
    old_and_new(log, monkeypatch)
    purge(log, 365, is_forced=True)
    first, second, _ = numbers(log)
    without_triggers(database, delete(AUDIT).where(AUDIT.c.id == first))
    assert verify(database, KEY).broken == second


@pytest.mark.case(36)
def test_nothing_younger_than_half_a_year_is_taken_away(database, five):
    with pytest.raises(ValueError, match=f"at least {SHORTEST_DAYS}"):
        purge(five, SHORTEST_DAYS - 1)
    assert purge(five, SHORTEST_DAYS) == 0
    assert verify(database, KEY).lines == 5


def test_lines_are_found_page_by_page_the_newest_first(five):
    rows, total = five.page(AuditFilter(), start=1, size=2)
    assert ([row.detail for row in rows], total) == (["line 3", "line 2"], 5)
    assert five.page(AuditFilter(client_id=3, action="open", user_name="-"), start=0, size=9)[1] == 1
    assert five.page(AuditFilter(since=time.time() + 5), start=0, size=9) == ([], 0)
    assert five.page(AuditFilter(until=time.time() + 5), start=0, size=9)[1] == 5
