"""The database of this installation, for the length of one command; and the line that a command leaves audited."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dashboard_app.audit.log import AuditLog, operator_line
from dashboard_app.auth.app_state import audit_key, open_database
from dashboard_app.auth.tokens import Tokens
from dashboard_app.auth.users import Users
from dashboard_app.database import Database
from dashboard_app.events import Action
from dashboard_app.logs import configure
from dashboard_app.settings import Settings, read_settings


@dataclass(frozen=True)
class Installation:
    """What a command works on."""

    settings: Settings
    database: Database
    users: Users
    tokens: Tokens
    log: AuditLog

    def note(self, action: Action, detail: str) -> None:
        """Log what a command is about to do.

        Raises
        ------
        DatabaseError
            The database does not answer; nothing is done then.
        """
        self.log.append(operator_line(action, detail))


@contextmanager
def installation(*, is_key_checked: bool = True) -> Iterator[Installation]:
    """Open the database that the settings name, and close it.

    Parameters
    ----------
    is_key_checked
        Whether another key than that of the audit log is refused.

    Raises
    ------
    AuditKeyError
        The audit log was written with another key.
    """
    settings = read_settings()
    configure(settings.log_format, settings.log_level)
    key = audit_key(settings)
    database = open_database(settings)
    users = Users(database, is_demo=settings.demo)
    try:
        log = AuditLog(database, key)
        if is_key_checked:
            log.check_key()
        yield Installation(settings, database, users, Tokens(database, users), log)
    finally:
        database.close()
