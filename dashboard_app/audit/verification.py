"""Whether the audit log is as it was written."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dashboard_app.audit import chain
from dashboard_app.database import Database
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action

_PAGE = 1_000


@dataclass(frozen=True)
class Verdict:
    """What the verification found.

    Attributes
    ----------
    lines
        How many lines fit, from the first one on.
    newest
        The hash of the last line that fits; note it elsewhere, and a log that is cut off later shows.
    broken
        The number of the first line that does not fit, None if all do.
    is_known_there
        Whether the hash that was noted before is in the log; True if none was given.
    """

    lines: int
    newest: str
    broken: int | None
    is_known_there: bool

    @property
    def is_whole(self) -> bool:
        """Whether the log is as it was written."""
        return self.broken is None and self.is_known_there


def verify(database: Database, key: bytes, known: str | None = None) -> Verdict:
    """Compute every hash again, from the oldest line on; ``known`` is a hash that was noted before.

    Raises
    ------
    DatabaseError
        The database does not answer.
    """
    lines, last, previous, is_known_there = 0, 0, None, known is None
    with database.reading() as connection:
        begins = {chain.FIRST, *_purged_hashes(connection)}
        while True:
            rows = connection.execute(select(AUDIT).where(AUDIT.c.id > last).order_by(AUDIT.c.id).limit(_PAGE)).all()
            if not rows:
                return Verdict(lines, previous or chain.FIRST, None, is_known_there)
            for row in rows:
                fits = row.previous_hash in begins if previous is None else row.previous_hash == previous
                if not fits or row.hash != chain.link(key, row.previous_hash, dict(row._mapping)):
                    return Verdict(lines, previous or chain.FIRST, row.id, is_known_there)
                lines, last, previous = lines + 1, row.id, row.hash
                is_known_there = is_known_there or row.hash == known


def _purged_hashes(connection: Connection) -> Iterator[str]:
    """Return the hashes that were the last ones before a purge: what is left may begin after one of them."""
    details = select(AUDIT.c.detail).where(AUDIT.c.action == Action.PURGE)
    for detail in connection.execute(details).scalars():
        # A line that somebody wrote past the log says anything; that it is broken shows where the chain reaches it.
        with suppress(ValueError, TypeError, KeyError):
            yield str(json.loads(detail)["hash"])
