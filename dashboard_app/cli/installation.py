"""The state of this installation, for the length of one command; and the entry that a command leaves audited."""

from collections.abc import Iterator
from contextlib import contextmanager

from dashboard_app.audit.log import operator_line
from dashboard_app.auth.app_state import AppState, open_state
from dashboard_app.events import Action
from dashboard_app.logs import configure
from dashboard_app.settings import read_settings


@contextmanager
def installation(*, is_key_checked: bool = True) -> Iterator[AppState]:
    """Open what the settings name, and close it.

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
    state = open_state(settings)
    try:
        if is_key_checked:
            state.audit.check_key()
        yield state
    finally:
        state.database.close()


def note(state: AppState, action: Action, detail: str) -> None:
    """Log what a command is about to do.

    Raises
    ------
    DatabaseError
        The database does not answer; nothing is done then.
    """
    state.audit.append(operator_line(action, detail))
