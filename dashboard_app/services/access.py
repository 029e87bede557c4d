"""Who may ask what: every service begins here, and what it lets pass or refuses is on record."""

import math

import numpy as np
import numpy.typing as npt

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability, Scope, scope_of
from dashboard_app.client_number import parse_client_number
from dashboard_app.events import Action, Event
from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from dashboard_app.store import Portfolio


def require(actor: Actor, capability: Capability) -> Scope:
    """Return whose data a person reaches by a capability; refuse, on record, who does not have it.

    Raises
    ------
    NotAllowedError
        The role does not have the capability.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        The refusal cannot be put on record.
    """
    scope = scope_of(actor.role, capability)
    if scope is Scope.NONE:
        actor.recorder.refused(Event(Action.REFUSED, detail=capability.value))
        raise NotAllowedError(f"The role {actor.role.value!r} may not ask this. Sign in with another account.")
    return scope


def find_row(portfolio: Portfolio, actor: Actor, client_id: object, capability: Capability) -> int:
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
        The refusal cannot be put on record.
    """
    scope = require(actor, capability)
    number = parse_client_number(client_id)
    row = None
    if number is not None and _reaches(actor, scope, number):
        row = portfolio.row_of(number)
    if row is None:
        actor.recorder.refused(Event(Action.REFUSED, number, detail=capability.value))
        raise UnknownClientError("There is no client with this number. Check the number.")
    return row


def client_row(portfolio: Portfolio, actor: Actor, client_id: object, capability: Capability) -> int:
    """Return the row of a client whose data is about to be shown; that it is, is on record.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    NotAllowedError
        The role does not have the capability.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        What is shown cannot be put on record.
    """
    row = find_row(portfolio, actor, client_id, capability)
    actor.recorder.seen(event_of(portfolio, row, Action.OPEN))
    return row


def open_file(portfolio: Portfolio, actor: Actor, client_id: object, *, by: str = "page") -> int:
    """Put on record that a person opens the file of a client now, and return its row.

    ``by`` says through what: the page, which asks for its parts as well, or a way that gives one answer.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        What is shown cannot be put on record.
    """
    row = find_row(portfolio, actor, client_id, Capability.READ_FILE)
    actor.recorder.opened(event_of(portfolio, row, Action.OPEN, by))
    return row


def record_print(portfolio: Portfolio, actor: Actor, client_id: object) -> None:
    """Put on record that a person prints the file of a client.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    RecordError
        It cannot be put on record.
    """
    row = find_row(portfolio, actor, client_id, Capability.WORK_ON_FILE)
    actor.recorder.record(event_of(portfolio, row, Action.PRINT))


def event_of(portfolio: Portfolio, row: int, action: Action, detail: str = "") -> Event:
    """Return an event about a client, with the score that is shown and the bundle it comes from."""
    bundle_id, score = portfolio.bundle.manifest.bundle_id, float(portfolio.probabilities[row])
    # No database keeps NaN as it is, and the seal of a line holds what is read back.
    shown = score if math.isfinite(score) else None
    return Event(action, int(portfolio.client_ids[row]), bundle_id, shown, detail)


def rows_reached(portfolio: Portfolio, actor: Actor, scope: Scope) -> npt.NDArray[np.bool_] | None:
    """Return whom a person reaches, of shape (clients,); None where that is everybody."""
    if scope is Scope.ALL or (scope is Scope.FOLLOWED and actor.followed is None):
        return None
    wanted = actor.followed if scope is Scope.FOLLOWED else frozenset({actor.client_id} - {None})
    numbers = np.fromiter(wanted or (), np.int64)
    return portfolio.kept(("followed", wanted), lambda: np.isin(portfolio.client_ids, numbers))


def _reaches(actor: Actor, scope: Scope, number: int) -> bool:
    if scope is Scope.OWN:
        return number == actor.client_id
    if scope is Scope.FOLLOWED:
        return actor.followed is None or number in actor.followed
    return scope is Scope.ALL
