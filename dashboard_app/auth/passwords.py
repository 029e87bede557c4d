"""Passwords: argon2id hashes, checked in the same time whether or not the user exists.

A hash needs 64 MiB while it is computed: one process computes one at a time, and whoever waits too long is turned away.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard_app.auth.errors import BusyError, UserError
from dashboard_app.auth.users import User

SHORTEST, LONGEST = 12, 256
HASHES_AT_ONCE: Final = 1
"""How many hashes a process computes at the same time; each needs 64 MiB."""
WAIT_SECONDS: Final = 5.0
"""How long a request waits for its turn."""
_turns = threading.BoundedSemaphore(HASHES_AT_ONCE)
_WELL_KNOWN = ("password", "motdepasse", "azerty", "qwerty", "123456", "admin", "clairscore", "welcome", "bienvenue")
_FEWEST_DIFFERENT = 5
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What start passwords are made of: no letter that is taken for another when it is read aloud or copied by hand."""


class Passwords:
    """Hashes and checks passwords."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    @cached_property
    def nobodys_hash(self) -> str:
        """The hash that is checked for a name that nobody has: the time does not tell it from a wrong password."""
        return self.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        """Return the argon2id hash of a password, whatever it is worth.

        Raises
        ------
        BusyError
            Too many others are being computed.
        """
        with _turn():
            return self._hasher.hash(password)

    def is_right(self, user: User | None, password: str) -> bool:
        """Return whether this is the password of an account that is open; takes the same time for no account.

        Raises
        ------
        BusyError
            Too many others are being checked.
        """
        stored, nobodys = None if user is None else user.password_hash, self.nobodys_hash
        try:
            with _turn():
                self._hasher.verify(stored or nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return user is not None and stored is not None and not user.is_disabled

    def is_outdated(self, password_hash: str) -> bool:
        """Return whether a hash was made with outdated parameters."""
        return self._hasher.check_needs_rehash(password_hash)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise BusyError(round(WAIT_SECONDS))
    try:
        yield
    finally:
        _turns.release()


def start_password() -> str:
    """Return a password to begin with, of 79 random bits, ``k7mq-x3vd-9htw-p2rn``; its owner chooses another one."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def check_new(password: str, name: str) -> None:
    """Refuse a password that is guessed early: short, of few different characters, a well-known one, or the name.

    Length counts, not kinds of characters (NIST SP 800-63B, 3.1.1).

    Raises
    ------
    UserError
        The password is none to keep.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise UserError(
            f"A password has {SHORTEST} to {LONGEST} characters, got {len(password)}. Choose another one, "
            "for example four words."
        )
    plain = password.lower()
    guessed = [word for word in (*_WELL_KNOWN, name.lower()) if word in plain]
    rest = min((len(plain.replace(word, "")) for word in guessed), default=len(plain))
    if len(set(plain)) < _FEWEST_DIFFERENT or rest < SHORTEST // 2:
        raise UserError("This password is guessed early. Choose another one, for example four words.")
