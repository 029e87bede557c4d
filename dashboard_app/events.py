"""What is logged, and the record that services write to; low in the layers, for an actor carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from model_bundle.errors import ClairscoreError


class Action(StrEnum):
    """An action that is audited, also if it was refused."""

    OPEN = "open"
    SEARCH = "search"
    EXPORT = "export"
    PRINT = "print"
    SIMULATE = "simulate"
    COMPARE = "compare"
    DECIDE = "decide"
    REQUEST = "request"
    REFUSED = "refused"
    ALERT = "alert"
    SIGN_IN = "sign_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_OUT = "sign_out"
    LOCKED = "locked"
    PASSWORD = "password"  # noqa: S105 - the name of an action
    USER = "user"
    ASSIGNMENT = "portfolio"
    TOKEN = "token"  # noqa: S105 - the name of an action
    AUDIT = "audit"
    PURGE = "purge"


@dataclass(frozen=True)
class Event:
    """One audited event.

    Attributes
    ----------
    client_id
        Number of the client concerned; None if no single client is.
    score
        The probability of default that was shown.
    detail
        A few words for the reader of the log; never a value of a feature.
    clients
        The numbers of all clients whose data leave at once, in an export; None where ``client_id`` says it, or nothing
        leaves. They are kept beside the log, and the entry names them by a hash.
    """

    action: Action
    client_id: int | None = None
    bundle_id: str | None = None
    score: float | None = None
    detail: str = ""
    clients: Sequence[int] | None = None


def say_range(clients: npt.NDArray[np.int64]) -> str:
    """Return what an entry says of a list that is shown page by page: how many clients, and between which numbers."""
    return f"{len(clients)} clients, {clients.min()} to {clients.max()}" if len(clients) else "0 clients"


class Recorder(Protocol):
    """The log of one request: who, from where and in which session is known to it.

    Every method writes before it returns, or raises; what is asked for may leave only then.
    """

    def log(self, event: Event) -> None:
        """Log an event.

        Raises
        ------
        RecordError
            It cannot be written.
        """

    def log_view(self, event: Event) -> None:
        """Log that a file is opened now.

        Raises
        ------
        RecordError
            It cannot be written.
        """

    def ensure_viewed(self, event: Event) -> None:
        """Log repeated views once per session and period, not once per request.

        Raises
        ------
        RecordError
            It cannot be written.
        """

    def log_once(self, event: Event) -> None:
        """Log an event, unless the same was a short while ago in this session.

        Raises
        ------
        RecordError
            It cannot be written.
        """

    def log_refusal(self, event: Event) -> None:
        """Log that access was refused, once for each request.

        Raises
        ------
        TooManyRefusalsError
            This person has been refused so often that they wait now.
        RecordError
            It cannot be written.
        """


class RecordError(ClairscoreError):
    """The event cannot be logged, so nothing is shown."""


class TooManyRefusalsError(ClairscoreError):
    """Too many refused requests; ``seconds`` is the waiting time."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many refusals. Wait {seconds} seconds.")
        self.seconds = seconds
