"""The accounts of this installation, in its database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from dashboard_app.actor import Role
from dashboard_app.auth.errors import UserError
from dashboard_app.auth.new_user import DEMO as DEMO
from dashboard_app.auth.new_user import NewUser as NewUser
from dashboard_app.auth.new_user import check, insert
from dashboard_app.auth.new_user import is_name as is_name
from dashboard_app.auth.revocation import end_sessions, revoke_everything, revoke_tokens
from dashboard_app.database import Database
from dashboard_app.database.schema import USERS

_IS_NO_DEMO: ColumnElement[bool] = or_(USERS.c.issuer.is_(None), USERS.c.issuer != DEMO)


@dataclass(frozen=True)
class User:
    """One account.

    Attributes
    ----------
    client_id
        The number of a customer; the demo's customer has none, it comes from the bundle.
    version
        Raised by whatever ends every session of this account.
    portfolio_version
        Raised by every change of the clients assigned to this account.
    issuer
        Who vouches for the account: None for this installation, else an identity provider, or the demo.
    waits_until
        Until then every request of this account is turned away; in seconds since 1970, 0: none is.
    """

    id: int
    name: str
    role: Role
    password_hash: str | None = field(repr=False)
    client_id: int | None
    language: str | None
    is_disabled: bool
    must_change_password: bool
    version: int
    portfolio_version: int
    issuer: str | None
    waits_until: float = 0.0


class Users:
    """Finds, adds and changes accounts."""

    def __init__(self, database: Database, *, is_demo: bool) -> None:
        self._database = database
        self._is_demo = is_demo

    def find(self, name: str) -> User | None:
        """Return the account of this name, or None; ``name`` may be any text."""
        # Neither database takes every text, not even in a question.
        if not is_name(name):
            return None
        with self._database.reading() as connection:
            row = connection.execute(select(USERS).where(USERS.c.name == name)).one_or_none()
        return self.known(row)

    def is_taken(self, name: str) -> bool:
        """Return whether an account has this name, demo accounts included."""
        if not is_name(name):
            return False
        with self._database.reading() as connection:
            return connection.execute(select(USERS.c.id).where(USERS.c.name == name)).first() is not None

    def all(self) -> Sequence[User]:
        """Return every account in the order of names."""
        with self._database.reading() as connection:
            rows = connection.execute(select(USERS).order_by(USERS.c.name)).all()
        return [user for user in map(self.known, rows) if user is not None]

    def page(self, search: str, *, start: int, size: int) -> tuple[Sequence[User], int]:
        """Return some of the accounts with a text in their name, in the order of names, and how many there are."""
        condition = USERS.c.name.contains(search, autoescape=True)
        if not self._is_demo:
            condition &= _IS_NO_DEMO
        rows = select(USERS).where(condition).order_by(USERS.c.name).offset(start).limit(size)
        with self._database.reading() as connection:
            total = connection.execute(select(func.count()).select_from(USERS).where(condition)).scalar_one()
            users = [self.known(row) for row in connection.execute(rows)]
        return [user for user in users if user is not None], total

    def with_role(self, role: Role) -> Sequence[User]:
        """Return every account of a role in the order of names."""
        with self._database.reading() as connection:
            rows = connection.execute(select(USERS).where(USERS.c.role == role.value).order_by(USERS.c.name)).all()
        return [user for user in map(self.known, rows) if user is not None]

    def is_last_admin(self, name: str) -> bool:
        """Return whether no other administrator could sign in."""
        with self._database.reading() as connection:
            return self._is_last_admin(connection, name)

    def known(self, row: Row[Any] | None) -> User | None:
        """Return the account that a row of the table holds; none of the demo's outside of it."""
        if row is None or (row.issuer == DEMO and not self._is_demo):
            return None
        return User(
            id=row.id,
            name=row.name,
            role=Role(row.role),
            password_hash=row.password_hash,
            client_id=row.client_id,
            language=row.language,
            is_disabled=row.is_disabled,
            must_change_password=row.must_change_password,
            version=row.version,
            portfolio_version=row.portfolio_version,
            issuer=row.issuer,
            waits_until=row.waits_until or 0.0,
        )

    def add(self, new: NewUser) -> None:
        """Add an account.

        Raises
        ------
        UserError
            The name is not one, somebody has it, or a customer has no client number and is not the demo's.
        """
        check(new)
        try:
            with self._database.writing() as connection:
                insert(connection, new, version=1)
        except IntegrityError:
            raise name_taken_error(new.name) from None

    def replace(self, new: NewUser) -> None:
        """Add an account, replacing any account of this name with all that belongs to it.

        Sessions, tokens and assigned clients of the earlier account end; the new one has another number.

        Raises
        ------
        UserError
            The name is not one, or a customer has no client number and is not the demo's.
        """
        check(new)
        try:
            self._replace(new)
        except IntegrityError:
            # Another process added it meanwhile, as when several start at once.
            self._replace(new)

    def _replace(self, new: NewUser) -> None:
        is_named = USERS.c.name == new.name
        with self._database.writing() as connection:
            version = connection.execute(select(USERS.c.version).where(is_named)).scalar_one_or_none()
            if version is not None:
                connection.execute(delete(USERS).where(is_named))
            insert(connection, new, version=(version or 0) + 1)

    def change(self, name: str, *, role: Role, client_id: int | None, language: str | None) -> None:
        """Give an account a role, a client number and a language; with another role or number, everything ends.

        Raises
        ------
        UserError
            There is no such account, it is the last administrator, or the number does not go with the role.
        """
        if (role is Role.CUSTOMER) != (client_id is not None):
            raise UserError(
                f"A customer has a client number, and nobody else has one; got {client_id!r} for a {role.value}."
            )
        values = {"role": role.value, "client_id": client_id, "language": language}
        with self._database.writing() as connection:
            if role is not Role.ADMIN:
                self._keep_an_admin(connection, name)
            is_same = USERS.c.role == role.value, USERS.c.client_id.is_not_distinct_from(client_id)
            there = select(USERS.c.id).where(USERS.c.name == name, *is_same)
            if connection.execute(there).first() is None:
                revoke_everything(connection, USERS.c.name == name)
            _change(connection, name, values)

    def disable(self, name: str, *, keeps_an_admin: bool = False) -> None:
        """Close an account; its sessions, its tokens and the clients assigned to it are gone.

        Raises
        ------
        UserError
            There is no such account, or it is the last administrator and one is to be kept.
        """
        with self._database.writing() as connection:
            if keeps_an_admin:
                self._keep_an_admin(connection, name)
            revoke_everything(connection, USERS.c.name == name)
            _change(connection, name, {"is_disabled": True})

    def enable(self, name: str) -> None:
        """Open a closed account again, with its password and role; what ended when it was closed stays ended.

        Raises
        ------
        UserError
            There is no such account.
        """
        with self._database.writing() as connection:
            end_sessions(connection, USERS.c.name == name)
            revoke_tokens(connection, (USERS.c.name == name) & USERS.c.is_disabled)
            _change(connection, name, {"is_disabled": False})

    def set_password(self, name: str, password_hash: str, *, must_change: bool) -> None:
        """Give an account another password, and open it; its sessions end, and its tokens open nothing any more.

        Raises
        ------
        UserError
            There is no such account, or an identity provider vouches for it.
        """
        user = self.find(name)
        if user is not None and user.issuer not in (None, DEMO):
            raise UserError(
                f"{name!r} signs in at {user.issuer} and has no password here. To open a closed account: "
                "python -m dashboard_app users enable NAME"
            )
        values = {"password_hash": password_hash, "must_change_password": must_change, "is_disabled": False}
        with self._database.writing() as connection:
            end_sessions(connection, USERS.c.name == name)
            # Who needs another password may have lost more than that.
            revoke_tokens(connection, USERS.c.name == name)
            _change(connection, name, values)

    def choose_password(self, user: User, password_hash: str) -> bool:
        """Give an account the password that its owner chose; its sessions end. Say whether it is still as it was read.

        An account that was closed meanwhile, or was given another password, stays so.
        """
        values = {"password_hash": password_hash, "must_change_password": False, "version": USERS.c.version + 1}
        return self._change_known(user, values)

    def renew_hash(self, user: User, password_hash: str) -> None:
        """Store the same password under a costlier hash, unless there is another one by now; sessions go on."""
        self._change_known(user, {"password_hash": password_hash})

    def _change_known(self, user: User, values: dict[str, Any]) -> bool:
        """Change an account, if its password, role and sessions are still those that were read."""
        is_as_read = USERS.c.id == user.id, USERS.c.version == user.version
        with self._database.writing() as connection:
            return connection.execute(update(USERS).where(*is_as_read).values(**values)).rowcount > 0

    def _keep_an_admin(self, connection: Connection, name: str) -> None:
        if self._is_last_admin(connection, name):
            raise UserError(f"{name!r} is the last administrator. Make somebody else one first.")

    def _is_last_admin(self, connection: Connection, name: str) -> bool:
        # Locked until the change ends: two administrators cannot close each other at the same time.
        open_admins = select(USERS).where(USERS.c.role == Role.ADMIN.value, ~USERS.c.is_disabled).with_for_update()
        names = {user.name for user in map(self.known, connection.execute(open_admins)) if user is not None}
        return names == {name}


def name_taken_error(name: str) -> UserError:
    """Return the error for a name that is taken."""
    return UserError(
        f"The name {name!r} is taken. Choose another name, or end that account, its sessions, tokens and clients, "
        "by the option --replace."
    )


def _nobody(name: str) -> UserError:
    return UserError(f"There is no user {name!r}. See: python -m dashboard_app users list")


def _change(connection: Connection, name: str, values: dict[str, Any]) -> None:
    if connection.execute(update(USERS).where(USERS.c.name == name).values(**values)).rowcount == 0:
        raise _nobody(name)
