"""Admin services on each engine, and an administrator whose changes are audited."""

import pytest

from dashboard_app.actor import Actor, Role
from dashboard_app.admin.services import AdminServices
from dashboard_app.audit.entries import AuditFilter
from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.recorder import LoggedEvents, Requester, RequestRecorder
from dashboard_app.auth.assignments import Assignments
from dashboard_app.auth.login_throttle import LoginThrottle
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.users import DEMO, NewUser, Users


def admin_over(database, *, is_demo=False):
    """The admin services of a database, with two administrators and an adviser in it."""
    users = Users(database, is_demo=is_demo)
    passwords = Passwords()
    for name, role in (("ines", Role.ADMIN), ("omar", Role.ADMIN), ("paul", Role.ADVISER)):
        users.replace(NewUser(name, role, passwords.hash("a password of these tests")))
    users.replace(NewUser("demo-admin", Role.ADMIN, "hash", issuer=DEMO, subject="admin"))
    users.replace(NewUser("elsewhere", Role.ADVISER, None, issuer="https://provider.example", subject="7"))
    return AdminServices(
        database=database,
        users=users,
        login_throttle=LoginThrottle(database),
        passwords=passwords,
        assignments=Assignments(database),
        audit=AuditLog(database, b"a key of these tests"),
        do_advisers_see_all=False,
    )


@pytest.fixture
def admin(database):
    return admin_over(database)


def administrator(admin, name):
    """An administrator, whose every request is logged."""
    recorder = RequestRecorder(admin.audit, LoggedEvents(), Requester(name, "admin", "one", "192.0.2.7"), 1_000)
    return Actor(name, Role.ADMIN, None, "en", None, recorder)


@pytest.fixture
def ines(admin):
    return administrator(admin, "ines")


@pytest.fixture
def omar(admin):
    return administrator(admin, "omar")


@pytest.fixture
def said(admin):
    """A function: what the log says of one kind of action, the oldest first."""
    return lambda action: [line.detail for line in admin.audit.every(AuditFilter(action=action))]
