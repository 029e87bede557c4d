"""The sessions that are open: who reads the table can take none over, and what is ended here is ended everywhere."""

import secrets
import time
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import bindparam, delete, or_, select, update

from dashboard_app.auth.users import User, Users
from dashboard_app.database import Database, DatabaseError
from dashboard_app.database.schema import SESSIONS, USERS

_SEEN_SECONDS = 60.0
"""How old the time of the last request may be in the table: not every request writes."""
_SKEW_SECONDS = 60.0
"""By so much the clock of another machine may be ahead."""
_BEGAN, _SEEN, _ENDED, _VERSION = (
    SESSIONS.c[name].label(f"session_{name}") for name in ("began_at", "seen_at", "ended_at", "version")
)
# Made once: to put a statement together takes as long as to run it, and every request runs this one.
_FIND = (
    select(USERS, _BEGAN, _SEEN, _ENDED, _VERSION)
    .join(SESSIONS, SESSIONS.c.user_id == USERS.c.id)
    .where(SESSIONS.c.id == bindparam("hash"))
)


@dataclass(frozen=True)
class SessionTimeouts:
    """After how many seconds a session ends: without a request, and in any case."""

    idle: float
    absolute: float


class SessionStore:
    """Begins, finds and ends sessions."""

    def __init__(self, database: Database, users: Users, timeouts: SessionTimeouts) -> None:
        self._database = database
        self._users = users
        self._timeouts = timeouts
        self._ended_here: set[str] = set()

    def begin(self, user: User) -> str:
        """Begin a session and return the secret that its cookie carries."""
        secret, now = secrets.token_hex(32), time.time()
        row = {"id": _hash(secret), "user_id": user.id, "version": user.version, "began_at": now, "seen_at": now}
        with self._database.writing() as connection:
            connection.execute(SESSIONS.insert().values(row))
        return secret

    def find(self, secret: str) -> User | None:
        """Return whose session this is; None if it is over, or its account was changed or closed since."""
        now, session_id = time.time(), _hash(secret)
        if self._ended_here:
            self._write_ends()
            if session_id in self._ended_here:
                return None
        with self._database.reading() as connection:
            row = connection.execute(_FIND, {"hash": session_id}).one_or_none()
        if row is None or row.session_ended_at is not None:
            return None
        user = self._users.known(row)
        # What lies in the future was written under a wrong clock, and would last until then.
        is_over = not (
            -_SKEW_SECONDS <= now - row.session_began_at < self._timeouts.absolute
            and -_SKEW_SECONDS <= now - row.session_seen_at < self._timeouts.idle
        )
        if is_over or user is None or user.is_disabled or user.version != row.session_version:
            return None
        if now - row.session_seen_at >= min(_SEEN_SECONDS, self._timeouts.idle / 2):
            self._set(secret, seen_at=now)
        return user

    def end(self, secret: str) -> None:
        """End a session: every copy of its cookie opens nothing any more.

        Raises
        ------
        DatabaseError
            That cannot be written now. This process answers the session no more, and writes as soon as it can.
        """
        try:
            self._set(secret, ended_at=time.time())
        except DatabaseError:
            self._ended_here.add(_hash(secret))
            raise

    def forget_old(self) -> None:
        """Remove the sessions that are over, however they ended."""
        now = time.time()
        is_over = or_(
            SESSIONS.c.began_at < now - self._timeouts.absolute,
            SESSIONS.c.seen_at < now - self._timeouts.idle,
            SESSIONS.c.ended_at.is_not(None),
            SESSIONS.c.began_at > now + _SKEW_SECONDS,
            SESSIONS.c.seen_at > now + _SKEW_SECONDS,
        )
        with self._database.writing() as connection:
            connection.execute(delete(SESSIONS).where(is_over))

    def _write_ends(self) -> None:
        """Write the ends that could not be written, if that works again."""
        waiting = frozenset(self._ended_here)
        ended = update(SESSIONS).where(SESSIONS.c.id.in_(waiting), SESSIONS.c.ended_at.is_(None))
        try:
            with self._database.writing() as connection:
                connection.execute(ended.values(ended_at=time.time()))
        except DatabaseError:
            return
        self._ended_here -= waiting

    def _set(self, secret: str, **values: float) -> None:
        with self._database.writing() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.id == _hash(secret)).values(**values))


def get_name(secret: str) -> str:
    """Return the identifier of a session in the log, which cannot be used to sign in."""
    return _hash(_hash(secret))[:16]


def _hash(secret: str) -> str:
    # The secret has 256 random bits: a plain hash of it cannot be guessed back.
    return sha256(secret.encode()).hexdigest()
