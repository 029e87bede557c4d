"""Who may ask what: every service begins here, and what it lets pass or refuses is logged."""

import math

import numpy as np
import numpy.typing as npt

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability, Scope, scope_of
from dashboard_app.client_number import parse_client_number
from dashboard_app.events import Action, Event
from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from dashboard_app.store import ActiveBundle


def require(actor: Actor, capability: Capability) -> Scope:
    """Return whose data a person reaches by a capability; refuse and log whoever does not have it.

    Raises
    ------
    NotAllowedError
        The role does not have the capability.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        The refusal cannot be logged.
    """
    scope = scope_of(actor.role, capability)
    if scope is Scope.NONE:
        actor.recorder.log_refusal(Event(Action.REFUSED, detail=capability.value))
        raise NotAllowedError(f"The role {actor.role.value!r} may not ask this. Sign in with another account.")
    return scope


def find_row(active_bundle: ActiveBundle, actor: Actor, client_id: object, capability: Capability) -> int:
    """Return the row of a client that this person reaches by a capability, of whom nothing is shown yet.

    ``client_id`` may be anything: callback arguments come from the browser.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    NotAllowedError
        The role does not have the capability.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        The refusal cannot be logged.
    """
    scope = require(actor, capability)
    number = parse_client_number(client_id)
    row = None
    if number is not None and _reaches(actor, scope, number):
        row = active_bundle.row_of(number)
    if row is None:
        actor.recorder.log_refusal(Event(Action.REFUSED, number, detail=capability.value))
        raise UnknownClientError("There is no client with this number. Check the number.")
    return row


def client_row(active_bundle: ActiveBundle, actor: Actor, client_id: object, capability: Capability) -> int:
    """Return the row of a client whose data is about to be shown; that it is, is logged.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    NotAllowedError
        The role does not have the capability.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        What is shown cannot be logged.
    """
    row = find_row(active_bundle, actor, client_id, capability)
    actor.recorder.ensure_viewed(event_of(active_bundle, row, Action.OPEN))
    return row


def open_file(active_bundle: ActiveBundle, actor: Actor, client_id: object, *, by: str = "page") -> int:
    """Log that a person opens the file of a client now, and return its row.

    ``by`` says through what: the page, which asks for its parts as well, or a way that gives one answer.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        What is shown cannot be logged.
    """
    row = find_row(active_bundle, actor, client_id, Capability.READ_FILE)
    actor.recorder.log_view(event_of(active_bundle, row, Action.OPEN, by))
    return row


def record_print(active_bundle: ActiveBundle, actor: Actor, client_id: object) -> None:
    """Log that a person prints the file of a client.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    RecordError
        It cannot be logged.
    """
    row = find_row(active_bundle, actor, client_id, Capability.WORK_ON_FILE)
    actor.recorder.log(event_of(active_bundle, row, Action.PRINT))


def event_of(active_bundle: ActiveBundle, row: int, action: Action, detail: str = "") -> Event:
    """Return an event about a client, with the score that is shown and the bundle it comes from."""
    bundle_id, score = active_bundle.bundle.manifest.bundle_id, float(active_bundle.probabilities[row])
    # No database keeps NaN as it is, and the seal of a line holds what is read back.
    shown = score if math.isfinite(score) else None
    return Event(action, int(active_bundle.client_ids[row]), bundle_id, shown, detail)


def rows_reached(active_bundle: ActiveBundle, actor: Actor, scope: Scope) -> npt.NDArray[np.bool_] | None:
    """Return whom a person reaches, of shape (clients,); None where that is everybody."""
    if scope is Scope.ALL or (scope is Scope.ASSIGNED and actor.assigned is None):
        return None
    wanted = actor.assigned if scope is Scope.ASSIGNED else frozenset({actor.client_id} - {None})
    numbers = np.fromiter(wanted or (), np.int64)
    return active_bundle.kept(("assigned", wanted), lambda: np.isin(active_bundle.client_ids, numbers))


def _reaches(actor: Actor, scope: Scope, number: int) -> bool:
    if scope is Scope.OWN:
        return number == actor.client_id
    if scope is Scope.ASSIGNED:
        return actor.assigned is None or number in actor.assigned
    return scope is Scope.ALL
