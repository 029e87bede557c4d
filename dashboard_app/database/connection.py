"""Connections to the database: SQLite or PostgreSQL, every wait bounded, every failure a `DatabaseError`."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from dashboard_app.database import postgresql, sqlite
from dashboard_app.database.availability import Availability
from dashboard_app.database.errors import DatabaseError, Fault
from dashboard_app.database.faults import find_fault

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_POOL_SECONDS: Final = 3
_CHAIN = 7_240_311
"""The number of the lock that writers of the audit log take in turn, on PostgreSQL."""
_ATTEMPTS = 7_240_312
"""The number of the lock that those who count failures of signing in take in turn, there too."""


class Database:
    """One database; its connections are pooled in each process.

    Parameters
    ----------
    url
        ``sqlite:///path`` or ``postgresql://user:password@host/name``.
    file_identity
        Which file an SQLite database has to be, where another process opened it before (`Database.file_identity`).

    Raises
    ------
    DatabaseError
        The address names no database that is supported.
    """

    def __init__(self, url: str, file_identity: str | None = None) -> None:
        try:
            parsed = make_url(url)
            driver = _DRIVERS[parsed.get_backend_name()]
            self.engine: Engine = create_engine(
                parsed.set(drivername=driver),
                pool_pre_ping=driver != _DRIVERS["sqlite"],
                pool_timeout=_POOL_SECONDS,
                # Parameters hold client numbers and scores, and errors end in logs.
                hide_parameters=True,
            )
        except (ArgumentError, KeyError, NoSuchModuleError, ImportError, TypeError) as error:
            # The address may hold a password: it is not repeated.
            raise DatabaseError(
                f"DATABASE_URL names no database that is supported: got {type(error).__name__}. "
                "Give sqlite:///path or postgresql://user:password@host/name, or leave it out."
            ) from None
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.availability = Availability()
        path = self.engine.url.database if self.is_sqlite else None
        self._file = sqlite.DatabaseFile(Path(path) if path and path != ":memory:" else None, file_identity)
        # SQLite lets a second writer sleep and look again; writers of one process wake each other instead.
        self._turn = threading.RLock()
        if self.is_sqlite:
            sqlite.configure(self.engine)
        else:
            postgresql.bound_waits(self.engine, parsed)

    @property
    def file_identity(self) -> str | None:
        """Which file an SQLite database is, once it was opened; None for other databases."""
        return self._file.identity

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection for reading.

        Raises
        ------
        DatabaseError
            The database cannot be used.
        """
        with self._watched(writes=False), self.engine.connect() as connection:
            self._file.remember()
            yield connection

    @contextmanager
    def writing(self, *, is_long: bool = False) -> Iterator[Connection]:
        """Lend a connection for one change: all of it is kept, or nothing.

        Writers of an SQLite database take turns from their first statement on, so that what one has read cannot be
        changed by another before it writes.

        Parameters
        ----------
        is_long
            The change has no time limit: a migration or a purge, which no page waits for.

        Raises
        ------
        DatabaseError
            The database cannot be used.
        """
        with self._watched(writes=True), self._my_turn():
            with (
                self.engine.connect().execution_options(**{sqlite.WRITES: True}) as connection,
                postgresql.unlimited(connection) if is_long and not self.is_sqlite else nullcontext(),
                connection.begin(),
            ):
                self._file.remember()
                if is_long and not self.is_sqlite:
                    postgresql.lift_limits(connection)
                yield connection
            # A commit into a deleted file would be lost.
            self._file.check()

    def lock_chain(self, connection: Connection) -> None:
        """Let no other writer of the audit log in before this change ends."""
        self._lock(connection, _CHAIN)

    def lock_attempts(self, connection: Connection) -> None:
        """Lock the login attempts until the transaction ends."""
        self._lock(connection, _ATTEMPTS)

    def _lock(self, connection: Connection, number: int) -> None:
        # Writers of an SQLite database take turns anyway.
        if not self.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": number})

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    @contextmanager
    def _watched(self, *, writes: bool) -> Iterator[None]:
        """Turn what the engine raises into a `DatabaseError`, and note whether the database answered."""
        self.availability.admit(writes=writes)
        fault: Fault | None = None
        try:
            self._file.check()
            yield
        except DBAPIError as error:
            fault = find_fault(error)
            if fault is None:
                raise
            raise DatabaseError.of(fault) from None
        except NoConnectionError:
            fault = Fault.BUSY
            raise DatabaseError.of(fault) from None
        except DatabaseError as error:
            fault = error.fault
            raise
        finally:
            if fault is None:
                self.availability.succeed(writes=writes)
            else:
                self.availability.fail(fault)

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=sqlite.BUSY_SECONDS):
            raise DatabaseError.of(Fault.LOCKED)
        try:
            yield
        finally:
            self._turn.release()
