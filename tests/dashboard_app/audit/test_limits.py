"""Whatever one account does, the log grows by no more than its limits, and no wrong clock keeps anybody waiting."""

import pytest
from sqlalchemy import func, select

from dashboard_app.actor import Role
from dashboard_app.audit.entries import AuditFilter
from dashboard_app.audit.limits import (
    CUSTOMERS_SHARE,
    REFUSAL_SECONDS,
    SKEW_SECONDS,
    VISITORS_ENTRIES,
    seconds_to_wait,
)
from dashboard_app.audit.recorder import NOBODY, LoggedEvents, Requester, RequestRecorder
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action, Event, TooManyRefusalsError
from tests.dashboard_app.audit.test_recorder import later

YEAR = 366 * 24 * 3600
ENTRIES = 40


@pytest.fixture
def users(database):
    found = Users(database, is_demo=False)
    found.add(NewUser("ada", Role.ADVISER, "hash"))
    found.add(NewUser("carl", Role.CUSTOMER, "hash", client_id=7))
    return found


@pytest.fixture
def asking(log, users):
    """A function: the recorder of one more request of a person, in a session of its own each time."""
    sessions = iter(range(10**9))

    def recorder(name="ada", role="adviser", refusals=5):
        who = Requester(name, role, f"session {next(sessions)}", "192.0.2.7")
        return RequestRecorder(log, LoggedEvents(), who, refusals, ENTRIES)

    return recorder


def count(database):
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(AUDIT)).scalar_one()


def try_often(asking, times, do, **who):
    """Do something so often; return how often it was turned away."""
    turned_away = 0
    for number in range(times):
        try:
            do(asking(**who), number)
        except TooManyRefusalsError as error:
            assert 0 < error.seconds <= REFUSAL_SECONDS
            turned_away += 1
    return turned_away


@pytest.mark.case(15)
@pytest.mark.case(35)
def test_thousands_of_refusals_leave_a_few_entries(database, asking, users):
    """As it was: 104 entries a second, by one customer."""
    refused = try_often(asking, 3_000, lambda one, number: one.log_refusal(Event(Action.REFUSED, number)))
    assert (refused, count(database)) == (2_995, 6)
    assert 0 < seconds_to_wait(users.find("ada").waits_until) <= REFUSAL_SECONDS
    assert seconds_to_wait(users.find("carl").waits_until) == 0


WAYS = {
    "open": lambda one, number: one.log_view(Event(Action.OPEN, number)),
    "open the same": lambda one, number: one.log_view(Event(Action.OPEN, 7)),
    "parts": lambda one, number: one.ensure_viewed(Event(Action.OPEN, number)),
    "search": lambda one, number: one.log_once(Event(Action.SEARCH, detail=f"number {number}")),
    "export": lambda one, number: one.log(Event(Action.EXPORT, detail="all", clients=[number])),
    "predict": lambda one, number: one.log(Event(Action.SIMULATE)),
    "read the log": lambda one, number: one.log_once(Event(Action.AUDIT, detail=f"read; {number}")),
    "sign in": lambda one, number: one.log(Event(Action.SIGN_IN)),
}


@pytest.mark.case(35)
@pytest.mark.parametrize("way", WAYS)
def test_whatever_somebody_does_leaves_so_many_entries_a_minute(database, asking, users, way):
    turned_away = try_often(asking, 4 * ENTRIES, WAYS[way])
    assert (turned_away, count(database)) == (3 * ENTRIES, ENTRIES + 1)
    assert 0 < seconds_to_wait(users.find("ada").waits_until) <= 60


def test_a_customer_may_leave_fewer(database, asking):
    try_often(asking, 2 * ENTRIES, WAYS["open"], name="carl", role="customer")
    assert count(database) == ENTRIES // CUSTOMERS_SHARE + 1


def test_a_minute_later_one_goes_on_and_the_alert_is_not_repeated(log, asking, monkeypatch):
    try_often(asking, ENTRIES + 5, WAYS["open"])
    later(monkeypatch, 61)
    asking().log_view(Event(Action.OPEN, 1))
    actions = [line.action for line in log.every(AuditFilter())]
    assert (actions.count("open"), actions.count("alert")) == (ENTRIES + 1, 1)


def test_who_has_too_many_entries_can_sign_out_on_record(log, asking):
    try_often(asking, ENTRIES + 5, WAYS["open"])
    asking().log(Event(Action.SIGN_OUT))
    assert [line.action for line in log.every(AuditFilter())][-1] == "sign_out"


@pytest.mark.case(6)
def test_visitors_from_everywhere_leave_so_many_entries_a_minute_and_are_not_kept_out(database, log, asking):
    for number in range(5 * VISITORS_ENTRIES):
        who = Requester(NOBODY, "visitor", NOBODY, f"198.51.{number // 250}.{number % 250}")
        RequestRecorder(log, LoggedEvents(), who, 5, ENTRIES).log(Event(Action.SIGN_IN_REFUSED))
    assert count(database) == VISITORS_ENTRIES + 1
    # Staff is logged as before.
    asking().log_view(Event(Action.OPEN, 7))
    assert count(database) == VISITORS_ENTRIES + 2


@pytest.mark.parametrize("ahead", [SKEW_SECONDS + 120, 3_600, YEAR])
def test_entries_of_a_wrong_clock_keep_nobody_waiting(asking, users, monkeypatch, ahead):
    with monkeypatch.context() as wrong:
        later(wrong, ahead)
        try_often(asking, ENTRIES + 5, lambda one, number: one.log_refusal(Event(Action.REFUSED, number)))
        try_often(asking, ENTRIES + 5, WAYS["open"])
    asking().log_refusal(Event(Action.REFUSED, 1))
    asking().log_view(Event(Action.OPEN, 1))
    assert seconds_to_wait(users.find("ada").waits_until) <= (0 if ahead > 3_000 else REFUSAL_SECONDS)


def test_what_a_wrong_clock_put_on_record_stands_for_nothing_now(log, monkeypatch):
    remembered = LoggedEvents()
    one = RequestRecorder(log, remembered, Requester("ada", "adviser", "one", "192.0.2.7"), 5, ENTRIES)
    with monkeypatch.context() as wrong:
        later(wrong, YEAR)
        one.ensure_viewed(Event(Action.OPEN, 7))
    one.ensure_viewed(Event(Action.OPEN, 7))
    assert [line.client_id for line in log.every(AuditFilter())] == [7, 7]
