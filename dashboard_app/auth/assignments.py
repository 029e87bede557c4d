"""Client assignments: which clients are assigned to each adviser."""

import threading
from collections.abc import Iterable

from cachetools import LRUCache
from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from dashboard_app.auth.users import User
from dashboard_app.database import Database
from dashboard_app.database.schema import ASSIGNMENTS, USERS

_CACHED = 256


class Assignments:
    """Reads and changes client assignments; a change takes effect at the next request."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._known: LRUCache[tuple[int, int], frozenset[int]] = LRUCache(_CACHED)

    def of(self, user: User) -> frozenset[int]:
        """Return the numbers of the clients assigned to a user."""
        # The version comes with the account, which every request reads anyway.
        key = user.id, user.portfolio_version
        with self._lock:
            if key in self._known:
                return self._known[key]
        with self._database.reading() as connection:
            client_ids = frozenset(connection.scalars(_select_clients(user.id)))
        with self._lock:
            self._known[key] = client_ids
        return client_ids

    def counts(self) -> dict[int, int]:
        """Return how many clients are assigned to each user, by account id; users without any are left out."""
        counted = select(ASSIGNMENTS.c.user_id, func.count().label("clients")).group_by(ASSIGNMENTS.c.user_id)
        with self._database.reading() as connection:
            return {row.user_id: row.clients for row in connection.execute(counted)}

    def assigned_to_anybody(self) -> frozenset[int]:
        """Return the numbers of the clients assigned to at least one user."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(ASSIGNMENTS.c.client_id).distinct()))

    def add(self, user: User, clients: Iterable[int], connection: Connection) -> int:
        """Assign more clients to a user, within an open transaction; return how many are new."""
        there = set(connection.scalars(_select_clients(user.id)))
        new = sorted(set(clients) - there)
        if new:
            connection.execute(insert(ASSIGNMENTS), [{"user_id": user.id, "client_id": number} for number in new])
            _raise_version(connection, user)
        return len(new)

    def remove(self, user: User, clients: Iterable[int] | None, connection: Connection) -> int:
        """Unassign these clients of a user, or all if None, within an open transaction; return how many there were."""
        there = set(connection.scalars(_select_clients(user.id)))
        gone = there if clients is None else there & set(clients)
        if gone and clients is None:
            connection.execute(delete(ASSIGNMENTS).where(ASSIGNMENTS.c.user_id == user.id))
        elif gone:
            statement = delete(ASSIGNMENTS).where(
                ASSIGNMENTS.c.user_id == user.id, ASSIGNMENTS.c.client_id == bindparam("number")
            )
            connection.execute(statement, [{"number": number} for number in sorted(gone)])
        if gone:
            _raise_version(connection, user)
        return len(gone)


def _select_clients(user_id: int) -> Select[int]:
    return select(ASSIGNMENTS.c.client_id).where(ASSIGNMENTS.c.user_id == user_id)


def _raise_version(connection: Connection, user: User) -> None:
    raised = {"portfolio_version": USERS.c.portfolio_version + 1}
    connection.execute(update(USERS).where(USERS.c.id == user.id).values(**raised))
