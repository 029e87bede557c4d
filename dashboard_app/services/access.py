"""Who may ask what: every service begins here or with a `ClientFile`, and what is refused is logged."""

import numpy as np
import numpy.typing as npt

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability, Scope, get_scope
from dashboard_app.events import Action, Event
from dashboard_app.services.errors import NotAllowedError
from dashboard_app.store import ActiveBundle


def require(actor: Actor, capability: Capability) -> Scope:
    """Return the scope of a user's capability; log and refuse users without it.

    Raises
    ------
    NotAllowedError
        The role does not have the capability.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        The refusal cannot be logged.
    """
    scope = get_scope(actor.role, capability)
    if scope is Scope.NONE:
        actor.recorder.log_refusal(Event(Action.REFUSED, detail=capability.value))
        raise NotAllowedError(f"The role {actor.role.value!r} may not ask this. Sign in with another account.")
    return scope


def rows_reached(active_bundle: ActiveBundle, actor: Actor, scope: Scope) -> npt.NDArray[np.bool_] | None:
    """Return the mask of the clients in a user's scope, of shape (clients,); None if all are."""
    if scope is Scope.ALL or (scope is Scope.ASSIGNED and actor.assigned is None):
        return None
    client_ids = actor.assigned if scope is Scope.ASSIGNED else frozenset({actor.client_id} - {None})
    numbers = np.fromiter(client_ids or (), np.int64)
    return active_bundle.cached(("assigned", client_ids), lambda: np.isin(active_bundle.client_ids, numbers))


def is_reached(actor: Actor, scope: Scope, number: int) -> bool:
    """Return whether the client of this number is in the scope of a user."""
    if scope is Scope.OWN:
        return number == actor.client_id
    if scope is Scope.ASSIGNED:
        return actor.assigned is None or number in actor.assigned
    return scope is Scope.ALL
