"""The audit log, for administrators: the shell of the page."""

from dash import dcc, html

from dashboard_app.addresses import address
from dashboard_app.components.actions import ACTION_LABELS
from dashboard_app.components.buttons import button
from dashboard_app.components.choices import ALL, choice
from dashboard_app.components.fields import client_field, field
from dashboard_app.components.pager import pager
from dashboard_app.components.sections import ADMINISTRATION, sections
from dashboard_app.components.shell import card, page_head
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Audit

PATH = "/admin/audit"
FILE = "/admin/audit.csv"


def layout(words: Words, **_variables: str) -> html.Div:
    """Return the shell of the page; the lines are asked for page by page."""
    _ = words.gettext
    anything = {"label": _("all"), "value": ALL}
    actions = [{"label": _(label), "value": action.value} for action, label in ACTION_LABELS.items()]
    export = html.A(
        _("Download these lines (CSV)"), id=Audit.EXPORT, href=address(FILE), className="cs-button", download=""
    )
    return html.Div(
        [
            page_head(_("Audit log")),
            sections(words, _("Administration"), ADMINISTRATION, PATH),
            html.Div(
                [
                    card(
                        "lines-title",
                        _("Who did what"),
                        [
                            html.Div(
                                [
                                    field(Audit.USER, _("Name of the account"), maxlength=64),
                                    choice(Audit.ACTION, _("Action"), [anything, *actions]),
                                    client_field(Audit.CLIENT, _("Client number")),
                                    field(Audit.SINCE, _("From (UTC)"), type="date", debounce=False),
                                    field(Audit.UNTIL, _("Until (UTC)"), type="date", debounce=False),
                                ],
                                className="cs-filters",
                            ),
                            loading(words, View(Audit.LINES), lines=10),
                            pager(words, shown=Audit.SHOWN, previous=Audit.PREVIOUS, following=Audit.NEXT),
                        ],
                        tools=export,
                        is_wide=True,
                    ),
                    card(
                        "verify-title",
                        _("Is the log whole?"),
                        [
                            html.P(
                                _(
                                    "Each line is sealed together with the one before it. Changing, removing or "
                                    "inserting a line breaks the seal. That the newest lines were cut off shows "
                                    "against a seal that was noted before."
                                ),
                                className="cs-intro",
                            ),
                            html.Div(
                                [
                                    field(Audit.NOTED, _("A seal noted before, if there is one"), maxlength=64),
                                    button(Audit.VERIFY, _("Verify the log"), is_primary=True),
                                ],
                                className="cs-filters cs-noted",
                            ),
                            loading(words, View(Audit.VERDICT)),
                        ],
                        is_wide=True,
                    ),
                ],
                className="cs-grid",
            ),
            dcc.Store(id=Audit.ASKED),
        ]
    )
