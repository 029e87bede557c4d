"""Who opened a customer's file: what the customer is told of it, without the names of staff."""

from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.audit.entries import AuditEntry, AuditFilter
from dashboard_app.audit.log import AuditLog
from dashboard_app.capabilities import Capability, get_roles
from dashboard_app.events import Action
from dashboard_app.services.access import require

SHOWN = 20
ACTIONS = (Action.OPEN, Action.PRINT, Action.EXPORT, Action.SIMULATE)
"""What counts as somebody having looked at a file."""


@dataclass(frozen=True)
class FileAccess:
    """Somebody looked at the file.

    Attributes
    ----------
    at
        Seconds since 1970, UTC.
    role
        What they are to the lender.
    is_own
        Whether it was the customer, or another account with the same number.
    """

    at: float
    role: str
    action: Action
    is_own: bool


def access_history(log: AuditLog, actor: Actor) -> tuple[tuple[FileAccess, ...], int]:
    """Return who opened the file of the person who asks, the newest first, and how often it was in all.

    Raises
    ------
    NotAllowedError
        The person is no customer.
    """
    require(actor, Capability.READ_OWN_FILE)
    if actor.client_id is None:
        return (), 0
    search = AuditFilter(client_id=actor.client_id, actions=tuple(action.value for action in ACTIONS))
    lines, total = log.page(search, start=0, size=SHOWN)
    return tuple(map(_file_access, lines)), total


def _file_access(line: AuditEntry) -> FileAccess:
    return FileAccess(line.at, line.role, Action(line.action), line.role in get_roles(Capability.READ_OWN_FILE))
