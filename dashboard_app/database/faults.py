"""What an error of an engine means: the `Fault` that it shows, by its code and never by its text."""

import sqlite3
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError

from dashboard_app.database.errors import Fault

_SQLITE: Final = {
    sqlite3.SQLITE_PERM: Fault.REFUSED,
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_IOERR: Fault.FAILING_DISK,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_FULL: Fault.DISK_FULL,
    sqlite3.SQLITE_CANTOPEN: Fault.UNREACHABLE,
    sqlite3.SQLITE_PROTOCOL: Fault.LOCKED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
    # SQLite has no code of its own for a table that is not there.
    sqlite3.SQLITE_ERROR: Fault.WRONG_SCHEMA,
}
_PRIMARY = 0xFF
"""The part of an extended code of SQLite that names the kind of error."""

# https://www.postgresql.org/docs/current/errcodes-appendix.html: whole codes first, then classes.
_POSTGRESQL: Final = {
    "25006": Fault.READ_ONLY,
    "25P03": Fault.SLOW,
    "40001": Fault.LOCKED,
    "40P01": Fault.LOCKED,
    "53100": Fault.DISK_FULL,
    "55P03": Fault.LOCKED,
    "57014": Fault.SLOW,
    "42501": Fault.REFUSED,
    "42P01": Fault.WRONG_SCHEMA,
    "42703": Fault.WRONG_SCHEMA,
    "3D000": Fault.REFUSED,
    "3F000": Fault.WRONG_SCHEMA,
    "08": Fault.UNREACHABLE,
    "28": Fault.REFUSED,
    "53": Fault.BUSY,
    "57": Fault.UNREACHABLE,
    "58": Fault.FAILING_DISK,
    "XX": Fault.DAMAGED,
}


class WaitTimeoutError(psycopg.OperationalError):
    """The server accepted a statement and did not answer in time."""


def find_fault(error: DBAPIError) -> Fault | None:
    """Return what an error says of the database, or None where the statement itself was wrong."""
    cause = error.orig
    if isinstance(error, IntegrityError):
        return None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return None if code is None else _SQLITE.get(code & _PRIMARY)
    if isinstance(cause, (WaitTimeoutError, psycopg.errors.ConnectionTimeout)):
        return Fault.SILENT
    state = cause.sqlstate if isinstance(cause, psycopg.Error) else None
    if state:
        fault = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
        return Fault.UNREACHABLE if fault is None and error.connection_invalidated else fault
    is_connection = isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError))
    return Fault.UNREACHABLE if error.connection_invalidated or is_connection else None
