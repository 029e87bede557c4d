"""What one request leaves audited: neither too little nor too much."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from dashboard_app.audit.entries import AuditFilter
from dashboard_app.audit.limits import REFUSAL_SECONDS
from dashboard_app.audit.recorder import RACE_SECONDS, VISIT_SECONDS
from dashboard_app.events import Action, Event, RecordError, TooManyRefusalsError
from tests.dashboard_app.audit.conftest import CLIENT, OPENING

SEARCH = Event(Action.SEARCH, detail="number 10")
REFUSAL = Event(Action.REFUSED, CLIENT)


def lines(log):
    return list(log.every(AuditFilter()))


def later(monkeypatch, seconds, _now=time.time):
    now = _now() + seconds
    for module in ("recorder", "limits"):
        monkeypatch.setattr(f"dashboard_app.audit.{module}.time.time", lambda: now)


@pytest.mark.case(35)
def test_a_line_says_who_did_what_when_where_from_and_why(log, request_of):
    begun = time.time()
    request_of().log_view(OPENING)

    [line] = lines(log)
    assert begun <= line.at <= time.time()
    assert (line.user_name, line.role, line.address, line.session) == ("ada", "adviser", "192.0.2.7", "one")
    assert (line.action, line.client_id, line.bundle_id, line.score) == ("open", CLIENT, "bundle", 0.25)
    assert (line.purpose, line.detail) == ("credit decision", "page")


def test_every_opening_is_one_line(log, request_of):
    for _ in range(3):
        request_of().log_view(OPENING)
    assert len(lines(log)) == 3


@pytest.mark.parametrize("elsewhere", [False, True], ids=["one process", "two processes"])
@pytest.mark.parametrize("first", ["log_view", "ensure_viewed"])
def test_the_parts_of_a_file_are_one_line_whichever_comes_first(log, request_of, first, elsewhere):
    ways = ["log_view", "ensure_viewed"] if first == "log_view" else ["ensure_viewed", "log_view"]
    for way in [*ways, "ensure_viewed"]:
        getattr(request_of(elsewhere=elsewhere), way)(OPENING)
    assert len(lines(log)) == 1


def test_parts_that_are_asked_for_at_the_same_time_are_one_line(log, request_of):
    recorders = [request_of(elsewhere=bool(place % 2)) for place in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda recorder: recorder.ensure_viewed(OPENING), recorders))
    assert len(lines(log)) == 1


def test_a_part_that_nobody_opened_is_on_record_all_the_same(log, request_of):
    request_of().ensure_viewed(OPENING)
    assert [line.detail for line in lines(log)] == ["part"]


def test_another_session_another_client_and_another_day_are_lines_of_their_own(log, request_of, monkeypatch):
    request_of().ensure_viewed(OPENING)
    request_of("two").ensure_viewed(OPENING)
    request_of().ensure_viewed(Event(Action.OPEN, CLIENT + 1))
    assert len(lines(log)) == 3
    later(monkeypatch, VISIT_SECONDS + 1)
    request_of().ensure_viewed(OPENING)
    assert len(lines(log)) == 4


@pytest.mark.case(35)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["one process", "two processes"])
@pytest.mark.parametrize("way", ["log_view", "ensure_viewed", "log_once"])
def test_the_score_of_another_bundle_is_a_line_of_its_own(log, request_of, elsewhere, way):
    request_of().ensure_viewed(OPENING)
    getattr(request_of(elsewhere=elsewhere), way)(replace(OPENING, bundle_id="newer", score=0.5))
    assert [(line.bundle_id, line.score) for line in lines(log)] == [("bundle", 0.25), ("newer", 0.5)]


@pytest.mark.case(15)
def test_refusals_at_the_same_time_raise_one_alert(log, request_of):
    recorders = [request_of(refusals=2) for _ in range(4)]
    # Each has written its line before any of them counts.
    for recorder in recorders:
        recorder.log(REFUSAL)
    for recorder in recorders:
        with pytest.raises(TooManyRefusalsError):
            recorder.log_refusal(REFUSAL)
    assert [line.action for line in lines(log)].count(Action.ALERT) == 1


def test_a_file_that_is_opened_again_long_after_its_part_is_a_line(log, request_of, monkeypatch):
    request_of().ensure_viewed(OPENING)
    later(monkeypatch, RACE_SECONDS + 1)
    request_of().log_view(OPENING)
    assert len(lines(log)) == 2


@pytest.mark.case(35)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["one process", "two processes"])
def test_the_same_search_is_one_line_and_another_one_more(log, request_of, elsewhere):
    for search in (SEARCH, SEARCH, Event(Action.SEARCH, detail="number 100"), SEARCH):
        request_of(elsewhere=elsewhere).log_once(search)
    assert [line.detail for line in lines(log)] == ["number 10", "number 100"]


def test_a_request_that_is_refused_twice_is_one_line(log, request_of):
    request = request_of()
    request.log_refusal(REFUSAL)
    request.log_refusal(REFUSAL)
    assert [line.action for line in lines(log)] == ["refused"]


@pytest.mark.case(15)
def test_who_tries_numbers_out_waits_and_is_reported_once(log, request_of, monkeypatch):
    for number in range(5):
        request_of().log_refusal(Event(Action.REFUSED, number))
    for number in range(5, 8):
        with pytest.raises(TooManyRefusalsError) as refused:
            request_of("another session").log_refusal(Event(Action.REFUSED, number))
        assert 0 < refused.value.seconds <= REFUSAL_SECONDS

    actions = [line.action for line in lines(log)]
    # What comes after the limit is counted by no entry of its own.
    assert actions == [*["refused"] * 5, "alert"]
    later(monkeypatch, REFUSAL_SECONDS + 1)
    request_of().log_refusal(REFUSAL)


@pytest.mark.case(35)
@pytest.mark.parametrize("way", ["log", "log_view", "ensure_viewed", "log_once", "log_refusal"])
def test_what_cannot_be_written_is_an_error(database, request_of, way):
    with database.writing() as connection:
        connection.execute(text("DROP TABLE audit"))
    with pytest.raises(RecordError, match="not shown"):
        getattr(request_of(), way)(OPENING)
