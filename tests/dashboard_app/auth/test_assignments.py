"""Client assignments, whichever engine keeps it: what is changed counts from the next request on."""

import pytest

from dashboard_app.actor import Role
from dashboard_app.auth.assignments import Assignments
from dashboard_app.auth.users import NewUser, Users


@pytest.fixture
def users(database):
    found = Users(database, is_demo=False)
    for name in ("ada", "bob"):
        found.add(NewUser(name, Role.ADVISER, "hash"))
    return found


@pytest.fixture
def assignments(database):
    return Assignments(database)


def test_what_is_added_is_followed_from_the_next_request_on(database, users, assignments):
    before = users.find("ada")
    assert assignments.of(before) == frozenset()
    with database.writing() as connection:
        assert assignments.add(before, [3, 1, 3], connection) == 2
    assert assignments.of(users.find("ada")) == {1, 3}
    assert assignments.of(users.find("bob")) == frozenset()


def test_what_is_there_is_not_added_twice(database, users, assignments):
    for _ in range(2):
        with database.writing() as connection:
            added = assignments.add(users.find("ada"), [1], connection)
    assert added == 0
    assert assignments.of(users.find("ada")) == {1}


def test_some_or_all_are_removed(database, users, assignments):
    for name in ("ada", "bob"):
        with database.writing() as connection:
            assignments.add(users.find(name), [1, 2, 3], connection)
    with database.writing() as connection:
        assert assignments.remove(users.find("ada"), [1, 9], connection) == 1
    assert assignments.of(users.find("ada")) == {2, 3}
    with database.writing() as connection:
        assert assignments.remove(users.find("ada"), None, connection) == 2
    assert assignments.of(users.find("ada")) == frozenset()
    assert assignments.of(users.find("bob")) == {1, 2, 3}


def test_who_follows_how_many_and_who_is_followed(database, users, assignments):
    assert assignments.counts() == {}
    with database.writing() as connection:
        assignments.add(users.find("ada"), [1, 2], connection)
        assignments.add(users.find("bob"), [2], connection)
    assert assignments.counts() == {users.find("ada").id: 2, users.find("bob").id: 1}
    assert assignments.assigned_to_anybody() == {1, 2}
