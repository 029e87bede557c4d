"""Who follows whom, whichever engine keeps it: what is changed counts from the next request on."""

import pytest

from dashboard_app.actor import Role
from dashboard_app.auth.portfolios import Portfolios
from dashboard_app.auth.users import NewUser, Users


@pytest.fixture
def users(database):
    found = Users(database, is_demo=False)
    for name in ("ada", "bob"):
        found.add(NewUser(name, Role.ADVISER, "hash"))
    return found


@pytest.fixture
def portfolios(database):
    return Portfolios(database)


def test_what_is_added_is_followed_from_the_next_request_on(database, users, portfolios):
    before = users.find("ada")
    assert portfolios.of(before) == frozenset()
    with database.writing() as connection:
        assert portfolios.add(before, [3, 1, 3], connection) == 2
    assert portfolios.of(users.find("ada")) == {1, 3}
    assert portfolios.of(users.find("bob")) == frozenset()


def test_what_is_there_is_not_added_twice(database, users, portfolios):
    for _ in range(2):
        with database.writing() as connection:
            added = portfolios.add(users.find("ada"), [1], connection)
    assert added == 0
    assert portfolios.of(users.find("ada")) == {1}


def test_some_or_all_are_removed(database, users, portfolios):
    for name in ("ada", "bob"):
        with database.writing() as connection:
            portfolios.add(users.find(name), [1, 2, 3], connection)
    with database.writing() as connection:
        assert portfolios.remove(users.find("ada"), [1, 9], connection) == 1
    assert portfolios.of(users.find("ada")) == {2, 3}
    with database.writing() as connection:
        assert portfolios.remove(users.find("ada"), None, connection) == 2
    assert portfolios.of(users.find("ada")) == frozenset()
    assert portfolios.of(users.find("bob")) == {1, 2, 3}


def test_who_follows_how_many_and_who_is_followed(database, users, portfolios):
    assert portfolios.counts() == {}
    with database.writing() as connection:
        portfolios.add(users.find("ada"), [1, 2], connection)
        portfolios.add(users.find("bob"), [2], connection)
    assert portfolios.counts() == {users.find("ada").id: 2, users.find("bob").id: 1}
    assert portfolios.followed_by_anybody() == {1, 2}
