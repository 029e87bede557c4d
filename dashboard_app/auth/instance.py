"""The state of this installation: its secret key, its users, the sessions that were ended; a private directory.

`prepare` makes what is missing, once, before the workers start; called again, it finds everything there.
"""

import os
import secrets
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from dashboard_app.actor import Role
from dashboard_app.auth.errors import InstanceError
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users_file import User, UsersFile
from dashboard_app.settings import Settings

DEMO_NAMES = {"adviser": Role.ADVISER, "customer": Role.CUSTOMER, "admin": Role.ADMIN}
"""The demonstration accounts, which exist in demonstration mode only."""


@dataclass(frozen=True)
class Instance:
    """The prepared state of an installation."""

    secret_key: str
    directory: Path
    user_files: tuple[UsersFile, ...]

    def find_user(self, name: str) -> User | None:
        """Return the user of this name, or None."""
        return next((users[name] for users in map(UsersFile.all, self.user_files) if name in users), None)

    def end_session(self, session_id: str) -> None:
        """Remember that a session was ended: its cookie, copied or not, opens nothing any more."""
        self._mark(session_id).touch(mode=0o600)

    def is_ended(self, session_id: str) -> bool:
        """Say whether a session was ended."""
        return self._mark(session_id).exists()

    def _mark(self, session_id: str) -> Path:
        return self.directory / "ended" / session_id


def users_file(settings: Settings) -> UsersFile:
    """Return the file of this installation's own users."""
    return UsersFile(settings.instance / "users.json")


def prepare(settings: Settings) -> Instance:
    """Make what this installation needs and does not have yet.

    Raises
    ------
    InstanceError
        The directory cannot be written or is open to others, or there is nobody who could sign in.
    """
    open_directory(settings.instance)
    own = users_file(settings)
    if settings.demo:
        files: tuple[UsersFile, ...] = (_demo_users(settings), own)
    elif own.all():
        files = (own,)
    else:
        raise InstanceError(
            f"Nobody can sign in: there are no users in {settings.instance / 'users.json'}. Add one: "
            "python -m dashboard_app users add NAME --role adviser; or set CLAIRSCORE_DEMO=1 for a demonstration."
        )
    _forget_old_sessions(settings)
    key = settings.secret_key.get_secret_value() if settings.secret_key else _once(settings.instance / "secret_key")
    return Instance(key, settings.instance, files)


def demo_password(settings: Settings) -> str:
    """Return the password of the demonstration accounts: the setting, else one that is made once and kept."""
    if settings.demo_password is not None:
        return settings.demo_password.get_secret_value()
    return _once(settings.instance / "demo_password", length=6)


def open_directory(directory: Path) -> None:
    """Make the private directory, or refuse one that others can read.

    Raises
    ------
    InstanceError
        It cannot be made, or is not private.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        (directory / "ended").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise InstanceError(
            f"The instance directory cannot be made: {error}. Set CLAIRSCORE_INSTANCE to one that can be written."
        ) from None
    mode = directory.stat().st_mode & 0o777
    if mode & 0o077:
        raise InstanceError(f"{directory} is open to others, mode {mode:o}. Close it: chmod 700 {directory}")


def _demo_users(settings: Settings) -> UsersFile:
    users = UsersFile(settings.instance / "demo_users.json")
    password, passwords = demo_password(settings), Passwords()
    known = users.all()
    if set(known) != set(DEMO_NAMES) or not passwords.is_right(known["adviser"], password):
        hashed = passwords.hash(password)
        for name, role in DEMO_NAMES.items():
            users.add(User(name, role, hashed))
    return users


def _once(path: Path, length: int = 32) -> str:
    """Return the secret in a file; the first to ask makes it, whole or not at all."""
    if not path.exists():
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(length))
        try:
            # A link, unlike a rename, never replaces what another process made meanwhile.
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            Path(temporary).unlink()
    return path.read_text()


def _forget_old_sessions(settings: Settings) -> None:
    oldest = time.time() - settings.session_hours * 3600
    for mark in (settings.instance / "ended").iterdir():
        if mark.stat().st_mtime < oldest:
            mark.unlink(missing_ok=True)
