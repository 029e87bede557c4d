"""The audit log in the database: lines are added and read, and that is all."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from dashboard_app.audit import chain
from dashboard_app.audit.verification import Verdict, verify
from dashboard_app.database import Database
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action

_PAGE = 1_000
# Made once: to put a statement together takes as long as to run it, and every opening runs these.
_NEWEST = select(AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)
_INSERT = AUDIT.insert().inline()


@dataclass(frozen=True)
class Line:
    """One line of the log.

    Attributes
    ----------
    at
        Seconds since 1970, UTC.
    session
        Which session it was, as a hash that opens nothing.
    """

    id: int
    at: float
    user_name: str
    role: str
    action: str
    client_id: int | None
    purpose: str
    bundle_id: str | None
    score: float | None
    address: str
    session: str
    detail: str

    @classmethod
    def of(cls, row: Row[Any]) -> "Line":
        """Return a row of the table as a line."""
        return cls(row.id, *(getattr(row, name) for name in chain.FIELDS))


@dataclass(frozen=True)
class Search:
    """Which lines are wanted: None is anything; times are seconds since 1970, ``until`` is not included.

    ``action`` is one, ``actions`` are any of several.
    """

    user_name: str | None = None
    action: str | None = None
    client_id: int | None = None
    since: float | None = None
    until: float | None = None
    actions: tuple[str, ...] | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """What a line of the table fulfils."""
        wanted = [
            column == value
            for column, value in (
                (AUDIT.c.user_name, self.user_name),
                (AUDIT.c.action, self.action),
                (AUDIT.c.client_id, self.client_id),
            )
            if value is not None
        ]
        if self.actions is not None:
            wanted.append(AUDIT.c.action.in_(self.actions))
        if self.since is not None:
            wanted.append(AUDIT.c.at >= self.since)
        if self.until is not None:
            wanted.append(AUDIT.c.at < self.until)
        return and_(True, *wanted)


class AuditLog:
    """Adds lines to the log, one after the other, and reads them."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def append(self, values: dict[str, Any], unless: Callable[[Connection], bool] | None = None) -> None:
        """Add a line now; not where ``unless`` finds, with no other writer meanwhile, that it is there already.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        with self._database.writing() as connection:
            self._database.lock_chain(connection)
            if unless is None or not unless(connection):
                self.append_with(connection, values)

    def append_with(self, connection: Connection, values: dict[str, Any]) -> None:
        """Add a line in a change that is going on, which holds the lock of the chain."""
        previous = connection.execute(_NEWEST).scalar_one_or_none() or chain.FIRST
        line = {"at": time.time(), **values}
        connection.execute(_INSERT, {**line, "previous_hash": previous, "hash": chain.link(self._key, previous, line)})

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

    def page(self, search: Search, *, start: int, size: int) -> tuple[Sequence[Line], int]:
        """Return some of the lines wanted, the newest first, and how many there are in all.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        wanted = select(AUDIT).where(search.condition).order_by(AUDIT.c.id.desc()).offset(start).limit(size)
        with self._database.reading() as connection:
            total = connection.execute(select(func.count()).select_from(AUDIT).where(search.condition)).scalar_one()
            return [Line.of(row) for row in connection.execute(wanted)], total

    def every(self, search: Search) -> Iterator[Line]:
        """Return the lines wanted, the oldest first.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        last = 0
        while True:
            wanted = select(AUDIT).where(search.condition, AUDIT.c.id > last).order_by(AUDIT.c.id).limit(_PAGE)
            with self._database.reading() as connection:
                rows = connection.execute(wanted).all()
            if not rows:
                return
            yield from map(Line.of, rows)
            last = rows[-1].id

    def verify(self, known: str | None = None) -> Verdict:
        """Compute every hash again; ``known`` is one that was noted before.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        return verify(self._database, self._key, known)


def operator_line(action: Action, detail: str) -> dict[str, object]:
    """Return a line for what a command of the operator did; the account is that of nobody."""
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
