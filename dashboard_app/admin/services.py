"""What the pages of administrators work on, as one thing that a request is given."""

from dataclasses import dataclass

from dashboard_app.audit.log import AuditLog
from dashboard_app.auth.app_state import AppState
from dashboard_app.auth.assignments import Assignments
from dashboard_app.auth.login_throttle import LoginThrottle
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users import Users
from dashboard_app.database import Database
from dashboard_app.settings import Settings


@dataclass(frozen=True)
class AdminServices:
    """Accounts, client assignments, and the audit log.

    Attributes
    ----------
    do_advisers_see_all
        Whether advisers see every client, assigned to them or not.
    """

    database: Database
    users: Users
    login_throttle: LoginThrottle
    passwords: Passwords
    assignments: Assignments
    audit: AuditLog
    do_advisers_see_all: bool


def build_admin_services(state: AppState, settings: Settings) -> AdminServices:
    """Return the admin services of this application."""
    return AdminServices(
        database=state.database,
        users=state.users,
        login_throttle=LoginThrottle(state.database),
        passwords=Passwords(),
        assignments=state.assignments,
        audit=state.audit,
        do_advisers_see_all=settings.do_advisers_see_all,
    )
