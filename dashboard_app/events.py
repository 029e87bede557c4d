"""What is put on record, and the record that services write to; low in the layers, for an actor carries it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from model_bundle.errors import ClairscoreError


class Action(StrEnum):
    """What somebody did, or tried to."""

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
    PORTFOLIO = "portfolio"
    TOKEN = "token"  # noqa: S105 - the name of an action
    AUDIT = "audit"
    PURGE = "purge"


@dataclass(frozen=True)
class Event:
    """One thing that somebody did.

    Attributes
    ----------
    client_id
        Whose file it was, None where it was nobody's or everybody's.
    score
        The probability of default that was shown.
    detail
        A few words for the reader of the log; never a value of a feature.
    """

    action: Action
    client_id: int | None = None
    bundle_id: str | None = None
    score: float | None = None
    detail: str = ""


class Recorder(Protocol):
    """The log of one request: who, from where and in which session is known to it.

    Every method writes before it returns, or raises; what is asked for may leave only then.
    """

    def record(self, event: Event) -> None:
        """Put an event on record.

        Raises
        ------
        RecordError
            It cannot be written.
        """

    def opened(self, event: Event) -> None:
        """Put on record that a file is opened now.

        Raises
        ------
        RecordError
            It cannot be written.
        """

    def seen(self, event: Event) -> None:
        """Make sure that what goes on in this session for a while is on record: one line, not one for each request.

        Raises
        ------
        RecordError
            It cannot be written.
        """

    def once(self, event: Event) -> None:
        """Put an event on record, unless the same was a short while ago in this session.

        Raises
        ------
        RecordError
            It cannot be written.
        """

    def refused(self, event: Event) -> None:
        """Put on record that access was refused, once for each request.

        Raises
        ------
        TooManyRefusalsError
            This person has been refused so often that they wait now.
        RecordError
            It cannot be written.
        """


class RecordError(ClairscoreError):
    """What was asked for cannot be put on record, and is not shown."""


class TooManyRefusalsError(ClairscoreError):
    """Somebody was refused so often that they wait; ``seconds`` says how long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many refusals. Wait {seconds} seconds.")
        self.seconds = seconds
