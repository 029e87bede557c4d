"""A log on each engine, and a person who leaves lines in it."""

import pytest

from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.recorder import LoggedEvents, Requester, RequestRecorder
from dashboard_app.events import Action, Event

KEY = b"a key of these tests"
CLIENT = 100_001
OPENING = Event(Action.OPEN, CLIENT, "bundle", 0.25, "page")


@pytest.fixture
def log(database):
    return AuditLog(database, KEY)


@pytest.fixture
def request_of(log):
    """A function: the recorder of one more request, in this session or another, of this process or another."""
    here = LoggedEvents()

    def recorder(session="one", *, elsewhere=False, refusals=5):
        who = Requester("ada", "adviser", session, "192.0.2.7")
        return RequestRecorder(log, LoggedEvents() if elsewhere else here, who, refusals)

    return recorder
