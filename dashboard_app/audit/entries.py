"""Entries of the audit log as they are read, and which of them are wanted."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_

from dashboard_app.audit import chain
from dashboard_app.database.schema import AUDIT


@dataclass(frozen=True)
class AuditEntry:
    """One line of the log.

    Attributes
    ----------
    at
        Seconds since 1970, UTC.
    session
        Which session it was, as a hash that opens nothing.
    request_id
        The id of the request, as log lines and error pages have it; None for a command.
    """

    id: int
    at: float
    user_name: str
    role: str
    action: str
    client_id: int | None
    purpose: str
    bundle_id: str | None
    score: float | None
    address: str
    session: str
    detail: str
    request_id: str | None = None

    @classmethod
    def of(cls, row: Row[Any]) -> "AuditEntry":
        """Return a row of the table as a line."""
        return cls(row.id, *(getattr(row, name) for name in chain.FIELDS))


@dataclass(frozen=True)
class AuditFilter:
    """Which lines are wanted: None is anything; times are seconds since 1970, ``until`` is not included.

    ``action`` is one, ``actions`` are any of several; the detail of an entry begins with ``about``.
    """

    user_name: str | None = None
    action: str | None = None
    client_id: int | None = None
    since: float | None = None
    until: float | None = None
    actions: tuple[str, ...] | None = None
    about: str | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """What a line of the table fulfils."""
        conditions = [
            column == value
            for column, value in (
                (AUDIT.c.user_name, self.user_name),
                (AUDIT.c.action, self.action),
                (AUDIT.c.client_id, self.client_id),
            )
            if value is not None
        ]
        if self.actions is not None:
            conditions.append(AUDIT.c.action.in_(self.actions))
        if self.about is not None:
            conditions.append(AUDIT.c.detail.startswith(self.about, autoescape=True))
        if self.since is not None:
            conditions.append(AUDIT.c.at >= self.since)
        if self.until is not None:
            conditions.append(AUDIT.c.at < self.until)
        return and_(True, *conditions)
