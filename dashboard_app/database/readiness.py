"""Whether the database can be read and written now: what `/readyz` asks."""

import threading
from pathlib import Path
from shutil import disk_usage
from typing import Final

from sqlalchemy import text

from dashboard_app.database.connection import Database
from dashboard_app.database.errors import DatabaseError, Fault
from dashboard_app.database.schema import ATTEMPTS

_LEAST_FREE_BYTES: Final = 1024 * 1024
_IS_READ_ONLY: Final = text("SELECT current_setting('transaction_read_only') = 'on'")
_WRITE: Final = text("UPDATE alembic_version SET version_num = version_num")
_GROW: Final = [{"subject": "x" * 128, "at": 0.0}] * 200
"""Rows that take more pages than are free: what is only changed in its place may still fit on a full disk."""


class Readiness:
    """Tries the database; one thread at a time, so that a frozen database holds no second one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._is_ready = False

    def check(self) -> bool:
        """Return whether the database can be read and written; while another thread tries it, the last result."""
        if not self._turn.acquire(blocking=False):
            return self._is_ready
        try:
            self._try()
            self._is_ready = True
        except DatabaseError:
            self._is_ready = False
        finally:
            self._turn.release()
        return self._is_ready

    def _try(self) -> None:
        if self._database.availability.has_failed_writes:
            # Only writing shows that it is over; while all is well, nothing is written to find out.
            with self._database.writing() as connection:
                with connection.begin_nested() as growth:
                    connection.execute(ATTEMPTS.insert(), _GROW)
                    growth.rollback()
                connection.execute(_WRITE)
            return
        if self._database.is_sqlite:
            self._try_sqlite()
        else:
            with self._database.reading() as connection:
                is_read_only = connection.execute(_IS_READ_ONLY).scalar_one()
            if is_read_only:
                self._database.availability.fail(Fault.READ_ONLY)
                raise DatabaseError.of(Fault.READ_ONLY)

    def _try_sqlite(self) -> None:
        # The transaction is one that writes, and is refused where nothing can be written.
        with self._database.writing() as connection:
            connection.execute(text("SELECT version_num FROM alembic_version"))
        path = self._database.engine.url.database
        if path and path != ":memory:" and disk_usage(Path(path).parent).free < _LEAST_FREE_BYTES:
            self._database.availability.fail(Fault.DISK_FULL)
            raise DatabaseError.of(Fault.DISK_FULL)
