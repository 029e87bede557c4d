"""Users in one JSON file of argon2id hashes: private, replaced as a whole, written by one process at a time."""

import fcntl
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from dashboard_app.actor import Role
from dashboard_app.auth.errors import UserError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True)
class User:
    """One account. A customer without a client number is the demonstration's, whose number comes from the bundle."""

    name: str
    role: Role
    password_hash: str
    client_id: int | None = None
    language: str | None = None
    is_disabled: bool = False

    @property
    def fingerprint(self) -> str:
        """A short hash of everything that a session depends on: when it changes, sessions end."""
        text = f"{self.password_hash}|{self.role}|{self.client_id}|{self.is_disabled}"
        return sha256(text.encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"User({self.name!r}, {self.role.value!r})"


class UsersFile:
    """The users of one file; read again when the file is replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at: tuple[int, int] | None = None
        self._users: dict[str, User] = {}

    def exists(self) -> bool:
        """Say whether there is such a file."""
        return self._path.exists()

    def all(self) -> dict[str, User]:
        """Return the users by name.

        Raises
        ------
        UserError
            The file is not one of users.
        """
        try:
            state = self._path.stat()
        except FileNotFoundError:
            return {}
        version = (state.st_mtime_ns, state.st_ino)
        if version != self._read_at:
            # Users first: another thread may then read them twice, but never old users as the new version.
            users = _parse(self._path)
            self._users = users
            self._read_at = version
            return users
        return self._users

    def add(self, user: User) -> None:
        """Add a user, or replace the one of this name.

        Raises
        ------
        UserError
            The name is not one, or a customer has no client number.
        """
        if not _NAME.fullmatch(user.name):
            raise UserError(
                f"A name has 1 to 64 letters a-z, digits, dots, dashes; got {user.name!r}. Choose another name."
            )
        with self._changing() as users:
            users[user.name] = user

    def disable(self, name: str) -> None:
        """Close an account; its sessions end at their next request.

        Raises
        ------
        UserError
            There is no such user.
        """
        with self._changing() as users:
            if name not in users:
                raise UserError(f"There is no user {name!r}. See: python -m dashboard_app users list")
            users[name] = replace(users[name], is_disabled=True)

    @contextmanager
    def _changing(self) -> Iterator[dict[str, User]]:
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            users = dict(self.all())
            yield users
            _replace(self._path, users)
        finally:
            os.close(lock)


def _parse(path: Path) -> dict[str, User]:
    try:
        rows = json.loads(path.read_text())
        if not isinstance(rows, list):
            raise TypeError("it holds no list")
        users = [User(**{**row, "role": Role(row["role"])}) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise UserError(
            f"{path} is not a file of users: {error}. Restore it from a backup, or remove it and add the users again."
        ) from None
    return {user.name: user for user in users}


def _replace(path: Path, users: dict[str, User]) -> None:
    text = json.dumps([asdict(users[name]) for name in sorted(users)], indent=2)
    # mkstemp makes the file with mode 0600.
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".users-")
    with os.fdopen(descriptor, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
