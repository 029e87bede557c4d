"""How often signing in may fail: for an account, and for the address that a request comes from.

Counted in the database, so that several workers and machines count together. An account that is nobody's is counted
like any other: the answer does not tell which accounts exist.
"""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, func, select

from dashboard_app.database import Database
from dashboard_app.database.schema import ATTEMPTS


@dataclass(frozen=True)
class Limit:
    """So many failures within so many seconds."""

    failures: int
    seconds: float


OF_ACCOUNT = Limit(5, 15 * 60)
OF_ADDRESS = Limit(50, 15 * 60)


class Attempts:
    """Counts failures, and says how long to wait."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seconds_to_wait(self, account: str | None, address: str) -> int:
        """Return after how many seconds another try is allowed, 0: now; without an account, the address counts."""
        now = time.time()
        with self._database.reading() as connection:
            waits = []
            for subject, limit in _limited(account, address):
                # Allowed again as soon as the oldest of the last failures is out of the window.
                recent = (
                    select(ATTEMPTS.c.at)
                    .where(ATTEMPTS.c.subject == subject, ATTEMPTS.c.at > now - limit.seconds)
                    .order_by(ATTEMPTS.c.at.desc())
                    .limit(limit.failures)
                    .subquery()
                )
                count, oldest = connection.execute(
                    select(func.count(), func.min(recent.c.at)).select_from(recent)
                ).one()
                waits.append(oldest + limit.seconds - now if count >= limit.failures else 0.0)
        return max(0, math.ceil(max(waits)))

    def fail(self, account: str | None, address: str) -> bool:
        """Count a failure, and forget those that count no more; say whether the account is locked from now on."""
        now = time.time()
        oldest = now - max(OF_ACCOUNT.seconds, OF_ADDRESS.seconds)
        with self._database.writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at < oldest))
            rows = [{"subject": subject, "at": now} for subject, _ in _limited(account, address)]
            connection.execute(ATTEMPTS.insert(), rows)
            recent = (ATTEMPTS.c.subject == rows[0]["subject"], ATTEMPTS.c.at > now - OF_ACCOUNT.seconds)
            count = connection.execute(select(func.count()).select_from(ATTEMPTS).where(*recent)).scalar_one()
        return account is not None and bool(count == OF_ACCOUNT.failures)

    def locked(self, accounts: Iterable[str]) -> frozenset[str]:
        """Return which of these accounts nobody can sign in to now, wherever they come from."""
        names = {_subject("account", account): account for account in accounts}
        many = (
            select(ATTEMPTS.c.subject)
            .where(ATTEMPTS.c.subject.in_(names), ATTEMPTS.c.at > time.time() - OF_ACCOUNT.seconds)
            .group_by(ATTEMPTS.c.subject)
            .having(func.count() >= OF_ACCOUNT.failures)
        )
        with self._database.reading() as connection:
            return frozenset(names[subject] for subject in connection.scalars(many))

    def succeed(self, account: str) -> None:
        """Forget the failures of an account; those of the address stay."""
        with self._database.writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.subject == _subject("account", account)))


def _limited(account: str | None, address: str) -> tuple[tuple[str, Limit], ...]:
    of_account = () if account is None else ((_subject("account", account), OF_ACCOUNT),)
    return (*of_account, (_subject("address", address), OF_ADDRESS))


def _subject(kind: str, value: str) -> str:
    # What somebody typed into the field of a name may be a password: it is not kept.
    return f"{kind}:{sha256(value.lower().encode()).hexdigest()}"
