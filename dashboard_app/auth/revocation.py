"""What goes with an account: its sessions, its tokens, the clients assigned to it."""

import time

from sqlalchemy import ColumnElement, Connection, delete, select, update

from dashboard_app.database.schema import ASSIGNMENTS, SESSIONS, TOKENS, USERS


def revoke_tokens(connection: Connection, whose: ColumnElement[bool]) -> None:
    """Let the tokens of some accounts open nothing any more, within an open transaction."""
    theirs = TOKENS.c.user_id.in_(select(USERS.c.id).where(whose)), TOKENS.c.revoked_at.is_(None)
    connection.execute(update(TOKENS).where(*theirs).values(revoked_at=time.time()))


def end_sessions(connection: Connection, whose: ColumnElement[bool]) -> None:
    """End the sessions of some accounts, within an open transaction."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.user_id.in_(select(USERS.c.id).where(whose))))
    connection.execute(update(USERS).where(whose).values(version=USERS.c.version + 1))


def remove_assignments(connection: Connection, whose: ColumnElement[bool]) -> None:
    """Take their clients from some accounts, within an open transaction."""
    connection.execute(delete(ASSIGNMENTS).where(ASSIGNMENTS.c.user_id.in_(select(USERS.c.id).where(whose))))
    connection.execute(update(USERS).where(whose).values(portfolio_version=USERS.c.portfolio_version + 1))


def revoke_everything(connection: Connection, whose: ColumnElement[bool]) -> None:
    """Take sessions, tokens and assigned clients from some accounts, within an open transaction."""
    end_sessions(connection, whose)
    revoke_tokens(connection, whose)
    remove_assignments(connection, whose)
