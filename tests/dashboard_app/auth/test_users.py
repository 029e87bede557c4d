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


@pytest.mark.case(29)
@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "", "ada\n"], ids=ascii)
def test_a_text_that_no_database_takes_is_nobodys_name(users, name):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    assert users.find(name) is None


def test_users_stand_in_the_order_of_names(users):
    for name in ("cleo", "ada", "bob"):
        users.add(NewUser(name, Role.ADVISER, "hash"))
    assert [user.name for user in users.all()] == ["ada", "bob", "cleo"]


@pytest.mark.case(8)
def test_whatever_ends_sessions_raises_the_version(users):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    versions = [users.find("ada").version]
    users.replace(NewUser("ada", Role.ADMIN, "hash"))
    versions.append(users.find("ada").version)
    users.set_password("ada", "other", must_change=True)
    versions.append(users.find("ada").version)
    users.disable("ada")
    versions.append(users.find("ada").version)
    assert versions == sorted(set(versions))


def test_a_costlier_hash_ends_nothing(users):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    before = users.find("ada").version
    users.renew_hash(users.find("ada"), "other")
    assert (users.find("ada").version, users.find("ada").password_hash) == (before, "other")


@pytest.mark.case(8)
@pytest.mark.parametrize("way", ["choose_password", "renew_hash"])
@pytest.mark.parametrize(
    "change",
    [lambda users: users.disable("ada"), lambda users: users.set_password("ada", "of an admin", must_change=True)],
    ids=["closed", "reset"],
)
def test_what_an_administrator_did_meanwhile_stays(users, way, change):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    read = users.find("ada")
    change(users)
    done = users.find("ada")
    getattr(users, way)(read, "of ada")
    assert users.find("ada") == done


def test_a_password_that_its_owner_chose_ends_sessions(users):
    users.add(NewUser("ada", Role.ADVISER, "hash", must_change_password=True))
    read = users.find("ada")
    assert users.choose_password(read, "other")
    found = users.find("ada")
    assert (found.password_hash, found.must_change_password, found.version) == ("other", False, read.version + 1)


def test_the_accounts_of_the_demo_are_nobodys_outside_of_it(users, database):
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


def test_a_name_that_is_taken_is_not_given_twice(users):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    with pytest.raises(UserError, match="is taken"):
        users.add(NewUser("ada", Role.ADMIN, "other"))
    assert users.find("ada").role is Role.ADVISER


def test_the_last_administrator_is_kept_where_one_must_be(users):
    for name in ("ada", "bob"):
        users.add(NewUser(name, Role.ADMIN, "hash"))
    assert not users.is_last_admin("ada")
    users.disable("bob", keeps_an_admin=True)
    assert users.is_last_admin("ada")
    with pytest.raises(UserError, match="last administrator"):
        users.disable("ada", keeps_an_admin=True)
    with pytest.raises(UserError, match="last administrator"):
        users.change("ada", role=Role.ADVISER, client_id=None, language=None)
    assert users.find("ada").role is Role.ADMIN
    # The operator of the server may: commands ask for no administrator.
    users.disable("ada")
    assert users.find("ada").is_disabled


def test_another_role_ends_sessions_and_another_language_does_not(users):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    before = users.find("ada").version
    users.change("ada", role=Role.ADVISER, client_id=None, language="fr")
    assert users.find("ada").version == before
    users.change("ada", role=Role.CUSTOMER, client_id=7, language="fr")
    changed = users.find("ada")
    assert (changed.role, changed.client_id, changed.version) == (Role.CUSTOMER, 7, before + 1)
    users.change("ada", role=Role.CUSTOMER, client_id=8, language="fr")
    assert users.find("ada").version == before + 2


@pytest.mark.parametrize(("role", "client_id"), [(Role.CUSTOMER, None), (Role.ADVISER, 1)])
def test_a_changed_account_has_a_number_or_has_none_like_a_new_one(users, role, client_id):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    with pytest.raises(UserError, match="client number"):
        users.change("ada", role=role, client_id=client_id, language=None)


def test_a_closed_account_is_opened_as_it_was(users):
    users.add(NewUser("ada", Role.ADVISER, "hash"))
    users.disable("ada")
    users.enable("ada")
    assert not users.find("ada").is_disabled
    assert users.find("ada").password_hash == "hash"
