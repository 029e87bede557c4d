"""SQLite with what it forgets from one connection to the next, and the file that it must stay."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

from dashboard_app.database.errors import DatabaseError, Fault

BUSY_SECONDS: Final = 4.0
WRITES: Final = "clairscore_writes"
"""The execution option of a connection that is about to change something."""


def configure(engine: Engine) -> None:
    """Let SQLAlchemy, and not the driver, say when a transaction begins; set what SQLite forgets."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.isolation_level = None
        for pragma in (
            # First of all: those that start at the same time wait for each other.
            f"busy_timeout = {BUSY_SECONDS * 1000:.0f}",
            # Reads continue during writes.
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def any_text(connection: Connection) -> Iterator[None]:
    """Read texts that are no UTF-8 too, with a mark in the place of what cannot be read."""
    driver: Any = connection.connection.driver_connection
    driver.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        yield
    finally:
        driver.text_factory = str


def has_damage(connection: Connection, table: str) -> bool:
    """Return whether a table and its indexes do not fit together: written past the engine, or a failed disk."""
    return connection.exec_driver_sql(f"PRAGMA integrity_check('{table}')").scalars().all() != ["ok"]


class DatabaseFile:
    """The file of an SQLite database: which one it was when it was opened first, and whether it still is.

    SQLite goes on reading and writing a file that was removed, and creates an empty one where there is none.

    Parameters
    ----------
    path
        The file, or None for a database in memory.
    identity
        Which file it has to be, where another process opened it before.
    """

    def __init__(self, path: Path | None, identity: str | None = None) -> None:
        self._path = path
        self.identity = identity

    def check(self) -> None:
        """Refuse a file that is not the one opened first.

        Raises
        ------
        DatabaseError
            It was removed or replaced.
        """
        if self.identity is not None and self._present() != self.identity:
            raise DatabaseError.of(Fault.FILE_REPLACED)

    def remember(self) -> None:
        """Remember which file was opened, the first time."""
        if self.identity is None:
            self.identity = self._present()

    def _present(self) -> str | None:
        if self._path is None:
            return None
        try:
            status = self._path.stat()
        except OSError:
            return None
        return f"{status.st_dev}:{status.st_ino}"
