"""How often signing in may fail: for an account, and for the address that a request comes from.

Counted in the database, so that several workers and machines count together. An account that is nobody's is counted
like any other: the answer does not tell which accounts exist. A try counts as failed until it has succeeded: many at
the same time are no more than the limit. Each way of signing in is counted by itself, so that wrong tokens keep nobody
from giving a password. Nobody waits longer than the limit says, whatever clock the failures were counted under.
"""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select

from dashboard_app.auth.ip_addresses import read_network
from dashboard_app.database import Database
from dashboard_app.database.schema import ATTEMPTS


@dataclass(frozen=True)
class Limit:
    """So many failures within so many seconds."""

    failures: int
    seconds: float


OF_ACCOUNT = Limit(5, 15 * 60)
OF_ADDRESS = Limit(50, 15 * 60)
_SKEW = 60.0
"""By so much the clock of another machine may be ahead; what lies further in the future was counted by a wrong one."""


class Way(StrEnum):
    """A way of signing in."""

    PASSWORD = "password"  # noqa: S105 - the name of a way
    TOKEN = "token"  # noqa: S105 - the name of a way
    PROVIDER = "provider"


@dataclass(frozen=True)
class Attempt:
    """A login attempt: ``seconds`` to wait before the next one; 0 if this one is allowed.

    ``locks`` says that its failure locks the account.
    """

    seconds: int
    locks: bool = False


class LoginThrottle:
    """Counts failures and computes the waiting time."""

    def __init__(self, database: Database, way: Way = Way.PASSWORD) -> None:
        self._database = database
        self._way = way

    def seconds_to_wait(self, account: str | None, address: str) -> int:
        """Return after how many seconds another try is allowed, 0: now; without an account, the address counts."""
        with self._database.reading() as connection:
            return _seconds_to_wait(connection, self._limited(account, address))

    def begin(self, account: str | None, address: str) -> Attempt:
        """Begin an attempt, which counts as failed until `succeed`, or return how long to wait."""
        # Checked without the write lock first.
        seconds = self.seconds_to_wait(account, address)
        if seconds:
            return Attempt(seconds)
        with self._database.writing() as connection:
            self._database.lock_attempts(connection)
            limits = self._limited(account, address)
            seconds = _seconds_to_wait(connection, limits)
            return Attempt(seconds) if seconds else Attempt(0, _count_failure(connection, limits))

    def fail(self, account: str | None, address: str) -> bool:
        """Count a failure, and forget those that count no more; return whether the account is locked from now on."""
        with self._database.writing() as connection:
            self._database.lock_attempts(connection)
            return _count_failure(connection, self._limited(account, address))

    def locked(self, accounts: Iterable[str]) -> frozenset[str]:
        """Return which of these accounts nobody can sign in to now, wherever they come from."""
        names = {_subject("account", account): account for account in accounts}
        many = (
            select(ATTEMPTS.c.subject)
            .where(ATTEMPTS.c.subject.in_(names), _counts(time.time(), OF_ACCOUNT))
            .group_by(ATTEMPTS.c.subject)
            .having(func.count() >= OF_ACCOUNT.failures)
        )
        with self._database.reading() as connection:
            return frozenset(names[subject] for subject in connection.scalars(many))

    def succeed(self, account: str, begun_at: str | None = None) -> None:
        """Forget the failures of an account; of the address that this try began at, that it began."""
        with self._database.writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.subject == _subject("account", account)))
            if begun_at is not None:
                _forget_newest(connection, self._address_subject(begun_at))

    def withdraw(self, account: str, address: str) -> None:
        """Remove an attempt that was begun and never checked."""
        with self._database.writing() as connection:
            for subject, _ in self._limited(account, address):
                _forget_newest(connection, subject)

    def _limited(self, account: str | None, address: str) -> tuple[tuple[str, Limit], ...]:
        of_account = () if account is None else ((_subject("account", account), OF_ACCOUNT),)
        return (*of_account, (self._address_subject(address), OF_ADDRESS))

    def _address_subject(self, address: str) -> str:
        return _subject(f"{self._way.value} address", read_network(address))


def _forget_newest(connection: Connection, subject: str) -> None:
    newest = select(func.max(ATTEMPTS.c.id)).where(ATTEMPTS.c.subject == subject).scalar_subquery()
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.id == newest))


def _counts(now: float, limit: Limit) -> ColumnElement[bool]:
    """Return which failures count now."""
    return ATTEMPTS.c.at.between(now - limit.seconds, now + _SKEW)


def _seconds_to_wait(connection: Connection, limits: tuple[tuple[str, Limit], ...]) -> int:
    now = time.time()
    waits = []
    for subject, limit in limits:
        # Allowed again as soon as the oldest of the last failures is out of the window.
        recent = (
            select(ATTEMPTS.c.at)
            .where(ATTEMPTS.c.subject == subject, _counts(now, limit))
            .order_by(ATTEMPTS.c.at.desc())
            .limit(limit.failures)
            .subquery()
        )
        count, oldest = connection.execute(select(func.count(), func.min(recent.c.at)).select_from(recent)).one()
        waits.append(min(oldest + limit.seconds - now, limit.seconds) if count >= limit.failures else 0.0)
    return max(0, math.ceil(max(waits)))


def _count_failure(connection: Connection, limits: tuple[tuple[str, Limit], ...]) -> bool:
    """Count a failure of whatever is limited; return whether that locks the account, which comes first."""
    now = time.time()
    oldest = now - max(OF_ACCOUNT.seconds, OF_ADDRESS.seconds)
    connection.execute(delete(ATTEMPTS).where(or_(ATTEMPTS.c.at < oldest, ATTEMPTS.c.at > now + _SKEW)))
    connection.execute(ATTEMPTS.insert(), [{"subject": subject, "at": now} for subject, _ in limits])
    subject, limit = limits[0]
    recent = ATTEMPTS.c.subject == subject, _counts(now, limit)
    count = connection.execute(select(func.count()).select_from(ATTEMPTS).where(*recent)).scalar_one()
    return limit is OF_ACCOUNT and bool(count == limit.failures)


def _subject(kind: str, value: str) -> str:
    # Text typed into the name field may be a password, so it is not stored.
    return f"{kind}:{sha256(value.lower().encode()).hexdigest()}"
