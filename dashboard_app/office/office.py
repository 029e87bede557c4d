"""What the pages of administrators work on, as one thing that a request is given."""

from dataclasses import dataclass

from dashboard_app.audit.log import AuditLog
from dashboard_app.auth.attempts import Attempts
from dashboard_app.auth.instance import Instance
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.portfolios import Portfolios
from dashboard_app.auth.users import Users
from dashboard_app.database import Database
from dashboard_app.settings import Settings


@dataclass(frozen=True)
class Office:
    """Accounts, who follows whom, and the record of it all.

    Attributes
    ----------
    do_advisers_see_all
        Whether advisers see every client, whomever they follow.
    """

    database: Database
    users: Users
    attempts: Attempts
    passwords: Passwords
    portfolios: Portfolios
    audit: AuditLog
    do_advisers_see_all: bool


def office_of(instance: Instance, settings: Settings) -> Office:
    """Return the office of an installation."""
    return Office(
        database=instance.database,
        users=instance.users,
        attempts=Attempts(instance.database),
        passwords=Passwords(),
        portfolios=instance.portfolios,
        audit=instance.audit,
        do_advisers_see_all=settings.do_advisers_see_all,
    )
