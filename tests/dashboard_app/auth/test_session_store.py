"""Sessions, whichever engine keeps them: they end with their account, by time, and for good."""

import time

import pytest
from sqlalchemy import select

from dashboard_app.actor import Role
from dashboard_app.auth.session_store import SessionStore, SessionTimeouts
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.database.schema import SESSIONS


@pytest.fixture
def users(database):
    found = Users(database, is_demo=False)
    found.add(NewUser("ada", Role.ADVISER, "hash"))
    return found


@pytest.fixture
def sessions(database, users):
    return SessionStore(database, users, SessionTimeouts(idle=100, absolute=1_000))


def later(monkeypatch, seconds, _now=time.time):
    """Let the clock of sessions be so much later than it is."""
    now = _now() + seconds
    monkeypatch.setattr("dashboard_app.auth.session_store.time.time", lambda: now)


def test_a_secret_opens_its_session_and_no_other(sessions, users):
    one, other = (sessions.begin(users.find("ada")) for _ in range(2))
    assert one != other
    assert sessions.find(one).name == "ada"
    assert sessions.find("") is None
    assert sessions.find(one[:-1]) is None


@pytest.mark.case(7)
def test_what_is_kept_opens_nothing(database, sessions, users):
    secret = sessions.begin(users.find("ada"))
    with database.reading() as connection:
        kept = connection.execute(select(SESSIONS.c.id)).scalar_one()
    assert secret not in kept
    assert sessions.find(kept) is None


def test_an_ended_session_is_over_and_others_go_on(sessions, users):
    one, other = (sessions.begin(users.find("ada")) for _ in range(2))
    sessions.end(one)
    assert sessions.find(one) is None
    assert sessions.find(other) is not None


@pytest.mark.case(8)
@pytest.mark.parametrize("change", ["disable", "set_password"])
def test_a_change_of_the_account_ends_its_sessions(sessions, users, change):
    secret = sessions.begin(users.find("ada"))
    if change == "disable":
        users.disable("ada")
    else:
        users.set_password("ada", "other", must_change=False)
    assert sessions.find(secret) is None


@pytest.mark.case(8)
def test_a_session_without_requests_ends(sessions, users, monkeypatch):
    secret = sessions.begin(users.find("ada"))
    later(monkeypatch, 101)
    assert sessions.find(secret) is None


def test_requests_keep_a_session_open_until_its_longest_time(sessions, users, monkeypatch):
    secret = sessions.begin(users.find("ada"))
    for step in range(1, 13):
        later(monkeypatch, 80 * step)
        assert sessions.find(secret) is not None
    later(monkeypatch, 1_001)
    assert sessions.find(secret) is None


def test_sessions_that_are_over_are_forgotten(database, sessions, users, monkeypatch):
    ended, idle = (sessions.begin(users.find("ada")) for _ in range(2))
    sessions.end(ended)
    later(monkeypatch, 200)
    fresh = sessions.begin(users.find("ada"))
    sessions.forget_old()
    with database.reading() as connection:
        assert len(connection.execute(select(SESSIONS.c.id)).all()) == 1
    assert sessions.find(fresh) is not None
    assert sessions.find(idle) is None


@pytest.mark.case(8)
@pytest.mark.parametrize("ahead", [3_600, 400 * 24 * 3_600])
def test_a_session_of_a_wrong_clock_is_over_and_removed(sessions, users, database, monkeypatch, ahead):
    with monkeypatch.context() as wrong:
        later(wrong, ahead)
        secret = sessions.begin(users.find("ada"))
        assert sessions.find(secret) is not None
    assert sessions.find(secret) is None
    sessions.forget_old()
    with database.reading() as connection:
        assert connection.execute(select(SESSIONS)).all() == []
    # And people come in again at once.
    assert sessions.find(sessions.begin(users.find("ada"))) is not None
