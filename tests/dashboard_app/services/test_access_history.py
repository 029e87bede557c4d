"""Who opened a customer's file: their own alone, without a name, the newest first."""

import pytest

from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.recorder import LoggedEvents, Requester, RequestRecorder
from dashboard_app.events import Action, Event
from dashboard_app.services.access_history import SHOWN, access_history
from dashboard_app.services.errors import NotAllowedError
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

OWN, OTHER = 100_001, 100_002


@pytest.fixture
def log(database):
    return AuditLog(database, b"a key of these tests")


def leave(log, name, role, action, client_id):
    RequestRecorder(log, LoggedEvents(), Requester(name, role, name, "-"), 1_000).log(Event(action, client_id))


@pytest.mark.case(37)
def test_what_was_done_with_the_file_is_told_and_nothing_else(log):
    leave(log, "ada", "adviser", Action.OPEN, OWN)
    leave(log, "ada", "adviser", Action.REFUSED, OWN)
    leave(log, "ada", "adviser", Action.OPEN, OTHER)
    leave(log, "ines", "admin", Action.AUDIT, OWN)
    leave(log, "ines", "admin", Action.EXPORT, OWN)
    leave(log, "cleo", "customer", Action.OPEN, OWN)

    found, total = access_history(log, customer(OWN))
    assert total == 3
    assert [(opening.role, opening.action, opening.is_own) for opening in found] == [
        ("customer", Action.OPEN, True),
        ("admin", Action.EXPORT, False),
        ("adviser", Action.OPEN, False),
    ]
    assert not any(name in repr(found) for name in ("ada", "ines", str(OTHER)))


def test_the_last_ones_are_told_and_all_are_counted(log):
    for _ in range(SHOWN + 2):
        leave(log, "ada", "adviser", Action.OPEN, OWN)
    found, total = access_history(log, customer(OWN))
    assert (len(found), total) == (SHOWN, SHOWN + 2)
    assert [opening.at for opening in found] == sorted((opening.at for opening in found), reverse=True)


def test_who_has_no_number_is_told_of_nobodys_file(log):
    leave(log, "ines", "admin", Action.EXPORT, None)
    assert access_history(log, customer(None)) == ((), 0)


@pytest.mark.case(37)
@pytest.mark.parametrize("actor", [ADVISER, ADMIN], ids=lambda actor: actor.role.value)
def test_staff_are_told_of_no_file(log, actor):
    with pytest.raises(NotAllowedError):
        access_history(log, actor)
