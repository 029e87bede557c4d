"""Connections to the database: SQLite with its pragmas, or PostgreSQL."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from dashboard_app.database.errors import DatabaseError

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_BUSY_MILLISECONDS = 5_000
_WRITES = "clairscore_writes"
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

    Raises
    ------
    DatabaseError
        The address names no database that is supported.
    """

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
            driver = _DRIVERS[parsed.get_backend_name()]
            self.engine: Engine = create_engine(
                parsed.set(drivername=driver), pool_pre_ping=driver != _DRIVERS["sqlite"]
            )
        except (ArgumentError, KeyError, NoSuchModuleError, ImportError) as error:
            # The address may hold a password: it is not repeated.
            raise DatabaseError(
                f"DATABASE_URL names no database that is supported: got {type(error).__name__}. "
                "Give sqlite:///path or postgresql://user:password@host/name, or leave it out."
            ) from None
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite lets a second writer sleep and look again; writers of one process wake each other instead.
        self._turns: AbstractContextManager[object] = threading.RLock() if self.is_sqlite else nullcontext()
        if self.is_sqlite:
            _follow_sqlite(self.engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection for reading.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        with _named(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend a connection for one change: all of it is kept, or nothing.

        Writers of an SQLite database take turns from their first statement on, so that what one has read cannot be
        changed by another before it writes.

        Raises
        ------
        DatabaseError
            The database does not answer.
        """
        with (
            _named(),
            self._turns,
            self.engine.connect().execution_options(clairscore_writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def lock_chain(self, connection: Connection) -> None:
        """Let no other writer of the audit log in before this change ends."""
        self._lock(connection, _CHAIN)

    def lock_attempts(self, connection: Connection) -> None:
        """Let nobody else count failures of signing in before this change ends."""
        self._lock(connection, _ATTEMPTS)

    def _lock(self, connection: Connection, number: int) -> None:
        # Writers of an SQLite database take turns anyway.
        if not self.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": number})

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if not error.connection_invalidated and not _is_unreachable(error):
            raise
        raise DatabaseError(_unreachable(error)) from error
    except SQLAlchemyError:
        raise


def _is_unreachable(error: DBAPIError) -> bool:
    return type(error).__name__ in ("OperationalError", "InterfaceError")


def _unreachable(error: DBAPIError) -> str:
    reason = " ".join(str(error.orig).split())[:200]
    return f"The database does not answer: {reason}. Start it, or correct DATABASE_URL."


def _follow_sqlite(engine: Engine) -> None:
    """Let SQLAlchemy, and not the driver, say when a transaction begins; set what SQLite forgets."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.isolation_level = None
        for pragma in (
            # First of all: those that start at the same time wait for each other.
            f"busy_timeout = {_BUSY_MILLISECONDS}",
            # Readers go on while somebody writes.
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
