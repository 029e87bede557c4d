"""The one way to the data of a client: `open_client` checks, logs, and returns the `ClientFile` that services take.

A service of one client takes a `ClientFile` and no number, so that one that forgets the check cannot be written.
"""

import math
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from typing import Final, Protocol, final

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.client_number import parse_client_number
from dashboard_app.events import Action, Event
from dashboard_app.services import client_cells
from dashboard_app.services.access import is_reached, require
from dashboard_app.services.errors import NotAllowedError, UnknownClientError
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import FloatArray
from model_bundle.data_checks import DataCheck

_SEAL: Final = object()
"""What `open_client` alone passes to the constructor."""


class Asking(Protocol):
    """The parts of a request needed to open a client file: the actor and the active bundle."""

    @property
    def actor(self) -> Actor:
        """The current user."""

    @property
    def active_bundle(self) -> ActiveBundle:
        """The bundle that answers this request."""


@final
@dataclass(frozen=True)
class ClientFile:
    """A client whose data this person may see, and that they are shown it is logged; made by `open_client` only.

    Attributes
    ----------
    client_id
        The number of the client.
    capability
        What the person may do with the file: it was checked for this client.
    """

    client_id: int
    capability: Capability
    actor: Actor
    active_bundle: ActiveBundle = field(repr=False)
    _row: int = field(repr=False)
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        """Refuse to be made without a check.

        Raises
        ------
        TypeError
            Something else than `open_client` makes it.
        """
        if seal is not _SEAL:
            raise TypeError("A ClientFile was made without a check of access. Call open_client.")

    def require(self, capability: Capability) -> None:
        """Refuse what the file was not opened for: reading is open to whoever has a file, everything else is not.

        Raises
        ------
        NotAllowedError
            The file was opened for something else.
        """
        if self.capability is not capability:
            self.actor.recorder.log_refusal(Event(Action.REFUSED, self.client_id, detail=capability.value))
            raise NotAllowedError(
                f"The file was opened for {self.capability.value!r}, and {capability.value!r} is asked for. "
                "Open it for that."
            )

    @property
    def features(self) -> FloatArray:
        """The feature vector of the client, of shape (features,)."""
        vector: FloatArray = self.active_bundle.features[self._row]
        return vector

    @cached_property
    def log_odds(self) -> float:
        """The log-odds of the score by the active model, computed once for each time that the file is opened."""
        return float(self.active_bundle.bundle.scorer.log_odds(self.features.reshape(1, -1))[0])

    def cell(self, name: str) -> object:
        """Return one cell of the form or the stored aggregates, ``application.AMT_CREDIT``; null as None."""
        return client_cells.get_cell(self.active_bundle, self._row, name)

    def has_cell(self, name: str) -> bool:
        """Return whether the bundle holds a column of this name for its clients."""
        return name in client_cells.get_columns(self.active_bundle)

    def cells(self, prefix: str = "") -> dict[str, object]:
        """Return the cells whose names begin with a prefix, ``application.``, by name; null as None."""
        return client_cells.get_cells(self.active_bundle, self._row, prefix)

    @property
    def needs_data_check(self) -> bool:
        """Whether data of the client must be checked before there is a score."""
        return bool(self.active_bundle.needs_data_check[self._row])

    @property
    def data_checks(self) -> tuple[DataCheck, ...]:
        """What of the client must be checked, by table and column; nothing where there is a score."""
        return self.active_bundle.data_checks(self._row)


def open_client(
    ctx: Asking, client_id: object, capability: Capability, action: Action = Action.OPEN, *, detail: str = ""
) -> ClientFile:
    """Check that a person reaches a client by a capability, log what is about to happen, and return the file.

    A request opens a client once, and hands the file to every service that it asks.

    Parameters
    ----------
    client_id
        Anything: the arguments of callbacks come from the browser.
    action, detail
        What the entry in the audit log says. A part of a file that is open (``Action.OPEN`` without detail) is logged
        unless the same session has opened this file a short while ago; everything else is logged each time.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see; the message is the same.
    NotAllowedError
        The role does not have the capability.
    TooManyRefusalsError
        The person has been refused too often.
    RecordError
        What is about to be shown cannot be logged.
    """
    number, row = _find(ctx, client_id, capability)
    event = _event(ctx.active_bundle, row, action, detail)
    if action is not Action.OPEN:
        ctx.actor.recorder.log(event)
    elif detail:
        ctx.actor.recorder.log_view(event)
    else:
        ctx.actor.recorder.ensure_viewed(event)
    return ClientFile(number, capability, ctx.actor, ctx.active_bundle, row, _SEAL)


def require_client(ctx: Asking, client_id: object, capability: Capability) -> int:
    """Return the number of a client that a person reaches by a capability, of whom nothing is shown yet.

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
    return _find(ctx, client_id, capability)[0]


def _find(ctx: Asking, client_id: object, capability: Capability) -> tuple[int, int]:
    """Return number and row of a client that a person reaches by a capability."""
    scope = require(ctx.actor, capability)
    number = parse_client_number(client_id)
    row = None
    if number is not None and is_reached(ctx.actor, scope, number):
        row = ctx.active_bundle.get_row(number)
    if number is None or row is None:
        ctx.actor.recorder.log_refusal(Event(Action.REFUSED, number, detail=capability.value))
        raise UnknownClientError("There is no client with this number. Check the number.")
    return number, row


def _event(active_bundle: ActiveBundle, row: int, action: Action, detail: str) -> Event:
    """Return an event about a client, with the score that is shown and the bundle it comes from."""
    bundle_id, score = active_bundle.bundle.manifest.bundle_id, float(active_bundle.probabilities[row])
    # No database keeps NaN as it is, and the checksum of an entry holds what is read back.
    shown = score if math.isfinite(score) else None
    return Event(action, int(active_bundle.client_ids[row]), bundle_id, shown, detail)
