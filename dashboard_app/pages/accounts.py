"""The accounts, for administrators: the shell of the page."""

from dash import dcc, html

from dashboard_app.components.actions import ROLE_NAMES
from dashboard_app.components.app_frame import ADMINISTRATION, card, page_head, sections
from dashboard_app.components.controls import NONE, button, choice, client_field, field, pager
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import AccountsIds
from dashboard_app.routes import get_route

PATH = get_route("accounts").path


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page; every account comes from the server."""
    _ = translator.gettext
    return html.Div(
        [
            page_head(_("Accounts")),
            sections(translator, _("Administration"), ADMINISTRATION, PATH),
            html.Div(
                [
                    card(
                        "accounts-title",
                        _("Who can sign in"),
                        [
                            html.Div(
                                field(
                                    AccountsIds.SEARCH,
                                    _("Search by user name"),
                                    debounce=0.25,
                                    type="search",
                                    maxlength=64,
                                ),
                                className="cs-filters",
                            ),
                            loading(translator, View(AccountsIds.TABLE), lines=6),
                            pager(
                                translator,
                                shown=AccountsIds.SHOWN,
                                previous=AccountsIds.PREVIOUS,
                                following=AccountsIds.NEXT,
                            ),
                        ],
                        is_wide=True,
                    ),
                    html.Div([_change(translator), _add(translator)], className="cs-halves cs-wide"),
                ],
                className="cs-grid",
            ),
            *(dcc.Store(id=name) for name in (AccountsIds.ASKED, AccountsIds.COMMAND, AccountsIds.CHANGED)),
        ]
    )


def _change(translator: Translator) -> html.Section:
    _ = translator.gettext
    return card(
        "account-title",
        _("Edit an account"),
        [
            field(AccountsIds.NAME, _("User name"), debounce=0.4, maxlength=64),
            loading(translator, View(AccountsIds.FOUND), lines=1, is_asked_for=True),
            html.Div(
                [
                    choice(AccountsIds.ROLE, _("Role"), _roles(translator)),
                    client_field(AccountsIds.CLIENT, _("Client number, for customers")),
                    choice(AccountsIds.LANGUAGE, _("Language"), _languages(translator)),
                ],
                className="cs-form",
            ),
            html.Div(
                [
                    button(AccountsIds.SAVE, _("Save"), is_primary=True, is_disabled=True),
                    button(AccountsIds.RESET, _("Reset password"), is_disabled=True),
                    button(AccountsIds.CLOSE, _("Deactivate"), is_disabled=True),
                    button(AccountsIds.OPEN, _("Reactivate"), is_disabled=True),
                ],
                className="cs-buttons",
            ),
            View(AccountsIds.ANSWER),
        ],
    )


def _add(translator: Translator) -> html.Section:
    _ = translator.gettext
    return card(
        "add-title",
        _("Add an account"),
        [
            field(AccountsIds.NEW_NAME, _("User name: letters without accents, digits, dots, dashes"), maxlength=64),
            html.Div(
                [
                    choice(AccountsIds.NEW_ROLE, _("Role"), _roles(translator)),
                    client_field(AccountsIds.NEW_CLIENT, _("Client number, for customers")),
                    choice(AccountsIds.NEW_LANGUAGE, _("Language"), _languages(translator)),
                ],
                className="cs-form",
            ),
            html.P(
                _("A temporary password is shown here once. The person changes it at the first sign-in."),
                className="cs-note",
            ),
            html.Div(button(AccountsIds.ADD, _("Add account"), is_primary=True), className="cs-buttons"),
            View(AccountsIds.ADDED),
        ],
    )


def _roles(translator: Translator) -> list[dict[str, str]]:
    return [{"label": translator.gettext(name), "value": role.value} for role, name in ROLE_NAMES.items()]


def _languages(translator: Translator) -> list[dict[str, str]]:
    browser = {"label": translator.gettext("Same as the browser"), "value": NONE}
    return [browser, *({"label": name, "value": code} for code, name in LANGUAGES.items())]
