"""Tokens of the API: a program shows one and is its owner, as far as its scopes go. Only a hash of it is kept."""

import re
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select, update

from dashboard_app.auth.errors import TokenError
from dashboard_app.auth.users import User, Users
from dashboard_app.capabilities import Capability, get_roles
from dashboard_app.database import Database
from dashboard_app.database.schema import TOKENS, USERS
from dashboard_app.routes import API, API_ROOT

_SHAPE = re.compile(r"cs_[A-Za-z0-9_-]{43}")
_LONGEST_LABEL = 64
LONGEST_DAYS = 366
_DAY = 24 * 3600.0
_USED_SECONDS = 60.0
"""How old the time of the last use may be in the table: not every request writes."""

SCOPES = tuple(sorted({place.capability for place in API if place.path.startswith(f"{API_ROOT}/")}))
"""What a token can be made for: the capabilities that an address of the API takes."""


@dataclass(frozen=True)
class Token:
    """A token without its secret; times are seconds since 1970."""

    id: int
    owner: str
    label: str
    scopes: frozenset[Capability]
    expires_at: float
    revoked_at: float | None
    used_at: float | None


@dataclass(frozen=True)
class Grant:
    """Whom a token speaks for, and what it is good for."""

    owner: User
    scopes: frozenset[Capability]


class Tokens:
    """Makes, finds and revokes tokens."""

    def __init__(self, database: Database, users: Users) -> None:
        self._database = database
        self._users = users

    def add(self, owner: str, label: str, scopes: Iterable[Capability], days: int) -> str:
        """Create a token and return its secret, which cannot be read again.

        Raises
        ------
        TokenError
            The owner is nobody or closed, may not do what the scopes say, or the token would last too long.
        """
        user, requested = self._users.find(owner), sorted(set(scopes))
        if user is None or user.is_disabled:
            raise TokenError(f"There is no open account {owner!r}. See: python -m dashboard_app users list")
        possible = [scope for scope in SCOPES if user.role in get_roles(scope)]
        refused = [scope for scope in requested if scope not in possible]
        if refused or not requested:
            raise TokenError(
                f"A token of {owner!r}, {user.role.value}, cannot have the scopes got: {', '.join(refused) or 'none'}. "
                f"Choose among {', '.join(possible)}."
            )
        if not 1 <= days <= LONGEST_DAYS:
            raise TokenError(f"A token lasts 1 to {LONGEST_DAYS} days, got {days}. Choose another number.")
        if len(label) > _LONGEST_LABEL or not label.isprintable():
            raise TokenError(f"A label is a line of up to {_LONGEST_LABEL} characters, got {label!r}. Shorten it.")
        secret, now = f"cs_{secrets.token_urlsafe(32)}", time.time()
        row = {
            "user_id": user.id,
            "name": label,
            "hash": _hash(secret),
            "scopes": " ".join(requested),
            "created_at": now,
            "expires_at": now + days * _DAY,
        }
        with self._database.writing() as connection:
            connection.execute(TOKENS.insert().values(row))
        return secret

    def find(self, secret: str) -> Grant | None:
        """Return what a token grants; None if it is wrong, over, revoked, or its owner's account is closed."""
        if not _SHAPE.fullmatch(secret):
            return None
        now = time.time()
        columns = (TOKENS.c[name].label(f"token_{name}") for name in ("id", "scopes", "expires_at", "used_at"))
        statement = (
            select(USERS, *columns)
            .join(TOKENS, TOKENS.c.user_id == USERS.c.id)
            # None lasts longer: what ends later was made under a wrong clock, and would outlive its owner's intent.
            .where(
                TOKENS.c.hash == _hash(secret),
                TOKENS.c.revoked_at.is_(None),
                TOKENS.c.expires_at.between(now, now + (LONGEST_DAYS + 1) * _DAY),
            )
        )
        with self._database.reading() as connection:
            row = connection.execute(statement).one_or_none()
        owner = self._users.known(row)
        if row is None or owner is None or owner.is_disabled:
            return None
        if row.token_used_at is None or abs(now - row.token_used_at) >= _USED_SECONDS:
            self._set(row.token_id, used_at=now)
        return Grant(owner, _scopes(row.token_scopes))

    def all(self) -> Sequence[Token]:
        """Return every token, the oldest first."""
        statement = select(TOKENS, USERS.c.name.label("owner")).join(USERS, TOKENS.c.user_id == USERS.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(statement.order_by(TOKENS.c.id)).all()
        return [
            Token(row.id, row.owner, row.name, _scopes(row.scopes), row.expires_at, row.revoked_at, row.used_at)
            for row in rows
        ]

    def revoke(self, number: int) -> None:
        """Let a token open nothing any more; once revoked, it stays so.

        Raises
        ------
        TokenError
            There is no such token.
        """
        if number not in {token.id for token in self.all()}:
            raise TokenError(f"There is no token {number}. See: python -m dashboard_app tokens list")
        self._set(number, revoked_at=time.time())

    def _set(self, number: int, **values: float) -> None:
        with self._database.writing() as connection:
            connection.execute(update(TOKENS).where(TOKENS.c.id == number).values(**values))


def _scopes(stored: str) -> frozenset[Capability]:
    """Return the scopes of a row; one that this version does not know grants nothing."""
    return frozenset(scope for scope in SCOPES if scope in stored.split())


def _hash(secret: str) -> str:
    # The secret has 256 random bits: a plain hash of it cannot be guessed back.
    return sha256(secret.encode()).hexdigest()
