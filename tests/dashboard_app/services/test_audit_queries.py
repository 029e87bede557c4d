"""The audit log as administrators read it: what is asked for, and that asking is logged."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard_app.actor import Actor, Role
from dashboard_app.audit.entries import AuditFilter
from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.recorder import LoggedEvents, Requester, RequestRecorder
from dashboard_app.events import Action, Event
from dashboard_app.services import audit_queries
from dashboard_app.services.audit_queries import PAGE, AuditQuery
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.services.people import ADVISER, customer

CLIENT = 100_001


@pytest.fixture
def log(database):
    return AuditLog(database, b"a key of these tests")


def person(log, name, role):
    recorder = RequestRecorder(log, LoggedEvents(), Requester(name, role.value, name, "192.0.2.7"), 1_000)
    return Actor(name, role, None, "en", None, recorder)


@pytest.fixture
def ines(log):
    return person(log, "ines", Role.ADMIN)


@pytest.fixture
def filled(log):
    """A log of what two people did."""
    for name in ("ada", "paul"):
        recorder = person(log, name, Role.ADVISER).recorder
        recorder.log(Event(Action.OPEN, CLIENT, "bundle", 0.25, "page"))
        recorder.log(Event(Action.SEARCH, detail="all"))
    return log


def read(log, actor, **asked):
    lines, total = audit_queries.read_lines(log, actor, AuditQuery(**asked))
    assert len(lines) == total
    return [(line.user_name, line.action) for line in lines]


@pytest.mark.case(35)
def test_lines_are_read_newest_first_and_the_reading_is_one_of_them(filled, ines):
    assert read(filled, ines) == [
        ("ines", "audit"),
        ("paul", "search"),
        ("paul", "open"),
        ("ada", "search"),
        ("ada", "open"),
    ]
    assert len(read(filled, ines)) == 5


def test_each_filter_leaves_what_it_says(filled, ines):
    assert read(filled, ines, user=" Paul ") == [("paul", "search"), ("paul", "open")]
    assert read(filled, ines, action=Action.OPEN, user="") == [("paul", "open"), ("ada", "open")]
    assert read(filled, ines, client=str(CLIENT), action=Action.OPEN) == [("paul", "open"), ("ada", "open")]
    today = datetime.now(UTC).date()
    assert len(read(filled, ines, since=today, until=today, action=Action.OPEN)) == 2
    assert read(filled, ines, since=today + timedelta(days=2)) == []
    assert read(filled, ines, until=today - timedelta(days=2)) == []


def test_what_was_searched_for_is_on_record(filled, ines):
    read(filled, ines, user="ada", client=str(CLIENT), since=date(2026, 1, 2))
    [line] = list(filled.every(AuditFilter(action="audit")))
    assert line.detail == f"read; person ada, client {CLIENT}, since 2026-01-02"
    assert line.client_id == CLIENT


def test_a_page_is_a_part(log, ines):
    for _ in range(PAGE):
        ines.recorder.log(Event(Action.SEARCH))
    first, total = audit_queries.read_lines(log, ines, AuditQuery())
    rest, _ = audit_queries.read_lines(log, ines, AuditQuery(), PAGE)
    assert (len(first), len(rest), total) == (PAGE, 1, PAGE + 1)


def test_an_export_is_on_record_before_its_first_line(filled, ines):
    lines = audit_queries.export_lines(filled, ines, AuditQuery(action=Action.OPEN))
    assert [line.detail for line in filled.every(AuditFilter(action="audit"))] == ["exported; action open; 2 lines"]
    assert [(line.user_name, line.action) for line in lines] == [("ada", "open"), ("paul", "open")]


def test_the_log_is_verified_on_record(filled, ines):
    found = audit_queries.verify(filled, ines)
    assert found.is_whole
    assert found.lines == 5
    assert audit_queries.verify(filled, ines, f" {found.newest.upper()} ").is_whole
    assert not audit_queries.verify(filled, ines, "0" * 64).is_known_there
    assert [line.detail for line in filled.every(AuditFilter(action="audit"))] == ["verified"] * 3


@pytest.mark.parametrize(
    "asked",
    [
        {"user": "a" * 65},
        {"user": "\0"},
        {"client": "1 OR 1=1"},
        {"client": "-1"},
        {"client": "１"},
        {"client": "9" * 30},
    ],
    ids=repr,
)
def test_what_the_page_never_asks_for_is_refused(log, ines, asked):
    for call in (audit_queries.read_lines, audit_queries.export_lines):
        with pytest.raises(InvalidRequestError):
            call(log, ines, AuditQuery(**asked))
    assert list(log.every(AuditFilter())) == []


@pytest.mark.parametrize("noted", ["x", "g" * 64, "0" * 63], ids=repr)
def test_what_is_no_hash_is_refused(log, ines, noted):
    with pytest.raises(InvalidRequestError):
        audit_queries.verify(log, ines, noted)


@pytest.mark.case(36)
@pytest.mark.parametrize("actor", [ADVISER, customer(1)], ids=lambda actor: actor.role.value)
def test_nobody_else_reads_it(filled, actor):
    for call in (audit_queries.read_lines, audit_queries.export_lines):
        with pytest.raises(NotAllowedError):
            call(filled, actor, AuditQuery())
    with pytest.raises(NotAllowedError):
        audit_queries.verify(filled, actor)
