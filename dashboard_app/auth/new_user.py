"""What an account begins with, and what it may be called."""

import re
import time
from dataclasses import dataclass, field

from sqlalchemy import Connection

from dashboard_app.actor import Role
from dashboard_app.auth.errors import UserError
from dashboard_app.database.schema import USERS

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
DEMO = "demo"
"""The issuer of the demo's accounts, which exist in demo mode only."""


@dataclass(frozen=True)
class NewUser:
    """What an account begins with; the password is hashed already."""

    name: str
    role: Role
    password_hash: str | None = field(repr=False)
    client_id: int | None = None
    language: str | None = None
    must_change_password: bool = False
    issuer: str | None = None
    subject: str | None = None


def is_name(name: str) -> bool:
    """Return whether an account can have this name."""
    return _NAME.fullmatch(name) is not None


def check(new: NewUser) -> None:
    """Refuse an account that cannot be.

    Raises
    ------
    UserError
        The name is not one, or a customer has no client number and is not the demo's.
    """
    if not is_name(new.name):
        raise UserError(f"A name has 1 to 64 letters a-z, digits, dots, dashes; got {new.name!r}. Choose another name.")
    if (new.role is Role.CUSTOMER) != (new.client_id is not None) and new.issuer != DEMO:
        raise UserError(
            f"A customer has a client number, and nobody else has one; got {new.client_id!r} for a "
            f"{new.role.value}. Give --client N to customers alone."
        )


def insert(connection: Connection, new: NewUser, version: int) -> None:
    """Put an account into the table, within an open transaction."""
    values = {
        "name": new.name,
        "role": new.role.value,
        "password_hash": new.password_hash,
        "client_id": new.client_id,
        "language": new.language,
        "must_change_password": new.must_change_password,
        "issuer": new.issuer,
        "subject": new.subject,
        "version": version,
        "created_at": time.time(),
    }
    connection.execute(USERS.insert().values(values))
