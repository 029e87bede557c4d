"""Accounts that a provider vouches for, whichever engine keeps them."""

import re
import threading
from dataclasses import replace

import pytest

from dashboard_app.actor import Role
from dashboard_app.auth.claims import ExternalIdentity
from dashboard_app.auth.errors import NoAccessError, UserError
from dashboard_app.auth.provisioning import Provisioning
from dashboard_app.auth.tokens import Tokens
from dashboard_app.auth.users import NewUser, Users
from dashboard_app.capabilities import Capability

ADA = ExternalIdentity("https://sso.bank", "a-1", Role.ADVISER, None, "fr", "ada")


@pytest.fixture
def users(database):
    return Users(database, is_demo=False)


@pytest.fixture
def admission(database, users):
    return Provisioning(database, users)


def test_the_first_time_an_account_is_made(admission, users):
    made = admission.admit(ADA)
    assert made == users.find("ada")
    assert (made.role, made.client_id, made.language, made.issuer) == (Role.ADVISER, None, "fr", ADA.issuer)
    assert made.password_hash is None
    assert not made.must_change_password


def test_later_it_is_found(admission, users):
    assert admission.admit(ADA) == admission.admit(replace(ADA, wished_name="adele"))
    assert len(users.all()) == 1


@pytest.mark.parametrize("other", [{"subject": "a-2"}, {"issuer": "https://other.bank"}, {"subject": "A-1"}])
def test_another_person_of_the_same_name_has_another_account(admission, users, other):
    first, second = admission.admit(ADA), admission.admit(replace(ADA, **other))
    assert first.id != second.id
    assert re.fullmatch(r"oidc-[0-9a-f]{12}", second.name)
    assert users.find("ada") == first


@pytest.mark.parametrize("wished", [None, "", "a b", "../ada", "-a", "a" * 65, "é", "ada@bank", "oidc-0123456789ab"])
def test_a_name_that_is_none_is_replaced(admission, wished):
    assert re.fullmatch(r"oidc-(?!0123456789ab)[0-9a-f]{12}", admission.admit(replace(ADA, wished_name=wished)).name)


def test_an_account_of_this_installation_is_not_touched(admission, users):
    users.add(NewUser("ada", Role.ADMIN, "hash"))
    before = users.find("ada")
    assert admission.admit(ADA).name != "ada"
    assert users.find("ada") == before


def test_another_role_raises_the_version_and_another_language_does_not(admission):
    versions = [admission.admit(ADA).version]
    versions.append(admission.admit(replace(ADA, language="en")).version)
    versions.append(admission.admit(replace(ADA, role=Role.CUSTOMER, client_id=7)).version)
    versions.append(admission.admit(replace(ADA, role=Role.CUSTOMER, client_id=8)).version)
    assert versions == [1, 1, 2, 3]


def test_a_closed_account_stays_as_it_was(admission, users):
    admission.admit(ADA)
    users.disable("ada")
    before = users.find("ada")
    with pytest.raises(NoAccessError, match="users enable"):
        admission.admit(replace(ADA, role=Role.ADMIN))
    assert users.find("ada") == before
    users.enable("ada")
    assert admission.admit(ADA).role is Role.ADVISER


def test_whom_the_provider_lets_go_has_no_session_and_no_token(admission, users, database):
    before, tokens = admission.admit(ADA).version, Tokens(database, users)
    users.add(NewUser("bob", Role.ADVISER, "hash"))
    gone, kept = (tokens.add(name, "", [Capability.READ_FILE], 30) for name in ("ada", "bob"))
    admission.end_access(ADA.issuer, ADA.subject)
    admission.end_access(ADA.issuer, "nobody")
    assert users.find("ada").version == before + 1
    assert (tokens.find(gone), tokens.find(kept).owner.name) == (None, "bob")


def test_these_accounts_get_no_password_here(admission, users):
    admission.admit(ADA)
    with pytest.raises(UserError, match=r"signs in at https://sso\.bank"):
        users.set_password("ada", "hash", must_change=True)
    assert users.find("ada").password_hash is None


def test_one_person_who_comes_several_times_at_once_is_one_account(admission, users):
    failed = []

    def come():
        try:
            admission.admit(ADA)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [user.name for user in users.all()] == ["ada"]
