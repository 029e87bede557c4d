"""The audit log of one request: adds the user, the address and the session."""

import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from cachetools import FIFOCache
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from dashboard_app.audit.client_sets import keep_clients, name_clients
from dashboard_app.audit.limits import ENTRIES_PER_MINUTE, SKEW_SECONDS, AuditLimits
from dashboard_app.audit.log import AuditLog
from dashboard_app.database import DatabaseError
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action, Event, RecordError, TooManyRefusalsError

VISIT_SECONDS: Final = 15 * 60.0
"""During this time, one entry covers all reads of a file in a session."""
RACE_SECONDS: Final = 10.0
"""A page asks for the parts of a file at the same time, and the part that opens it may come last."""
_PART: Final = "part"
"""The detail of a line that a part of a file wrote because it came before its opening."""
_CACHED: Final = 10_000
# Made once, as those of the log.
_SAME: Final = (
    select(AUDIT.c.id)
    .where(
        AUDIT.c.session == bindparam("of_session"),
        AUDIT.c.at.between(bindparam("since"), bindparam("until")),
        AUDIT.c.action == bindparam("of_action"),
        AUDIT.c.client_id.is_not_distinct_from(bindparam("of_client", type_=AUDIT.c.client_id.type)),
        AUDIT.c.bundle_id.is_not_distinct_from(bindparam("of_bundle", type_=AUDIT.c.bundle_id.type)),
    )
    .limit(1)
)
_SAME_IN_DETAIL: Final = _SAME.where(AUDIT.c.detail == bindparam("in_detail"))
_PURPOSES: Final[Mapping[str, str]] = {
    "adviser": "credit decision",
    "customer": "own file",
    "admin": "oversight",
    "visitor": "signing in",
}


NOBODY: Final = "-"
"""In the place of a name, a session or an address that there is none of."""


@dataclass(frozen=True)
class Requester:
    """The user of a request; ``session`` identifies the session and cannot be used to sign in."""

    user_name: str
    role: str
    session: str
    address: str


class LoggedEvents:
    """Cache of logged events; valid because the log only grows."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: FIFOCache[tuple[Any, ...], float] = FIFOCache(_CACHED)

    def is_there(self, key: tuple[Any, ...], since: float) -> bool:
        """Return whether an event like this was logged since then, as far as this process knows."""
        with self._lock:
            # Entries in the future come from a wrong clock and are ignored.
            return since <= self._at.get(key, -math.inf) <= time.time() + SKEW_SECONDS

    def add(self, key: tuple[Any, ...]) -> None:
        """Remember that an event like this is logged now."""
        with self._lock:
            self._at[key] = time.time()


class RequestRecorder:
    """Writes what one request does; see `dashboard_app.events.Recorder`."""

    def __init__(
        self, log: AuditLog, remembered: LoggedEvents, who: Requester, refusals: int, entries: int = ENTRIES_PER_MINUTE
    ) -> None:
        self._log = log
        self._remembered = remembered
        self._who = who
        self._limits = AuditLimits(who.user_name, who.role, refusals, entries)
        self._refused: set[int | None] = set()

    def log(self, event: Event) -> None:
        """Log an event.

        Raises
        ------
        TooManyRefusalsError
            This person writes so much to the audit log that they wait now.
        RecordError
            It cannot be written.
        """
        self._append(event)

    def log_view(self, event: Event) -> None:
        """Log that a file is opened now, unless a part of it that came first has done so.

        Raises
        ------
        TooManyRefusalsError
            This person writes so much to the audit log that they wait now.
        RecordError
            It cannot be written.
        """
        self._append(event, self._like(event, RACE_SECONDS, _PART))
        self._remembered.add(self._key(event))

    def ensure_viewed(self, event: Event) -> None:
        """Make sure that this file was logged in this session a short while ago.

        Raises
        ------
        TooManyRefusalsError
            This person writes so much to the audit log that they wait now.
        RecordError
            It cannot be written.
        """
        key = self._key(event)
        if not self._remembered.is_there(key, time.time() - VISIT_SECONDS):
            part = replace(event, detail=_PART)
            self._append(part, self._like(event, VISIT_SECONDS))
            self._remembered.add(key)

    def log_once(self, event: Event) -> None:
        """Log an event, unless the same was a short while ago in this session.

        Raises
        ------
        TooManyRefusalsError
            This person writes so much to the audit log that they wait now.
        RecordError
            It cannot be written.
        """
        key = (*self._key(event), event.detail)
        if not self._remembered.is_there(key, time.time() - VISIT_SECONDS):
            self._append(event, self._like(event, VISIT_SECONDS, event.detail))
            self._remembered.add(key)

    def log_refusal(self, event: Event) -> None:
        """Log that access was refused, once for each request, up to the limit; then say so once.

        Raises
        ------
        TooManyRefusalsError
            This person has been refused so often that they wait now.
        RecordError
            It cannot be written.
        """
        if event.client_id in self._refused:
            return
        self._refused.add(event.client_id)
        with self._changing() as connection:
            wait = self._limits.seconds_after_refusals(connection)
            if not wait:
                self._log.append_with(connection, self._values(event))
            else:
                self._turn_away(connection, wait, self._limits.refusals_alert)
        if wait:
            raise TooManyRefusalsError(wait)

    def _key(self, event: Event) -> tuple[Any, ...]:
        # Another bundle shows another score.
        return self._who.session, event.action, event.client_id, event.bundle_id

    def _append(self, event: Event, unless: Callable[[Connection], bool] | None = None) -> None:
        wait = 0
        with self._changing() as connection:
            if unless is not None and unless(connection):
                return
            # Signing out is always possible.
            wait = 0 if event.action is Action.SIGN_OUT else self._limits.seconds_after_entries(connection)
            if not wait:
                if event.clients is not None:
                    keep_clients(connection, event.clients)
                self._log.append_with(connection, self._values(event))
            else:
                self._turn_away(connection, wait, self._limits.entries_alert)
        # What a visitor tries shows nothing to anybody: it may go on, and is not audited line by line.
        if wait and not self._limits.is_of_visitors:
            raise TooManyRefusalsError(wait)

    def _turn_away(self, connection: Connection, wait: int, detail: str) -> None:
        """Throttle this account, and log an alert once per window."""
        self._limits.let_wait(connection, wait)
        if not self._limits.has_alert(connection):
            self._log.append_with(connection, self._values(Event(Action.ALERT, detail=detail)))

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        try:
            with self._log.appending() as connection:
                yield connection
        except (DatabaseError, SQLAlchemyError) as error:
            raise RecordError("What was asked for cannot be logged, and is not shown. Try again.") from error

    def _values(self, event: Event) -> dict[str, Any]:
        clients = "" if event.clients is None else name_clients(event.clients)
        return {
            "user_name": self._who.user_name,
            "role": self._who.role,
            "action": event.action.value,
            "client_id": event.client_id,
            "purpose": _PURPOSES[self._who.role],
            "bundle_id": event.bundle_id,
            "score": event.score,
            "address": self._who.address,
            "session": self._who.session,
            "detail": "; ".join(filter(None, (event.detail, clients))),
        }

    def _like(self, event: Event, seconds: float, detail: str | None = None) -> Callable[[Connection], bool]:
        """Return a function that says whether this session did the same within so many seconds, with this detail."""
        now = time.time()
        parameters = {
            "of_session": self._who.session,
            "since": now - seconds,
            "until": now + SKEW_SECONDS,
            "of_action": event.action.value,
            "of_client": event.client_id,
            "of_bundle": event.bundle_id,
        }
        if detail is None:
            return lambda connection: connection.execute(_SAME, parameters).first() is not None
        return lambda connection: (
            connection.execute(_SAME_IN_DETAIL, {**parameters, "in_detail": detail}).first() is not None
        )
