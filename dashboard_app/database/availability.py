"""Whether the database can be used: fails fast while it cannot, and logs when it is lost and when it is back."""

import logging
import threading
import time
from typing import Final

from dashboard_app.database.errors import DatabaseError, Fault
from dashboard_app.instrumentation import DATABASE_FAILURES

logger = logging.getLogger(__name__)

RETRY_SECONDS: Final = 1.0
"""While the database does not answer, one request in this time tries it, and the others fail at once."""
_TRY_SECONDS: Final = 15.0
"""Longer than any try takes."""
_LOG_SECONDS: Final = 60.0
_STOPS_ALL: Final = frozenset({Fault.UNREACHABLE, Fault.SILENT})
_STOPS_WRITES: Final = frozenset({*_STOPS_ALL, Fault.LOCKED})
_OF_WRITES: Final = frozenset({Fault.LOCKED, Fault.READ_ONLY, Fault.DISK_FULL, Fault.FAILING_DISK})
"""Faults that a successful read does not clear."""


class Availability:
    """State of the database as seen by one process.

    A database that does not answer costs each request its whole timeout, until no thread is left for anything else.
    So only one request tries it at a time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: dict[Fault, float] = {}
        self._retry_at = 0.0
        self._logged_at: dict[Fault, float] = {}

    @property
    def has_failed_writes(self) -> bool:
        """Whether the last try to write failed for a reason that reading does not show."""
        return not _OF_WRITES.isdisjoint(self._since)

    def admit(self, *, writes: bool) -> None:
        """Let a request try the database.

        Raises
        ------
        DatabaseError
            The database does not answer, and another request is trying it or did so a moment ago.
        """
        if not self._since:
            return
        with self._lock:
            stopped = [fault for fault in self._since if fault in (_STOPS_WRITES if writes else _STOPS_ALL)]
            if not stopped:
                return
            now = time.monotonic()
            if now < self._retry_at:
                raise DatabaseError.of(stopped[0])
            self._retry_at = now + _TRY_SECONDS

    def fail(self, fault: Fault) -> None:
        """Count a failure; one line per fault and minute is logged."""
        DATABASE_FAILURES.labels(fault.value).inc()
        now = time.monotonic()
        with self._lock:
            self._retry_at = now + RETRY_SECONDS
            self._since.setdefault(fault, now)
            is_news = now - self._logged_at.get(fault, -_LOG_SECONDS) >= _LOG_SECONDS
            if is_news:
                self._logged_at[fault] = now
        if is_news:
            logger.error("Database lost (%s). %s", fault.value, DatabaseError.of(fault))

    def succeed(self, *, writes: bool) -> None:
        """Note that the database was used; what this shows to be over is logged."""
        if not self._since:
            return
        now = time.monotonic()
        with self._lock:
            over = {fault: began for fault, began in self._since.items() if writes or fault not in _OF_WRITES}
            for fault in over:
                del self._since[fault]
            logged = {fault: began for fault, began in over.items() if self._logged_at.get(fault, 0.0) >= began}
        if logged:
            names = ", ".join(fault.value for fault in logged)
            logger.warning("Database back after %.0f s (%s).", now - min(logged.values()), names)
