"""The access history of a customer's file, as shown to the customer, without the names of staff."""

from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.audit.entries import AuditEntry, AuditFilter
from dashboard_app.audit.log import AuditLog
from dashboard_app.capabilities import Capability, get_roles
from dashboard_app.events import Action
from dashboard_app.services.access import require

SHOWN = 20
ACTIONS = (Action.OPEN, Action.PRINT, Action.EXPORT, Action.SIMULATE)
"""Actions that count as access to a file."""


@dataclass(frozen=True)
class FileAccess:
    """One access to the file.

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
    """Return the accesses to the user's own file, the newest first, and their total.

    Raises
    ------
    NotAllowedError
        The user is not a customer.
    """
    require(actor, Capability.READ_OWN_FILE)
    if actor.client_id is None:
        return (), 0
    search = AuditFilter(client_id=actor.client_id, actions=tuple(action.value for action in ACTIONS))
    lines, total = log.page(search, start=0, size=SHOWN)
    return tuple(map(_file_access, lines)), total


def _file_access(line: AuditEntry) -> FileAccess:
    return FileAccess(line.at, line.role, Action(line.action), line.role in get_roles(Capability.READ_OWN_FILE))
