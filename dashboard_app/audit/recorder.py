"""The log of one request: fills in who asks, from where and in which session."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from dashboard_app.audit.log import AuditLog
from dashboard_app.database import DatabaseError
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action, Event, RecordError, TooManyRefusalsError

VISIT_SECONDS: Final = 15 * 60.0
"""For so long one line stands for everything that is read of the same file in the same session."""
RACE_SECONDS: Final = 10.0
"""A page asks for the parts of a file at the same time, and the part that opens it may come last."""
REFUSAL_SECONDS: Final = 10 * 60.0
"""Within this time refusals are counted: who is refused often is trying numbers out."""
_PART: Final = "part"
"""The detail of a line that a part of a file wrote because it came before its opening."""
_KEPT: Final = 10_000
# Made once, as those of the log.
_SAME: Final = (
    select(AUDIT.c.id)
    .where(
        AUDIT.c.session == bindparam("of_session"),
        AUDIT.c.at > bindparam("since"),
        AUDIT.c.action == bindparam("of_action"),
        AUDIT.c.client_id.is_not_distinct_from(bindparam("of_client", type_=AUDIT.c.client_id.type)),
        AUDIT.c.bundle_id.is_not_distinct_from(bindparam("of_bundle", type_=AUDIT.c.bundle_id.type)),
    )
    .limit(1)
)
_SAME_IN_DETAIL: Final = _SAME.where(AUDIT.c.detail == bindparam("in_detail"))
_ALERTED: Final = (
    select(AUDIT.c.id)
    .where(
        AUDIT.c.user_name == bindparam("of_user"),
        AUDIT.c.at > bindparam("since"),
        AUDIT.c.action == Action.ALERT.value,
    )
    .limit(1)
)
_PURPOSES: Final[Mapping[str, str]] = {
    "adviser": "credit decision",
    "customer": "own file",
    "admin": "oversight",
    "visitor": "signing in",
}


NOBODY: Final = "-"
"""In the place of a name, a session or an address that there is none of."""


@dataclass(frozen=True)
class Who:
    """Who asks; ``session`` names it and opens nothing."""

    user_name: str
    role: str
    session: str
    address: str


class Remembered:
    """What this process knows to be on record: the log only grows, so that it stays true."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: OrderedDict[tuple[Any, ...], float] = OrderedDict()

    def is_there(self, key: tuple[Any, ...], since: float) -> bool:
        """Say whether an event like this was put on record since then, as far as this process knows."""
        with self._lock:
            return self._at.get(key, 0.0) >= since

    def add(self, key: tuple[Any, ...]) -> None:
        """Remember that an event like this is on record now."""
        with self._lock:
            self._at[key] = time.time()
            self._at.move_to_end(key)
            while len(self._at) > _KEPT:
                self._at.popitem(last=False)


class RequestRecorder:
    """Writes what one request does; see `dashboard_app.events.Recorder`."""

    def __init__(self, log: AuditLog, remembered: Remembered, who: Who, refusals: int) -> None:
        self._log = log
        self._remembered = remembered
        self._who = who
        self._limit = refusals
        self._refused: set[int | None] = set()

    def record(self, event: Event) -> None:
        """Put an event on record.

        Raises
        ------
        RecordError
            It cannot be written.
        """
        self._append(event)

    def opened(self, event: Event) -> None:
        """Put on record that a file is opened now, unless a part of it that came first has done so.

        Raises
        ------
        RecordError
            It cannot be written.
        """
        self._append(event, self._like(event, RACE_SECONDS, _PART))
        self._remembered.add(self._key(event))

    def seen(self, event: Event) -> None:
        """Make sure that this file was put on record in this session a short while ago.

        Raises
        ------
        RecordError
            It cannot be written.
        """
        key = self._key(event)
        if not self._remembered.is_there(key, time.time() - VISIT_SECONDS):
            part = Event(event.action, event.client_id, event.bundle_id, event.score, _PART)
            self._append(part, self._like(event, VISIT_SECONDS))
            self._remembered.add(key)

    def once(self, event: Event) -> None:
        """Put an event on record, unless the same was a short while ago in this session.

        Raises
        ------
        RecordError
            It cannot be written.
        """
        key = (*self._key(event), event.detail)
        if not self._remembered.is_there(key, time.time() - VISIT_SECONDS):
            self._append(event, self._like(event, VISIT_SECONDS, event.detail))
            self._remembered.add(key)

    def refused(self, event: Event) -> None:
        """Put on record that access was refused, once for each request, and count how often it was.

        Raises
        ------
        TooManyRefusalsError
            This person has been refused so often that they wait now.
        RecordError
            It cannot be written.
        """
        if event.client_id not in self._refused:
            self._refused.add(event.client_id)
            self._append(event)
        count, oldest = self._recent_refusals()
        if count > self._limit:
            # Not at one count alone: refusals at the same time may leave it out.
            alert = Event(Action.ALERT, detail=f"refused {count} times in {REFUSAL_SECONDS / 60:.0f} minutes")
            asked = {"of_user": self._who.user_name, "since": time.time() - REFUSAL_SECONDS}
            self._append(alert, lambda connection: connection.execute(_ALERTED, asked).first() is not None)
            raise TooManyRefusalsError(max(1, round(oldest + REFUSAL_SECONDS - time.time())))

    def _key(self, event: Event) -> tuple[Any, ...]:
        # Another bundle shows another score.
        return self._who.session, event.action, event.client_id, event.bundle_id

    def _append(self, event: Event, unless: Callable[[Connection], bool] | None = None) -> None:
        values = {
            "user_name": self._who.user_name,
            "role": self._who.role,
            "action": event.action.value,
            "client_id": event.client_id,
            "purpose": _PURPOSES[self._who.role],
            "bundle_id": event.bundle_id,
            "score": event.score,
            "address": self._who.address,
            "session": self._who.session,
            "detail": event.detail,
        }
        try:
            self._log.append(values, unless)
        except (DatabaseError, SQLAlchemyError) as error:
            raise RecordError("What was asked for cannot be put on record, and is not shown. Try again.") from error

    def _like(self, event: Event, seconds: float, detail: str | None = None) -> Callable[[Connection], bool]:
        """Return a function that says whether this session did the same within so many seconds, with this detail."""
        asked = {
            "of_session": self._who.session,
            "since": time.time() - seconds,
            "of_action": event.action.value,
            "of_client": event.client_id,
            "of_bundle": event.bundle_id,
        }
        if detail is None:
            return lambda connection: connection.execute(_SAME, asked).first() is not None
        return lambda connection: (
            connection.execute(_SAME_IN_DETAIL, {**asked, "in_detail": detail}).first() is not None
        )

    def _recent_refusals(self) -> tuple[int, float]:
        recent = (
            AUDIT.c.user_name == self._who.user_name,
            AUDIT.c.action == Action.REFUSED.value,
            AUDIT.c.at > time.time() - REFUSAL_SECONDS,
        )
        try:
            count, oldest = self._log.count(*recent)
        except (DatabaseError, SQLAlchemyError) as error:
            raise RecordError("What was asked for cannot be put on record, and is not shown. Try again.") from error
        return count, oldest
