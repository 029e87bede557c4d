"""Accounts as administrators change them: audited first, and never so that nobody is left to administrate."""

import re
from dataclasses import replace

import pytest

from dashboard_app.actor import Role
from dashboard_app.admin import accounts
from dashboard_app.admin.accounts import PAGE, AccountForm
from dashboard_app.admin.errors import ChangeRefusedError, RefusalReason
from dashboard_app.auth.passwords import check_new, start_password
from dashboard_app.auth.session_store import SessionStore, SessionTimeouts
from dashboard_app.events import RecordError
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.admin.conftest import admin_over
from tests.dashboard_app.services.people import ADVISER, customer

AS_ADVISER = AccountForm(Role.ADVISER, language="fr")
AS_CUSTOMER = AccountForm(Role.CUSTOMER, "100001")


def refused(reason, call, *args):
    with pytest.raises(ChangeRefusedError) as error:
        call(*args)
    assert error.value.reason is reason


def test_the_list_holds_every_account_and_no_hash(admin, ines):
    found, total = accounts.list_accounts(admin, ines)
    assert [account.name for account in found] == ["elsewhere", "ines", "omar", "paul"]
    assert total == 4
    assert [account.is_own for account in found] == [False, True, False, False]
    assert "argon2" not in repr(found)


@pytest.mark.case(29)
@pytest.mark.parametrize("name", ["\ud800", "\x00", "pa\ud800ul", "pa\x00ul"], ids=ascii)
def test_what_no_database_takes_is_asked_without_a_failure(admin, ines, name):
    accounts.list_accounts(admin, ines, name)
    accounts.find_account(admin, ines, name)


def test_the_list_is_searched_and_paged(admin, ines):
    for number in range(PAGE + 1):
        accounts.add_account(admin, ines, f"new_{number:03}", AS_ADVISER)
    first, total = accounts.list_accounts(admin, ines, " NEW_ ")
    rest, _ = accounts.list_accounts(admin, ines, "new_", PAGE)
    assert (len(first), len(rest), total) == (PAGE, 1, PAGE + 1)
    # No mark of a pattern: it is searched for as it is.
    assert accounts.list_accounts(admin, ines, "%")[1] == 0


def test_the_demos_accounts_are_shown_in_it_and_not_changed(database, ines):
    admin = admin_over(database, is_demo=True)
    assert accounts.find_account(admin, ines, "demo-admin").is_demo
    for call in (accounts.close_account, accounts.open_account, accounts.reset_password):
        refused(RefusalReason.DEMO, call, admin, ines, "demo-admin")
    refused(RefusalReason.DEMO, accounts.change_account, admin, ines, "demo-admin", AS_ADVISER)


def test_an_account_begins_with_a_password_that_is_kept_nowhere(admin, ines, said):
    password = accounts.add_account(admin, ines, " Cleo ", AS_CUSTOMER)
    cleo = admin.users.find("cleo")
    assert (cleo.role, cleo.client_id, cleo.must_change_password) == (Role.CUSTOMER, 100_001, True)
    assert admin.passwords.is_right(cleo, password)
    assert said("user") == ["cleo: added as customer 100001"]


def test_start_passwords_are_good_ones_and_never_the_same():
    made = {start_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
        check_new(password, "ada")


@pytest.mark.parametrize("name", ["", "a b", "<script>", "=cmd", "é", "a" * 65], ids=repr)
def test_a_name_that_is_none_is_refused_and_nothing_is_kept(admin, ines, said, name):
    refused(RefusalReason.NAME, accounts.add_account, admin, ines, name, AS_ADVISER)
    assert said("user") == []


def test_a_name_is_given_once(admin, ines):
    refused(RefusalReason.TAKEN, accounts.add_account, admin, ines, "paul", AS_ADVISER)
    # Hidden outside of the demo, it is somebody's all the same.
    refused(RefusalReason.TAKEN, accounts.add_account, admin, ines, "demo-admin", AS_ADVISER)
    assert admin.users.find("paul").role is Role.ADVISER


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "１", "9" * 30], ids=repr)
def test_a_customer_has_a_number(admin, ines, number):
    refused(RefusalReason.NUMBER, accounts.add_account, admin, ines, "cleo", AccountForm(Role.CUSTOMER, number))
    assert admin.users.find("cleo") is None


def test_a_language_that_the_page_does_not_offer_is_refused(admin, ines):
    with pytest.raises(InvalidRequestError):
        accounts.add_account(admin, ines, "ada", AccountForm(Role.ADVISER, language="de"))


@pytest.mark.case(8)
def test_another_role_ends_sessions_at_once_and_another_language_does_not(admin, ines, said):
    sessions = SessionStore(admin.database, admin.users, SessionTimeouts(idle=100, absolute=100))
    secret = sessions.begin(admin.users.find("paul"))
    accounts.change_account(admin, ines, "paul", AS_ADVISER)
    assert sessions.find(secret).language == "fr"
    accounts.change_account(admin, ines, "paul", AS_CUSTOMER)
    assert sessions.find(secret) is None
    assert said("user")[-1] == "paul: adviser, now customer 100001, language of the browser"


def test_a_closed_account_is_out_at_once_and_comes_back(admin, ines, said):
    sessions = SessionStore(admin.database, admin.users, SessionTimeouts(idle=100, absolute=100))
    secret = sessions.begin(admin.users.find("paul"))
    accounts.close_account(admin, ines, "paul")
    assert sessions.find(secret) is None
    assert accounts.find_account(admin, ines, "paul").is_closed
    accounts.open_account(admin, ines, "paul")
    assert not accounts.find_account(admin, ines, "paul").is_closed
    assert said("user") == ["paul: closed", "paul: opened again"]


def test_a_new_start_password_opens_and_unlocks(admin, ines):
    for _ in range(5):
        admin.login_throttle.fail("paul", "192.0.2.9")
    accounts.close_account(admin, ines, "paul")
    assert accounts.find_account(admin, ines, "paul").is_locked
    password = accounts.reset_password(admin, ines, "paul")
    found = accounts.find_account(admin, ines, "paul")
    assert (found.is_closed, found.is_locked, found.must_change_password) == (False, False, True)
    assert admin.passwords.is_right(admin.users.find("paul"), password)


def test_nobody_takes_their_own_place_away(admin, ines):
    refused(RefusalReason.SELF, accounts.close_account, admin, ines, "ines")
    refused(RefusalReason.SELF, accounts.change_account, admin, ines, "ines", AS_ADVISER)
    refused(RefusalReason.SELF, accounts.reset_password, admin, ines, "ines")
    accounts.change_account(admin, ines, "ines", AccountForm(Role.ADMIN, language="fr"))
    assert admin.users.find("ines").language == "fr"


def test_the_last_administrator_stays(admin, ines):
    accounts.close_account(admin, ines, "omar")
    somebody = replace(ines, name="somebody")
    refused(RefusalReason.LAST_ADMIN, accounts.close_account, admin, somebody, "ines")
    refused(RefusalReason.LAST_ADMIN, accounts.change_account, admin, somebody, "ines", AS_ADVISER)
    assert admin.users.find("ines").role is Role.ADMIN


def test_who_signs_in_elsewhere_keeps_role_and_password_there(admin, ines):
    refused(RefusalReason.PROVIDER, accounts.reset_password, admin, ines, "elsewhere")
    refused(RefusalReason.PROVIDER, accounts.change_account, admin, ines, "elsewhere", AS_CUSTOMER)
    accounts.change_account(admin, ines, "elsewhere", AS_ADVISER)
    accounts.close_account(admin, ines, "elsewhere")
    accounts.open_account(admin, ines, "elsewhere")
    assert admin.users.find("elsewhere").language == "fr"


def test_nobody_is_nobody(admin, ines):
    refused(RefusalReason.UNKNOWN, accounts.close_account, admin, ines, "nobody")
    for name in ("", "\0", "a" * 10_000):
        assert accounts.find_account(admin, ines, name) is None
    assert accounts.list_accounts(admin, ines, "\0paul")[1] == 1


@pytest.mark.case(35)
def test_what_cannot_be_recorded_is_not_done(admin, ines):
    class Broken:
        def log(self, event):
            raise RecordError("The disk is full.")

    unrecorded = replace(ines, recorder=Broken())
    before = [admin.users.find(name) for name in ("paul", "ada")]
    for call, args in (
        (accounts.add_account, ("ada", AS_ADVISER)),
        (accounts.change_account, ("paul", AS_CUSTOMER)),
        (accounts.close_account, ("paul",)),
        (accounts.open_account, ("paul",)),
        (accounts.reset_password, ("paul",)),
    ):
        with pytest.raises(RecordError):
            call(admin, unrecorded, *args)
    assert [admin.users.find(name) for name in ("paul", "ada")] == before


@pytest.mark.case(19)
@pytest.mark.parametrize("actor", [ADVISER, customer(1)], ids=lambda actor: actor.role.value)
def test_nobody_else_sees_or_changes_anything(admin, actor):
    for call, args in (
        (accounts.list_accounts, ()),
        (accounts.find_account, ("paul",)),
        (accounts.add_account, ("ada", AS_ADVISER)),
        (accounts.change_account, ("paul", AS_CUSTOMER)),
        (accounts.close_account, ("paul",)),
        (accounts.open_account, ("paul",)),
        (accounts.reset_password, ("paul",)),
    ):
        with pytest.raises(NotAllowedError):
            call(admin, actor, *args)
