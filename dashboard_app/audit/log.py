"""The audit log in the database: lines are added and read, and that is all."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dashboard_app.audit import beginning, chain
from dashboard_app.audit.entries import AuditEntry, AuditFilter
from dashboard_app.audit.head import Head, is_unsigned, read_row, verified, write
from dashboard_app.audit.verification import VerificationResult, verify
from dashboard_app.database import Database, DatabaseError
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action
from dashboard_app.request_id import current_request_id

logger = logging.getLogger(__name__)

_PAGE = 1_000
# Made once: to put a statement together takes as long as to run it, and every opening runs these.
_NEWEST = select(AUDIT.c.id, AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)
_INSERT = AUDIT.insert().inline()


class AuditLog:
    """Adds entries to the log, one after the other, and reads them."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key
        self._has_begun = False

    def begin(self) -> None:
        """Sign the head of a log that was just made or upgraded; look whether another one is of this key.

        Raises
        ------
        AuditKeyError
            The log was written with another key.
        DatabaseError
            The database does not answer.
        """
        with self._database.writing(is_long=True) as connection:
            self._database.lock_chain(connection)
            self._begin(connection)
        self._has_begun = True

    def check_key(self) -> None:
        """Refuse another key than the one that this log was written with; nothing is changed.

        Raises
        ------
        AuditKeyError
            The log was written with another key.
        DatabaseError
            The database does not answer.
        """
        with self._database.reading() as connection:
            beginning.check_key(connection, self._key)

    def append(self, values: dict[str, Any], unless: Callable[[Connection], bool] | None = None) -> None:
        """Add an entry now; not where ``unless`` finds, with no other writer meanwhile, that it is there already.

        Raises
        ------
        AuditKeyError
            The log was written with another key.
        DatabaseError
            The database does not answer.
        """
        with self.appending() as connection:
            if unless is None or not unless(connection):
                self.append_with(connection, values)

    @contextmanager
    def appending(self, *, is_long: bool = False) -> Iterator[Connection]:
        """Yield a connection for one transaction that may add entries; no other process adds any meanwhile.

        Parameters
        ----------
        is_long
            The change may take as long as it needs: a purge.

        Raises
        ------
        AuditKeyError
            The log was written with another key.
        DatabaseError
            The database does not answer.
        """
        with self._database.writing(is_long=is_long) as connection:
            self._database.lock_chain(connection)
            if not self._has_begun:
                self._begin(connection)
            yield connection
        # Only what was kept counts: a change that failed has signed nothing.
        self._has_begun = True

    def append_with(self, connection: Connection, values: dict[str, Any]) -> None:
        """Add an entry in a change that is going on, which holds the lock of the chain.

        Raises
        ------
        DatabaseError
            The database takes the entry and does not keep it.
        """
        last_id, last_hash = _end(connection)
        head = self._fitting(connection, last_id, last_hash)
        if head is None:
            # What does not fit is not signed: it would look right again.
            _say_once()
        number = last_id + 1
        entry = {"at": time.time(), "request_id": current_request_id(), **values}
        entry_hash = chain.link(self._key, number, last_hash, [entry[name] for name in chain.FIELDS])
        connection.execute(_INSERT, {**entry, "id": number, "previous_hash": last_hash, "hash": entry_hash})
        if _end(connection) != (number, entry_hash):
            # A trigger or rule of somebody else's: nothing may be shown that is not audited.
            raise DatabaseError(
                "The audit log takes no entry: got none back after writing it. Compare the triggers and rules of the "
                "table audit with those of a new database."
            )
        if head is not None:
            write(connection, head.extend(number, entry_hash), self._key)

    def head(self, connection: Connection) -> Head | None:
        """Return the head of the log if it is signed with this key and fits the newest entry, else None."""
        return self._fitting(connection, *_end(connection))

    def cut(self, connection: Connection, number: int, entry_hash: str, removed: int) -> None:
        """Sign that so many entries up to this one are gone, in a change that holds the lock of the chain."""
        head = self.head(connection)
        if head is not None:
            write(connection, head.cut(number, entry_hash, removed), self._key)

    def take_over(self) -> int:
        """Go on with a log whose key is lost, under this key and audited; return up to which entry it is unverified.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        with self._database.writing(is_long=True) as connection:
            self._database.lock_chain(connection)
            head = beginning.sign_what_is_there(connection, self._key, is_verified=False)
            detail = f"key replaced; entries up to {head.last_id} cannot be verified"
            self.append_with(connection, operator_line(Action.AUDIT, detail))
        return head.last_id

    def _fitting(self, connection: Connection, last_id: int, last_hash: str) -> Head | None:
        head = verified(read_row(connection), self._key)
        return head if head is not None and (head.last_id, head.last_hash) == (last_id, last_hash) else None

    def _begin(self, connection: Connection) -> None:
        beginning.check_key(connection, self._key)
        row = read_row(connection)
        # A log with entries of this version had a head: who took it away is not helped by another one.
        if row is not None and is_unsigned(row) and not beginning.has_numbered_entries(connection, self._key):
            beginning.sign_what_is_there(connection, self._key, is_verified=True)

    def count(self, *conditions: ColumnElement[bool]) -> tuple[int, float]:
        """Return how many lines fulfil some conditions, and the time of the oldest; 0 where there is none.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        with self._database.reading() as connection:
            count, oldest = connection.execute(select(func.count(), func.min(AUDIT.c.at)).where(*conditions)).one()
        return int(count), float(oldest or 0.0)

    def page(self, search: AuditFilter, *, start: int, size: int) -> tuple[Sequence[AuditEntry], int]:
        """Return some of the lines wanted, the newest first, and how many there are in all.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        statement = select(AUDIT).where(search.condition).order_by(AUDIT.c.id.desc()).offset(start).limit(size)
        with self._database.reading() as connection:
            total = connection.execute(select(func.count()).select_from(AUDIT).where(search.condition)).scalar_one()
            return [AuditEntry.of(row) for row in connection.execute(statement)], total

    def every(self, search: AuditFilter) -> Iterator[AuditEntry]:
        """Return the lines wanted, the oldest first.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        last = 0
        while True:
            statement = select(AUDIT).where(search.condition, AUDIT.c.id > last).order_by(AUDIT.c.id).limit(_PAGE)
            with self._database.reading() as connection:
                rows = connection.execute(statement).all()
            if not rows:
                return
            yield from map(AuditEntry.of, rows)
            last = rows[-1].id

    def verify(self, known: str | None = None) -> VerificationResult:
        """Compute every hash again; ``known`` is one that was noted before.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        return verify(self._database, self._key, known)


def _end(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the newest entry."""
    newest = connection.execute(_NEWEST).one_or_none()
    return (0, chain.FIRST) if newest is None else (newest.id, newest.hash)


@cache
def _say_once() -> None:
    logger.error("The head of the audit log does not fit its entries. Run: python -m dashboard_app audit verify")


def operator_line(action: Action, detail: str) -> dict[str, object]:
    """Return an entry for a command of the operator, without an account."""
    return {
        "user_name": "-",
        "role": "operator",
        "action": action.value,
        "client_id": None,
        "purpose": "operation",
        "bundle_id": None,
        "score": None,
        "address": "-",
        "session": "-",
        "detail": detail,
    }
