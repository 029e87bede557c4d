"""The state of this installation: its secret key, its database; a private directory.

`prepare` makes what is missing, once, before the workers start; called again, it finds everything there.
"""

import os
import secrets
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from dashboard_app.actor import Role
from dashboard_app.audit.log import AuditLog
from dashboard_app.auth.assignments import Assignments
from dashboard_app.auth.errors import InstanceError
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.session_store import SessionStore, SessionTimeouts
from dashboard_app.auth.tokens import Tokens
from dashboard_app.auth.users import DEMO, NewUser, Users
from dashboard_app.database import Database
from dashboard_app.database.upgrade import upgrade
from dashboard_app.settings import Settings

DEMO_NAMES = {"adviser": Role.ADVISER, "customer": Role.CUSTOMER, "admin": Role.ADMIN}
"""The demo accounts, which exist in demo mode only."""
DATABASE = "clairscore.db"
DATABASE_FILE = "CLAIRSCORE_DATABASE_FILE"
"""The variable of the environment by which a server tells its workers which SQLite file it began with; no setting."""
AUDIT_KEY = "audit_key"


@dataclass(frozen=True)
class AppState:
    """The state of an installation, as the server and the commands of an operator work on it.

    Attributes
    ----------
    secret_key
        What sessions are signed with; None for a command, which signs none.
    """

    settings: Settings
    database: Database
    users: Users
    tokens: Tokens
    sessions: SessionStore
    assignments: Assignments
    audit: AuditLog
    secret_key: str | None = field(default=None, repr=False)


def prepare(settings: Settings) -> AppState:
    """Make what this installation needs and does not have yet.

    Raises
    ------
    InstanceError
        The directory cannot be written or is open to others, a key is missing, or there is nobody who could sign in.
    AuditKeyError
        The audit log was written with another key.
    DatabaseError
        The database does not answer, or is of a newer version.
    """
    key = secret_key(settings)
    state = open_state(settings)
    if settings.demo:
        _keep_demo_users(settings, state.users)
    elif settings.oidc is None and not state.users.all():
        raise InstanceError(
            "Nobody can sign in: there are no users. Add one: python -m dashboard_app users add NAME --role adviser; "
            "or set CLAIRSCORE_DEMO=1 for a demo."
        )
    state.audit.begin()
    state.sessions.forget_old()
    return replace(state, secret_key=key)


def open_state(settings: Settings) -> AppState:
    """Open what the settings name, without preparing it for a server.

    Raises
    ------
    InstanceError
        The directory cannot be made or is open to others, or the key of the audit log is missing.
    DatabaseError
        The database does not answer, or is of a newer version.
    """
    key = audit_key(settings)
    database = open_database(settings)
    users = Users(database, is_demo=settings.demo)
    timeouts = SessionTimeouts(idle=settings.session_idle_minutes * 60, absolute=settings.session_hours * 3600)
    return AppState(
        settings,
        database,
        users,
        Tokens(database, users),
        SessionStore(database, users, timeouts),
        Assignments(database),
        AuditLog(database, key),
    )


def open_database(settings: Settings) -> Database:
    """Make the private directory, and open the database at the newest schema.

    Raises
    ------
    InstanceError
        The directory cannot be made, or is not private.
    DatabaseError
        The database does not answer, or is of a newer version.
    """
    open_directory(settings.instance)
    if settings.database_url:
        database = Database(settings.database_url.get_secret_value())
    else:
        file = (settings.instance / DATABASE).absolute()
        identity, _, known = os.environ.get(DATABASE_FILE, "").partition(" ")
        if known != str(file):
            identity = ""
            # What SQLite makes beside its file is as private as the file.
            file.touch(mode=0o600)
        database = Database(f"sqlite:///{file}", identity or None)
    upgrade(database)
    return database


def keep_database_file(database: Database) -> None:
    """Let workers that start later use the SQLite file of this database, and not make another one in its place."""
    if database.file_identity is not None:
        os.environ[DATABASE_FILE] = f"{database.file_identity} {database.engine.url.database}"


def audit_key(settings: Settings) -> bytes:
    """Return the key of the audit log's chain: the setting, else one that is made once and kept.

    Raises
    ------
    InstanceError
        There is none, and one that is made here might not outlive the database that it belongs to.
    """
    if settings.audit_key is not None:
        return settings.audit_key.get_secret_value().encode()
    if settings.database_url is not None and not settings.demo:
        raise InstanceError(
            "There is no key for the audit log: CLAIRSCORE_DATABASE_URL is set, and CLAIRSCORE_AUDIT_KEY is not. "
            'Make one, keep it with your secrets and set it: python -c "import secrets; print(secrets.token_hex(32))"'
        )
    open_directory(settings.instance)
    return _once(settings.instance / AUDIT_KEY).encode()


def demo_password(settings: Settings) -> str:
    """Return the password of the demo accounts: the setting, else one that is generated once and stored."""
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
    except OSError as error:
        raise InstanceError(
            f"The instance directory cannot be made: {error}. Set CLAIRSCORE_INSTANCE to one that can be written."
        ) from None
    mode = directory.stat().st_mode & 0o777
    if mode & 0o077:
        raise InstanceError(f"{directory} is open to others, mode {mode:o}. Close it: chmod 700 {directory}")


def secret_key(settings: Settings) -> str:
    """Return the key that sessions are signed with: the setting, else one of a demo, made once and kept.

    Raises
    ------
    InstanceError
        There is none, and this is no demo.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    if not settings.demo:
        raise InstanceError(
            "There is no secret to sign sessions with: CLAIRSCORE_SECRET_KEY is not set. Make one: "
            'python -c "import secrets; print(secrets.token_hex(32))"; or set CLAIRSCORE_DEMO=1 for a demo.'
        )
    open_directory(settings.instance)
    return _once(settings.instance / "secret_key")


def _keep_demo_users(settings: Settings, users: Users) -> None:
    password, passwords = demo_password(settings), Passwords()
    known = {name: users.find(name) for name in DEMO_NAMES}
    hashes = {None if user is None or user.issuer != DEMO else user.password_hash for user in known.values()}
    # The three have one hash, made and checked once: each time costs a start a twentieth of a second.
    if len(hashes) == 1 and None not in hashes and passwords.is_right(known["admin"], password):
        return
    hashed = passwords.hash(password)
    for name, role in DEMO_NAMES.items():
        users.replace(NewUser(name, role, hashed, issuer=DEMO, subject=name))


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
