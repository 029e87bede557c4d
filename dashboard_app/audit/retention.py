"""Retention of the audit log: older entries are removed, and the removal is audited."""

import json
import sqlite3
import time
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, delete, func, select

from dashboard_app.audit.errors import PurgeRefusedError
from dashboard_app.audit.log import AuditLog, operator_line
from dashboard_app.database import Database
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action

SHORTEST_DAYS: Final = 183
"""The database itself refuses to take away lines younger than this: half a year."""
_DAY: Final = 24 * 3600
_QUIET_DAYS: Final = 7
"""A log without an entry for longer than this, up to now, points to a clock that is wrong."""
_STEP_DAYS: Final = 31
"""So does a log whose next entry is later than the one before by more than this."""
_BACK_DAYS: Final = 1
"""By so much the time of an entry may lie before that of the entry before it: several machines, a clock set right."""
_CONFIRM: Final = "If this is right, confirm it: python -m dashboard_app audit purge --force"


def purge(log: AuditLog, days: int, *, is_forced: bool = False) -> int:
    """Remove the entries older than so many days, and write down which; return how many they were.

    Parameters
    ----------
    is_forced
        Whether the operator confirmed that the clock is right and all entries may be removed.

    Raises
    ------
    DatabaseError
        The database does not answer.
    PurgeRefusedError
        The clock seems wrong, everything would go, or the log is not whole at its end.
    ValueError
        ``days`` is less than the database allows.
    """
    if days < SHORTEST_DAYS:
        raise ValueError(f"Lines are kept for at least {SHORTEST_DAYS} days, got {days}. Give more.")
    now = time.time()
    before = now - days * _DAY
    with log.appending(is_long=True) as connection:
        # By number and not by time: what is left must begin with an entry and go on without a gap.
        first_kept = connection.execute(select(func.min(AUDIT.c.id)).where(AUDIT.c.at >= before)).scalar_one()
        older = AUDIT.c.id < first_kept if first_kept is not None else AUDIT.c.at < before
        first, last, count = connection.execute(
            select(func.min(AUDIT.c.id), func.max(AUDIT.c.id), func.count()).where(older)
        ).one()
        if not count:
            return 0
        if log.head(connection) is None:
            raise PurgeRefusedError(
                "Nothing is purged: the audit log is not whole at its end. Run: python -m dashboard_app audit verify"
            )
        if not is_forced:
            _check_clock(connection, now, last)
            if first_kept is None:
                raise PurgeRefusedError(f"Nothing is purged: all {count:,} entries would go. {_CONFIRM}")
        newest = connection.execute(select(AUDIT.c.hash).where(AUDIT.c.id == last)).scalar_one()
        detail = json.dumps({"from": first, "until": last, "lines": count, "hash": newest})
        log.append_with(connection, operator_line(Action.PURGE, detail))
        connection.execute(delete(AUDIT).where(AUDIT.c.id <= last))
        log.cut(connection, last, newest, count)
    return int(count)


def give_space_back(database: Database) -> None:
    """Shrink the SQLite file after a purge; writes are blocked meanwhile.

    PostgreSQL reuses the space by itself.

    Raises
    ------
    PurgeRefusedError
        The file is in use, or the disk is too full.
    DatabaseError
        The database does not answer.
    """
    if not database.is_sqlite:
        return
    try:
        with database.reading() as connection:
            # Outside of every transaction, which SQLAlchemy would begin.
            connection.connection.cursor().execute("VACUUM")
    except sqlite3.Error:
        raise PurgeRefusedError(
            "The old entries are gone, and the file could not be made smaller: it is in use, or the disk has no room "
            "for a second copy. Run it again when nobody writes, with room for twice the file: "
            "python -m dashboard_app audit purge --vacuum"
        ) from None


def _check_clock(connection: Connection, now: float, last_removed: int) -> None:
    """Refuse where the clock of this machine and the times in the log do not go together."""
    newest = connection.execute(select(AUDIT.c.at).order_by(AUDIT.c.id.desc()).limit(1)).scalar_one()
    if abs(now - newest) > _QUIET_DAYS * _DAY:
        raise PurgeRefusedError(
            f"Nothing is purged: the newest entry is of {_day(newest)}, and the clock here says {_day(now)}. "
            f"Look whether the clock is right. {_CONFIRM}"
        )
    before = func.lag(AUDIT.c.at).over(order_by=AUDIT.c.id)
    steps = select((AUDIT.c.at - before).label("step")).where(AUDIT.c.id >= last_removed).subquery()
    longest, back = connection.execute(select(func.max(steps.c.step), func.min(steps.c.step))).one()
    if (longest or 0.0) > _STEP_DAYS * _DAY or (back or 0.0) < -_BACK_DAYS * _DAY:
        raise PurgeRefusedError(
            "Nothing is purged: the times of the entries jump by days, as where a clock was wrong. "
            f"Read them (from entry {last_removed} on). {_CONFIRM}"
        )


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
