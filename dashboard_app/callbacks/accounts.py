"""Accounts: the list, the one that is chosen, and what is changed."""

from collections.abc import Mapping
from typing import Any

from dash import Input, Output, State, no_update

from dashboard_app.actor import Role
from dashboard_app.admin import accounts as service
from dashboard_app.admin.accounts import PAGE, AccountForm
from dashboard_app.callbacks.form_actions import Button, Buttons, Command, dispatch
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.controls import NONE
from dashboard_app.context import RequestContext
from dashboard_app.ids import AccountsIds, FrameIds
from dashboard_app.presenters import accounts_view
from dashboard_app.presenters.paging_view import PageRequest, describe_page, parse_page_request
from dashboard_app.url_state import PageState, read_state


class AccountsState(PageState):
    """What the address of the page says: what is searched for, and whose account is open."""

    typed_texts = frozenset({"search", "name"})

    search: str = ""
    name: str = ""


class AccountsPage(PageRequest):
    """Which page of the accounts is asked for, and with which text in their names."""

    typed_texts = frozenset({"search"})

    search: str = ""


class ChosenAccount(Command):
    """A command to the account that is chosen."""

    typed_texts = frozenset({"name", "client"})

    name: str = ""


class SavedAccount(ChosenAccount):
    """The account that is chosen, as it is to be."""

    role: Role
    client: str = ""
    language: str | None = None


class NewAccount(Command):
    """An account that is to be added."""

    typed_texts = frozenset({"new-name", "new-client"})

    new_name: str = ""
    new_role: Role
    new_client: str = ""
    new_language: str | None = None


def offer_search(_ask: RequestContext, *, search: str | None, _page: str | None = None) -> tuple[str, str]:
    """Return what the address searches for, and the account that it names."""
    state = read_state(search, AccountsState).state
    return state.search, state.name


def show_accounts(
    ctx: RequestContext, *, request: Mapping[str, Any] | None, _changed: str | None = None
) -> tuple[Any, ...]:
    """Return a page of the accounts, which they are, and whether the buttons around them lead nowhere."""
    page = parse_page_request(request, AccountsPage)
    start = page.page * PAGE
    accounts, total = service.list_accounts(ctx.admin, ctx.actor, page.search, start)
    return accounts_view.table(accounts, ctx.translator), *describe_page(start, len(accounts), total, ctx.translator)


def show_account(ctx: RequestContext, *, name: str | None, _changed: str | None = None) -> tuple[Any, ...]:
    """Return what is known of the account that is chosen, and what can be changed of it."""
    account = service.find_account(ctx.admin, ctx.actor, name) if name else None
    if account is None:
        return accounts_view.no_account(name, ctx.translator), no_update, no_update, no_update, *(True,) * 5
    is_fixed = account.is_demo or not account.has_password
    return (
        accounts_view.account(account, ctx.translator),
        account.role.value,
        "" if account.client_id is None else str(account.client_id),
        account.language or NONE,
        is_fixed,
        account.is_demo,
        is_fixed or account.is_own,
        account.is_demo or account.is_own or account.is_closed,
        account.is_demo or not account.is_closed,
    )


def change_accounts(ctx: RequestContext, *, command: Mapping[str, Any] | None) -> tuple[Any, Any, Any]:
    """Do what a button asks for; return what became of it, beside the button, and that the list has changed."""
    if command is None:
        return no_update, no_update, no_update
    what, notice = dispatch(ctx, command, _BUTTONS)
    # What was said of the action before goes with the next one: a password is shown no longer than it must be.
    return (None, notice, what) if what == "add" else (notice, None, what)


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    _register_list(callbacks)
    _register_account(callbacks)
    _register_changes(callbacks)


def _register_list(callbacks: Callbacks) -> None:
    callbacks.add(
        offer_search,
        output=[Output(AccountsIds.SEARCH, "value"), Output(AccountsIds.NAME, "value")],
        inputs={"_page": Input(AccountsIds.TABLE, "id")},
        state={"search": State(FrameIds.URL, "search")},
        capability=Capability.MANAGE_USERS,
    )
    callbacks.add_pager(
        AccountsIds.ASKED, previous=AccountsIds.PREVIOUS, following=AccountsIds.NEXT, fields=[AccountsIds.SEARCH]
    )
    callbacks.add(
        show_accounts,
        output=[
            Output(AccountsIds.TABLE, "content"),
            Output(AccountsIds.SHOWN, "children"),
            Output(AccountsIds.PREVIOUS, "disabled"),
            Output(AccountsIds.NEXT, "disabled"),
        ],
        inputs={"request": Input(AccountsIds.ASKED, "data"), "_changed": Input(AccountsIds.CHANGED, "data")},
        capability=Capability.MANAGE_USERS,
        prevent_initial_call=True,
    )


def _register_account(callbacks: Callbacks) -> None:
    callbacks.add(
        show_account,
        output=[
            Output(AccountsIds.FOUND, "content"),
            *(Output(name, "value") for name in (AccountsIds.ROLE, AccountsIds.CLIENT, AccountsIds.LANGUAGE)),
            *(
                Output(name, "disabled")
                for name in (AccountsIds.ROLE, AccountsIds.SAVE, AccountsIds.RESET, AccountsIds.CLOSE, AccountsIds.OPEN)
            ),
        ],
        inputs={"name": Input(AccountsIds.NAME, "value"), "_changed": Input(AccountsIds.CHANGED, "data")},
        capability=Capability.MANAGE_USERS,
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "forms",
        "awaitAccount",
        *(
            Output(name, "disabled", allow_duplicate=True)
            for name in (AccountsIds.SAVE, AccountsIds.RESET, AccountsIds.CLOSE, AccountsIds.OPEN)
        ),
        Input(AccountsIds.NAME, "value"),
        State(AccountsIds.FOUND, "id"),
        prevent_initial_call=True,
    )
    for role, client in ((AccountsIds.ROLE, AccountsIds.CLIENT), (AccountsIds.NEW_ROLE, AccountsIds.NEW_CLIENT)):
        callbacks.add_clientside("forms", "isNoCustomer", Output(client, "disabled"), Input(role, "value"))


def _register_changes(callbacks: Callbacks) -> None:
    callbacks.add_command(
        change_accounts,
        Output(AccountsIds.ANSWER, "content"),
        Output(AccountsIds.ADDED, "content"),
        Output(AccountsIds.CHANGED, "data"),
        command=AccountsIds.COMMAND,
        buttons=[AccountsIds.SAVE, AccountsIds.RESET, AccountsIds.CLOSE, AccountsIds.OPEN, AccountsIds.ADD],
        fields=[
            *(AccountsIds.NAME, AccountsIds.ROLE, AccountsIds.CLIENT, AccountsIds.LANGUAGE),
            *(AccountsIds.NEW_NAME, AccountsIds.NEW_ROLE, AccountsIds.NEW_CLIENT, AccountsIds.NEW_LANGUAGE),
        ],
        capability=Capability.MANAGE_USERS,
    )
    callbacks.add_clientside(
        "forms",
        "forget",
        Output(AccountsIds.ANSWER, "content", allow_duplicate=True),
        Output(AccountsIds.ADDED, "content", allow_duplicate=True),
        Input(AccountsIds.NAME, "value"),
        Input(AccountsIds.ASKED, "data"),
        *(Input(name, "value") for name in (AccountsIds.NEW_NAME, AccountsIds.NEW_ROLE, AccountsIds.NEW_CLIENT)),
        prevent_initial_call=True,
    )


def _save(ctx: RequestContext, command: SavedAccount) -> list[Any]:
    form = AccountForm(command.role, command.client, command.language)
    service.change_account(ctx.admin, ctx.actor, command.name, form)
    return [ctx.translator.gettext("Saved. If the role has changed, this person has to sign in again.")]


def _reset(ctx: RequestContext, command: ChosenAccount) -> list[Any]:
    password = service.reset_password(ctx.admin, ctx.actor, command.name)
    return accounts_view.start_password(command.name.strip(), password, ctx.translator)


def _close(ctx: RequestContext, command: ChosenAccount) -> list[Any]:
    service.close_account(ctx.admin, ctx.actor, command.name)
    return [ctx.translator.gettext("Deactivated. Open sessions of this account have ended.")]


def _open(ctx: RequestContext, command: ChosenAccount) -> list[Any]:
    service.open_account(ctx.admin, ctx.actor, command.name)
    return [ctx.translator.gettext("Reactivated, with the same password as before.")]


def _add(ctx: RequestContext, command: NewAccount) -> list[Any]:
    form = AccountForm(command.new_role, command.new_client, command.new_language)
    password = service.add_account(ctx.admin, ctx.actor, command.new_name, form)
    return accounts_view.start_password(command.new_name.strip(), password, ctx.translator)


_BUTTONS: Buttons = {
    "save": Button(SavedAccount, _save),
    "reset": Button(ChosenAccount, _reset),
    "close": Button(ChosenAccount, _close),
    "open": Button(ChosenAccount, _open),
    "add": Button(NewAccount, _add),
}
