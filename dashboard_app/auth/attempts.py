"""How often signing in may fail: for an account, and for the address that a request comes from.

Counted in the database, so that several workers and machines count together. An account that is nobody's is counted
like any other: the answer does not tell which accounts exist. A try counts as failed until it has succeeded: many at
the same time are no more than the limit.
"""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy import Connection, delete, func, select

from dashboard_app.database import Database
from dashboard_app.database.schema import ATTEMPTS


@dataclass(frozen=True)
class Limit:
    """So many failures within so many seconds."""

    failures: int
    seconds: float


OF_ACCOUNT = Limit(5, 15 * 60)
OF_ADDRESS = Limit(50, 15 * 60)
_NETWORK = 64
"""Whoever has one IPv6 address has all of this network, and a new one for every try."""


@dataclass(frozen=True)
class Begun:
    """A try that has begun: ``seconds`` to wait before the next one, 0: this one counts.

    ``locks`` says that its failure locks the account.
    """

    seconds: int
    locks: bool = False


class Attempts:
    """Counts failures, and says how long to wait."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seconds_to_wait(self, account: str | None, address: str) -> int:
        """Return after how many seconds another try is allowed, 0: now; without an account, the address counts."""
        with self._database.reading() as connection:
            return _seconds_to_wait(connection, account, address)

    def begin(self, account: str, address: str) -> Begun:
        """Begin a try, which counts as failed until `succeed`; or say how long to wait."""
        # Whoever waits is told without a turn among those who write.
        seconds = self.seconds_to_wait(account, address)
        if seconds:
            return Begun(seconds)
        with self._database.writing() as connection:
            self._database.lock_attempts(connection)
            seconds = _seconds_to_wait(connection, account, address)
            return Begun(seconds) if seconds else Begun(0, _count_failure(connection, account, address))

    def fail(self, account: str | None, address: str) -> bool:
        """Count a failure, and forget those that count no more; say whether the account is locked from now on."""
        with self._database.writing() as connection:
            self._database.lock_attempts(connection)
            return _count_failure(connection, account, address)

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

    def succeed(self, account: str, begun_at: str | None = None) -> None:
        """Forget the failures of an account; of the address that this try began at, that it began."""
        with self._database.writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.subject == _subject("account", account)))
            if begun_at is not None:
                of_address = ATTEMPTS.c.subject == _address_subject(begun_at)
                newest = select(func.max(ATTEMPTS.c.id)).where(of_address).scalar_subquery()
                connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.id == newest))


def _seconds_to_wait(connection: Connection, account: str | None, address: str) -> int:
    now = time.time()
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
        count, oldest = connection.execute(select(func.count(), func.min(recent.c.at)).select_from(recent)).one()
        waits.append(oldest + limit.seconds - now if count >= limit.failures else 0.0)
    return max(0, math.ceil(max(waits)))


def _count_failure(connection: Connection, account: str | None, address: str) -> bool:
    now = time.time()
    oldest = now - max(OF_ACCOUNT.seconds, OF_ADDRESS.seconds)
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at < oldest))
    rows = [{"subject": subject, "at": now} for subject, _ in _limited(account, address)]
    connection.execute(ATTEMPTS.insert(), rows)
    recent = (ATTEMPTS.c.subject == rows[0]["subject"], ATTEMPTS.c.at > now - OF_ACCOUNT.seconds)
    count = connection.execute(select(func.count()).select_from(ATTEMPTS).where(*recent)).scalar_one()
    return account is not None and bool(count == OF_ACCOUNT.failures)


def _limited(account: str | None, address: str) -> tuple[tuple[str, Limit], ...]:
    of_account = () if account is None else ((_subject("account", account), OF_ACCOUNT),)
    return (*of_account, (_address_subject(address), OF_ADDRESS))


def _address_subject(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return _subject("address", address)
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or IPv6Network((int(found), _NETWORK), strict=False).network_address
    return _subject("address", str(found))


def _subject(kind: str, value: str) -> str:
    # What somebody typed into the field of a name may be a password: it is not kept.
    return f"{kind}:{sha256(value.lower().encode()).hexdigest()}"
