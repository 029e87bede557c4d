"""What belonged to an account does not outlive it, and its number is given to nobody else."""

import time

import pytest
from alembic import command
from sqlalchemy import delete, select, text

from dashboard_app.actor import Role
from dashboard_app.auth.assignments import Assignments
from dashboard_app.auth.session_store import SessionStore, SessionTimeouts
from dashboard_app.auth.tokens import Tokens
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.capabilities import Capability
from dashboard_app.database.alembic_upgrade import _config
from dashboard_app.database.schema import ASSIGNMENTS, SESSIONS, TOKENS, USERS
from dashboard_app.database.upgrade import upgrade

CLIENTS = [100_001, 100_005]


class Held:
    """An adviser with everything that an adviser can have, and another one beside."""

    def __init__(self, database):
        self.database = database
        self.users = Users(database, is_demo=False)
        self.tokens = Tokens(database, self.users)
        self.sessions = SessionStore(database, self.users, SessionTimeouts(idle=1_800, absolute=36_000))
        self.assignments = Assignments(database)
        self.token, self.session = {}, {}
        for name in ("ada", "bob"):
            self.users.add(NewUser(name, Role.ADVISER, "hash"))
            user = self.users.find(name)
            self.token[name] = self.tokens.add(name, "", [Capability.READ_FILE], 30)
            self.session[name] = self.sessions.begin(user)
            with database.writing() as connection:
                self.assignments.add(user, CLIENTS, connection)

    def has(self, name):
        """What still opens something: token, session, assigned clients."""
        user = self.users.find(name)
        return (
            self.tokens.find(self.token[name]) is not None,
            self.sessions.find(self.session[name]) is not None,
            len(self.assignments.of(user)) > 0,
        )


@pytest.fixture
def held(database):
    return Held(database)


def change_and_change_back(users):
    users.change("ada", role=Role.CUSTOMER, client_id=7, language=None)
    users.change("ada", role=Role.ADVISER, client_id=None, language=None)


def close_and_open(users):
    users.disable("ada")
    users.enable("ada")


def close_and_reset(users):
    users.disable("ada")
    users.set_password("ada", "other", must_change=False)


@pytest.mark.case(8)
@pytest.mark.case(18)
@pytest.mark.parametrize(
    "way",
    [
        lambda users: users.replace(NewUser("ada", Role.ADMIN, "hash")),
        lambda users: users.replace(NewUser("ada", Role.ADVISER, "hash")),
        lambda users: users.change("ada", role=Role.ADMIN, client_id=None, language=None),
        lambda users: users.disable("ada"),
        change_and_change_back,
        close_and_open,
        close_and_reset,
    ],
    ids=["replaced", "replaced alike", "another role", "closed", "another role and back", "opened again", "reset"],
)
def test_nothing_outlives_the_account(held, way):
    assert held.has("ada") == (True, True, True)
    way(held.users)
    assert held.has("ada") == (False, False, False)
    assert held.has("bob") == (True, True, True)


def test_another_password_takes_no_clients(held):
    held.users.set_password("ada", "other", must_change=True)
    assert held.has("ada") == (False, False, True)


def test_another_language_ends_nothing(held):
    held.users.change("ada", role=Role.ADVISER, client_id=None, language="fr")
    assert held.has("ada") == (True, True, True)


@pytest.mark.case(18)
def test_a_replaced_account_has_another_number(held, database):
    before = held.users.find("bob").id
    held.users.replace(NewUser("bob", Role.ADMIN, "hash"))
    assert held.users.find("bob").id > before


@pytest.mark.case(18)
def test_the_number_of_an_account_that_is_gone_is_given_to_nobody(held, database):
    """Neither that of a token: revoking one by its number would end another."""
    numbers = [held.users.find(name).id for name in ("ada", "bob")]
    tokens = [token.id for token in held.tokens.all()]
    with database.writing() as connection:
        connection.execute(delete(USERS))
    held.users.add(NewUser("eve", Role.ADMIN, "hash"))
    held.tokens.add("eve", "", [Capability.READ_FILE], 30)
    assert held.users.find("eve").id > max(numbers)
    assert [token.id > max(tokens) for token in held.tokens.all()] == [True]


def test_a_name_that_nobody_has_is_simply_added_by_a_replacement(held):
    held.users.replace(NewUser("eve", Role.ADMIN, "hash"))
    assert held.users.find("eve").role is Role.ADMIN


@pytest.fixture
def older(empty_database):
    """A database of the version before, with an open and a closed account that each hold something."""
    with empty_database.writing() as connection:
        command.upgrade(_config(connection), "0001")
        for number, name in ((1, "ada"), (7, "bob")):
            values = {"id": number, "name": name, "closed": name == "bob", "at": time.time()}
            for statement in (
                "INSERT INTO users (id, name, role, is_disabled, created_at) "
                "VALUES (:id, :name, 'adviser', :closed, :at)",
                "INSERT INTO sessions VALUES (:name, :id, 1, :at, :at, NULL)",
                "INSERT INTO portfolios VALUES (:id, 100001)",
                "INSERT INTO tokens (user_id, name, hash, scopes, created_at, expires_at) "
                "VALUES (:id, '', :name, 'read_file', :at, :at)",
            ):
                connection.execute(text(statement), values)
    return empty_database


@pytest.mark.case(18)
def test_an_older_database_keeps_what_it_holds_and_closed_accounts_lose_what_they_held(older):
    upgrade(older)
    users = Users(older, is_demo=False)
    assert [(user.id, user.name, user.is_disabled) for user in users.all()] == [(1, "ada", False), (7, "bob", True)]
    with older.reading() as connection:
        assert connection.execute(select(SESSIONS.c.id)).scalars().all() == ["ada"]
        assert connection.execute(select(ASSIGNMENTS.c.user_id)).scalars().all() == [1]
        revoked = select(TOKENS.c.hash, TOKENS.c.revoked_at.is_not(None)).order_by(TOKENS.c.hash)
        assert [tuple(row) for row in connection.execute(revoked)] == [("ada", False), ("bob", True)]
    with older.writing() as connection:
        if not older.is_sqlite:
            # These numbers were given by hand.
            connection.execute(text("SELECT setval('users_id_seq', 7)"))
        connection.execute(delete(USERS).where(USERS.c.id == 7))
    users.add(NewUser("eve", Role.ADVISER, "hash"))
    assert users.find("eve").id == 8
