"""Accounts, whichever engine keeps them."""

import pytest

from dashboard_app.actor import Role
from dashboard_app.auth.errors import UserError
from dashboard_app.auth.users import DEMO, NewUser, Users


@pytest.fixture
def users(database):
    return Users(database, is_demo=False)


def test_there_are_no_users_at_first(users):
    assert users.all() == []
    assert users.find("ada") is None


def test_a_user_is_found_again(users):
    users.add(NewUser("ada", Role.CUSTOMER, "hash", client_id=7, language="fr", must_change_password=True))
    ada = users.find("ada")
    assert (ada.name, ada.role, ada.client_id, ada.language) == ("ada", Role.CUSTOMER, 7, "fr")
    assert ada.must_change_password
    assert not ada.is_disabled


def test_users_stand_in_the_order_of_names(users):
    for name in ("cleo", "ada", "bob"):
        users.add(NewUser(name, Role.ADVISER, "hash"))
    assert [user.name for user in users.all()] == ["ada", "bob", "cleo"]


@pytest.mark.case(8)
def test_whatever_ends_sessions_raises_the_version(users):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    versions = [users.find("ada").version]
    users.add(NewUser("ada", Role.ADMIN, "hash"))
    versions.append(users.find("ada").version)
    users.set_password("ada", "other", must_change=True)
    versions.append(users.find("ada").version)
    users.disable("ada")
    versions.append(users.find("ada").version)
    assert versions == sorted(set(versions))


def test_a_costlier_hash_ends_nothing(users):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    before = users.find("ada").version
    users.renew_hash("ada", "other")
    assert (users.find("ada").version, users.find("ada").password_hash) == (before, "other")


def test_the_accounts_of_the_demonstration_are_nobodys_outside_of_it(users, database):
    demo = Users(database, is_demo=True)
    demo.add(NewUser("customer", Role.CUSTOMER, "hash", issuer=DEMO, subject="customer"))
    assert demo.find("customer").client_id is None
    assert users.find("customer") is None
    assert users.all() == []


@pytest.mark.parametrize("name", ["", "Ada", "a b", "../ada", "-a", "a" * 65, "é"])
def test_a_name_that_is_none_is_refused(users, name):
    with pytest.raises(UserError, match="Choose another name"):
        users.add(NewUser(name, Role.ADVISER, "hash"))


@pytest.mark.parametrize(("role", "client_id"), [(Role.CUSTOMER, None), (Role.ADVISER, 1), (Role.ADMIN, 1)])
def test_customers_alone_have_a_number(users, role, client_id):
    with pytest.raises(UserError, match="Give --client N"):
        users.add(NewUser("ada", role, "hash", client_id=client_id))


def test_nobody_cannot_be_changed(users):
    with pytest.raises(UserError, match="There is no user 'nobody'"):
        users.disable("nobody")


@pytest.mark.case(7)
def test_a_user_in_a_log_has_no_hash(users):
    users.add(NewUser("ada", Role.ADVISER, "hash-of-ada"))
    assert "hash-of-ada" not in repr(users.find("ada"))
    assert "hash-of-ada" not in repr(NewUser("ada", Role.ADVISER, "hash-of-ada"))
