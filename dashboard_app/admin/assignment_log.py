"""Audit entries of assignment changes: how they are written and found."""

import re
import time
from dataclasses import dataclass
from typing import Final

from dashboard_app.actor import Actor
from dashboard_app.admin.services import AdminServices
from dashboard_app.audit.client_sets import read_clients, read_name
from dashboard_app.audit.entries import AuditEntry, AuditFilter
from dashboard_app.auth.users import User
from dashboard_app.events import Action, Event

UNDONE: Final = "undone"
"""How a change came about that takes another one back."""
RECENT_SECONDS: Final = 15 * 60.0
"""For so long a command that changes nothing more may be one that was sent again: its answer was lost."""
_NEWEST: Final = 100
"""Among so many of the newest changes one is looked for."""
_DETAIL: Final = re.compile(r"(?P<count>\d+) clients (?P<what>assigned|removed); (?P<how>.*); clients sha256 \w+")


@dataclass(frozen=True)
class Change:
    """A change that an administrator made; ``clients`` names the set of those whom it assigned or removed."""

    is_removal: bool
    count: int
    how: str
    clients: str


def build_event(user: User, clients: frozenset[int], how: str, *, is_removal: bool) -> Event:
    """Return what is logged of a change.

    The client numbers are stored beside the log, to undo the change or to look up whom it concerned.
    """
    detail = f"{_about(user)}{len(clients)} clients {'removed' if is_removal else 'assigned'}; {how}"
    return Event(Action.ASSIGNMENT, detail=detail, clients=sorted(clients))


def find_earlier(
    admin: AdminServices, actor: Actor, user: User, requested: frozenset[int] | None, *, is_removal: bool
) -> Change | None:
    """Return an administrator's last change of an adviser's clients, if the same command may have made it just now.

    Parameters
    ----------
    requested
        The clients whom the command names, None: all of the adviser. All of the change are among them, and are still
        as it left them.

    Raises
    ------
    DatabaseError
        The database does not answer.
    """
    lines = _lines(admin, actor, user, size=1, since=time.time() - RECENT_SECONDS)
    change = _change(lines[0], user) if lines else None
    if change is None or change.is_removal is not is_removal or change.how == UNDONE:
        return None
    numbers = read_numbers(admin, change)
    if numbers is None or not (requested is None or numbers <= requested):
        return None
    there = admin.assignments.of(user)
    is_still_so = not numbers & there if is_removal else numbers <= there
    return change if is_still_so else None


def find_change(admin: AdminServices, actor: Actor, user: User, clients: str) -> Change | None:
    """Return the newest change by an administrator of just these clients of an adviser; one that undid is none.

    Raises
    ------
    DatabaseError
        The database does not answer.
    """
    changes = (_change(line, user) for line in _lines(admin, actor, user, size=_NEWEST))
    return next(
        (change for change in changes if change is not None and change.clients == clients and change.how != UNDONE),
        None,
    )


def read_numbers(admin: AdminServices, change: Change) -> frozenset[int] | None:
    """Return the numbers of the clients of a change, or None if they were deleted or tampered with.

    Raises
    ------
    DatabaseError
        The database does not answer.
    """
    with admin.database.reading() as connection:
        client_ids = read_clients(connection, change.clients)
    return None if client_ids is None else frozenset(client_ids.tolist())


def _about(user: User) -> str:
    return f"{user.name}: "


def _lines(
    admin: AdminServices, actor: Actor, user: User, *, size: int, since: float | None = None
) -> list[AuditEntry]:
    audit_filter = AuditFilter(user_name=actor.name, action=Action.ASSIGNMENT, since=since, about=_about(user))
    return list(admin.audit.page(audit_filter, start=0, size=size)[0])


def _change(line: AuditEntry, user: User) -> Change | None:
    match = _DETAIL.fullmatch(line.detail.removeprefix(_about(user)))
    name = read_name(line.action, line.detail)
    # An entry of an earlier version names no set.
    if match is None or name is None:
        return None
    return Change(match["what"] == "removed", int(match["count"]), match["how"], name)
