"""Accounts in words: the list of them, one of them, a password to begin with."""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from dashboard_app.addresses import address
from dashboard_app.admin.accounts import Account
from dashboard_app.components.actions import ROLE_NAMES
from dashboard_app.components.elements import data, html
from dashboard_app.components.states import empty
from dashboard_app.components.tables import lines_table
from dashboard_app.i18n import Translator
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.ids import AccountsIds


def table(accounts: Sequence[Account], translator: Translator) -> Component:
    """Return accounts as a table; a name chooses the account."""
    _ = translator.gettext
    if not accounts:
        return empty(_("No matching accounts"), _("Change the search."))
    columns = (_("User name"), _("Role"), _("Client"), _("Language"), _("Status"), _("Signs in"))
    rows = [
        (
            # Followed by assets/js/query.js on this page; opened in a new tab, the address alone does the same.
            html.A(
                account.name,
                href=address(f"/admin/users?name={account.name}"),
                **data(choose=str(AccountsIds.NAME), value=account.name),
            ),
            translator.gettext(ROLE_NAMES[account.role]),
            "–" if account.client_id is None else str(account.client_id),
            LANGUAGES.get(account.language or "", "–"),
            state(account, translator),
            issuer(account, translator),
        )
        for account in accounts
    ]
    return lines_table(_("Who can sign in"), columns, rows)


def account(shown_account: Account, translator: Translator) -> Component:
    """Return the state of one account in a sentence, and why something of it is not changed here."""
    _ = translator.gettext
    notes = []
    if shown_account.is_demo:
        notes.append(_("Demo accounts cannot be changed."))
    elif not shown_account.has_password:
        notes.append(_("This person signs in with an identity provider: role and password are changed there."))
    elif shown_account.is_own:
        notes.append(_("This is your own account: only another administrator can deactivate it or change its role."))
    return html.P(
        [html.Strong(shown_account.name), f" · {state(shown_account, translator)}", *(f" · {note}" for note in notes)]
    )


def no_account(name: str | None, translator: Translator) -> Component:
    """Return the message shown when no account is selected or found."""
    if name:
        return html.P(translator.gettext("There is no account with this name. Choose one from the list."))
    return html.P(translator.gettext("Choose an account in the list above, or type its name."), className="quiet")


def state(found: Account, translator: Translator) -> str:
    """Return the state of an account, and what prevents signing in."""
    _ = translator.gettext
    parts = [_("deactivated") if found.is_closed else _("active")]
    if found.is_locked:
        parts.append(_("locked for some minutes after failed sign-ins"))
    if found.must_change_password:
        parts.append(_("has a temporary password"))
    return ", ".join(parts)


def issuer(found: Account, translator: Translator) -> str:
    """Return where a person signs in."""
    if found.is_demo:
        return translator.gettext("demo")
    return translator.gettext("with a password") if found.issuer is None else found.issuer


def start_password(name: str, password: str, translator: Translator) -> list[Any]:
    """Return a password to begin with, which is shown this once."""
    return [
        html.P(translator.gettext("Temporary password of %(name)s, shown only now:", name=name)),
        html.P(html.Code(password, className="cs-secret")),
        html.P(translator.gettext("Give it to this person privately. It must be changed at the first sign-in.")),
    ]
