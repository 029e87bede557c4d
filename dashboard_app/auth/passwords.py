"""Passwords: argon2id hashes, checked in the same time whether or not the user exists."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard_app.auth.errors import UserError
from dashboard_app.auth.users_file import User

SHORTEST = 8


class Passwords:
    """Hashes and checks passwords."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        # Checked for a name that nobody has, so that the time does not tell it from a wrong password.
        self._nobodys_hash = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        """Return the argon2id hash of a password.

        Raises
        ------
        UserError
            The password is too short.
        """
        if len(password) < SHORTEST:
            raise UserError(f"A password has at least {SHORTEST} characters, got {len(password)}. Choose another one.")
        return self._hasher.hash(password)

    def is_right(self, user: User | None, password: str) -> bool:
        """Say whether this is the password of an account that is open; takes the same time for no account."""
        try:
            self._hasher.verify(self._nobodys_hash if user is None else user.password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
        return user is not None and not user.is_disabled
