"""How long lines of the audit log are kept, and the taking away of older ones, itself on record."""

import json
import time
from typing import Final

from sqlalchemy import delete, func, select

from dashboard_app.audit.log import AuditLog, operator_line
from dashboard_app.database import Database
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action

SHORTEST_DAYS: Final = 183
"""The database itself refuses to take away lines younger than this: half a year."""
_DAY: Final = 24 * 3600


def purge(database: Database, log: AuditLog, days: int) -> int:
    """Take away the lines older than so many days, and write down up to which; return how many they were.

    Raises
    ------
    DatabaseError
        The database does not answer.
    ValueError
        ``days`` is less than the database allows.
    """
    if days < SHORTEST_DAYS:
        raise ValueError(f"Lines are kept for at least {SHORTEST_DAYS} days, got {days}. Give more.")
    before = time.time() - days * _DAY
    with database.writing() as connection:
        database.lock_chain(connection)
        # By number and not by time: what is left must begin with a line and go on without a gap.
        kept = connection.execute(select(func.min(AUDIT.c.id)).where(AUDIT.c.at >= before)).scalar_one()
        older = AUDIT.c.id < kept if kept is not None else AUDIT.c.at < before
        newest = connection.execute(
            select(AUDIT.c.id, AUDIT.c.hash).where(older).order_by(AUDIT.c.id.desc()).limit(1)
        ).one_or_none()
        if newest is None:
            return 0
        count = connection.execute(select(func.count()).select_from(AUDIT).where(older)).scalar_one()
        detail = json.dumps({"until": newest.id, "lines": count, "hash": newest.hash})
        log.append_with(connection, operator_line(Action.PURGE, detail))
        connection.execute(delete(AUDIT).where(AUDIT.c.id <= newest.id))
    return int(count)
