"""Accounts as the page shows and changes them: in words, and with every refusal said."""

import pytest
from dash import no_update

from dashboard_app.actor import Role
from dashboard_app.admin.errors import RefusalReason
from dashboard_app.callbacks.accounts import change_accounts, offer_search, show_account, show_accounts
from dashboard_app.i18n import get_translator
from dashboard_app.presenters.refusal_view import refusal
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.admin.conftest import admin_over
from tests.dashboard_app.callbacks.asking import context_as, of_class, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
NEW = {"what": "add", "new-name": "cleo", "new-role": "customer", "new-client": "100001", "new-language": "none"}


@pytest.fixture
def admin(database):
    return admin_over(database, is_demo=True)


def ctx(admin, actor=ADMIN, language="en"):
    return context_as(actor, None, language, admin=admin)


@LANGUAGES
def test_the_list_says_who_where_and_in_what_state(admin, language):
    admin.users.disable("paul")
    translator = get_translator(language)
    content, shown, is_first, is_last = show_accounts(ctx(admin, language=language), request=None)
    read = text_of(content)
    for text in ("paul", "https://provider.example", translator.gettext("deactivated"), translator.gettext("demo")):
        assert text in read
    assert (is_first, is_last) == (True, True)
    assert translator.gettext("%(first)s to %(last)s of %(total)s", first=1, last=5, total=5) == shown


def test_a_search_that_finds_nobody_says_so(admin):
    content, shown, *_ = show_accounts(ctx(admin), request={"page": 0, "search": "nobody"})
    assert "No matching accounts" in text_of(content)
    assert shown == ""


@pytest.mark.parametrize("asked", [7, "x", {}, {"page": -1}, {"page": "1"}, {"page": True}, {"page": 10**9}], ids=repr)
def test_a_page_that_is_none_is_refused(admin, asked):
    with pytest.raises(InvalidRequestError):
        show_accounts(ctx(admin), request=asked)


def test_the_address_searches_and_chooses(admin):
    assert offer_search(ctx(admin), search="?search=pa&name=paul") == ("pa", "paul")
    assert offer_search(ctx(admin), search=None) == ("", "")


@pytest.mark.parametrize(
    ("name", "fixed"),
    # Whether role, saving, a new password, closing and opening are out of reach.
    [
        ("paul", (False, False, False, False, True)),
        ("ines", (False, False, True, True, True)),
        ("elsewhere", (True, False, True, False, True)),
        ("demo-admin", (True, True, True, True, True)),
    ],
)
def test_an_account_can_be_changed_as_far_as_it_is_ours(admin, name, fixed):
    content, role, client, language, *disabled = show_account(ctx(admin), name=name)
    assert name in text_of(content)
    assert role == admin.users.find(name).role.value
    assert (client, language) == ("", "none")
    assert tuple(disabled) == fixed


def test_a_closed_account_can_be_opened_and_not_closed(admin):
    admin.users.disable("paul")
    assert show_account(ctx(admin), name="paul")[-2:] == (True, False)


@pytest.mark.parametrize("name", ["nobody", "", None, "<script>"], ids=repr)
def test_no_account_can_be_changed(admin, name):
    content, role, *_, last = show_account(ctx(admin), name=name)
    assert text_of(content)
    assert role is no_update
    assert last is True


@LANGUAGES
def test_an_account_is_added_and_its_password_shown_once(admin, language):
    answer, added, changed = change_accounts(ctx(admin, language=language), command=NEW)
    [secret] = of_class(added, "cs-secret")
    assert admin.passwords.is_right(admin.users.find("cleo"), secret.children)
    assert (answer, changed) == (None, "add")
    assert secret.children not in text_of(show_account(ctx(admin), name="cleo")[0])
    assert secret.children not in str(admin.audit.page)


def test_what_is_refused_is_said_beside_its_button(admin):
    change_accounts(ctx(admin), command=NEW)
    answer, added, _ = change_accounts(ctx(admin), command=NEW)
    assert answer is None
    assert refusal(RefusalReason.TAKEN, get_translator("en")) in text_of(added)
    answer, added, _ = change_accounts(ctx(admin), command={"what": "close", "name": "ines"})
    assert refusal(RefusalReason.SELF, get_translator("en")) in text_of(answer)
    # What was said before, a password for example, is gone.
    assert added is None


def test_an_account_is_changed_closed_and_opened(admin):
    save = {"what": "save", "name": "paul", "role": "admin", "client": "", "language": "fr"}
    for command in (save, {"what": "close", "name": "paul"}, {"what": "open", "name": "paul"}):
        answer, _, _ = change_accounts(ctx(admin), command=command)
        assert of_class(answer, "cs-done"), command
    paul = admin.users.find("paul")
    assert (paul.role, paul.language, paul.is_disabled) == (Role.ADMIN, "fr", False)


def test_a_new_start_password_is_the_one_that_is_shown(admin):
    answer, *_ = change_accounts(ctx(admin), command={"what": "reset", "name": "paul"})
    [secret] = of_class(answer, "cs-secret")
    assert admin.passwords.is_right(admin.users.find("paul"), secret.children)


@pytest.mark.parametrize(
    "command",
    [{}, {"what": "drop"}, {"what": ["close"]}, {"what": {"a": 1}}, {**NEW, "new-role": ["admin"]}],
    ids=repr,
)
def test_what_no_button_sends_is_refused(admin, command):
    with pytest.raises(InvalidRequestError):
        change_accounts(ctx(admin), command=command)


@LANGUAGES
@pytest.mark.parametrize("reason", RefusalReason)
def test_every_refusal_has_its_sentence(reason, language):
    assert refusal(reason, get_translator(language)).endswith(".")


@pytest.mark.parametrize("actor", [ADVISER, customer(1)], ids=lambda actor: actor.role.value)
def test_others_get_nothing(admin, actor):
    for call in (
        lambda asked: show_accounts(asked, request=None),
        lambda asked: show_account(asked, name="paul"),
        lambda asked: change_accounts(asked, command=NEW),
        lambda asked: change_accounts(asked, command={"what": "close", "name": "paul"}),
    ):
        with pytest.raises(NotAllowedError):
            call(ctx(admin, actor))
