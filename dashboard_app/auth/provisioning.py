"""Accounts that an identity provider vouches for: found by issuer and subject, and never by a name."""

import time
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, and_, select, update
from sqlalchemy.exc import IntegrityError

from dashboard_app.auth.claims import ExternalIdentity
from dashboard_app.auth.errors import NoAccessError
from dashboard_app.auth.revocation import end_sessions, revoke_everything, revoke_tokens
from dashboard_app.auth.users import User, Users, is_name
from dashboard_app.database import Database
from dashboard_app.database.schema import USERS

_MADE = "oidc-"
"""Reserved prefix of generated names."""


class Provisioning:
    """Makes and changes accounts as their provider has them."""

    def __init__(self, database: Database, users: Users) -> None:
        self._database = database
        self._users = users

    def admit(self, person: ExternalIdentity) -> User:
        """Return the account of a person as it is at their provider now; the first time, it is made.

        Another role or another client number ends sessions, tokens and assignments.

        Raises
        ------
        NoAccessError
            The account is closed here; it stays as it was.
        """
        try:
            return self._admit(person)
        except IntegrityError:
            # The name was taken meanwhile, or the same user signed in twice at once.
            return self._admit(person)

    def end_access(self, issuer: str, subject: str) -> None:
        """End the sessions and revoke the tokens of a user who lost access at the provider."""
        theirs = _is(issuer, subject)
        with self._database.writing() as connection:
            # The clients assigned to them stay: a provider may be wrong for a day.
            end_sessions(connection, theirs)
            revoke_tokens(connection, theirs)

    def _admit(self, person: ExternalIdentity) -> User:
        statement = select(USERS).where(USERS.c.issuer == person.issuer, USERS.c.subject == person.subject)
        values = {"role": person.role.value, "client_id": person.client_id, "language": person.language}
        with self._database.writing() as connection:
            row = connection.execute(statement).one_or_none()
            if row is None:
                new = {"issuer": person.issuer, "subject": person.subject, "created_at": time.time()}
                connection.execute(USERS.insert().values(name=_name(connection, person), **new, **values))
            elif not row.is_disabled:
                theirs = _is(person.issuer, person.subject)
                if (row.role, row.client_id) != (person.role.value, person.client_id):
                    revoke_everything(connection, theirs)
                connection.execute(update(USERS).where(theirs).values(**values))
            user = self._users.known(connection.execute(statement).one())
        if user is None or user.is_disabled:
            raise NoAccessError("The account is closed. Open it: python -m dashboard_app users enable NAME")
        return user


def _is(issuer: str, subject: str) -> ColumnElement[bool]:
    return and_(USERS.c.issuer == issuer, USERS.c.subject == subject)


def _name(connection: Connection, person: ExternalIdentity) -> str:
    """Return the user's name at the provider if it is valid and free here, else a generated one."""
    wished = person.wished_name
    if wished and is_name(wished) and not wished.startswith(_MADE):
        existing = connection.execute(select(USERS.c.id).where(USERS.c.name == wished)).one_or_none()
        if existing is None:
            return wished
    return _MADE + sha256(f"{person.issuer} {person.subject}".encode()).hexdigest()[:12]
