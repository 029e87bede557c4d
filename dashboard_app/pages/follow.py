"""Client assignments, for administrators: the shell of the page."""

from dash import dcc, html

from dashboard_app.components.bands import AMOUNT_LABELS
from dashboard_app.components.buttons import button
from dashboard_app.components.choices import ALL, choice
from dashboard_app.components.decisions import decision_options
from dashboard_app.components.disclosure import disclosure
from dashboard_app.components.fields import text_field
from dashboard_app.components.pager import pager
from dashboard_app.components.sections import ADMINISTRATION, sections
from dashboard_app.components.shell import card, page_head
from dashboard_app.components.states import loading
from dashboard_app.components.switch import switch
from dashboard_app.components.view import View
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Follow

PATH = "/admin/portfolios"
FREE = "free"
"""The value of the switch that leaves out clients who are assigned already."""


def layout(words: Words, **_variables: str) -> html.Div:
    """Return the shell of the page; advisers and clients come from the server."""
    _ = words.gettext
    return html.Div(
        [
            page_head(_("Client assignments")),
            sections(words, _("Administration"), ADMINISTRATION, PATH),
            html.Div(
                [
                    card(
                        "follow-title",
                        _("Clients of an adviser"),
                        [
                            html.Div(choice(Follow.ADVISER, _("Adviser"), [], is_long=True), className="cs-filters"),
                            loading(words, View(Follow.NUMBERS)),
                            pager(words, shown=Follow.SHOWN, previous=Follow.PREVIOUS, following=Follow.NEXT),
                        ],
                        is_wide=True,
                    ),
                    html.Div([_by_filter(words), _by_number(words)], className="cs-halves cs-wide"),
                ],
                className="cs-grid",
            ),
            *(dcc.Store(id=name) for name in (Follow.ASKED, Follow.COMMAND, Follow.CHANGED)),
        ]
    )


def _by_filter(words: Words) -> html.Section:
    _ = words.gettext
    everybody = {"label": _("All"), "value": ALL}
    whom = [{"label": _("Not assigned to anyone"), "value": FREE}, {"label": _("All clients"), "value": ALL}]
    amounts = [{"label": _(label), "value": band} for band, label in AMOUNT_LABELS.items()]
    return card(
        "filter-title",
        _("Assign by filter"),
        [
            switch(Follow.WHOM, _("Clients to assign"), whom),
            html.Div(
                [
                    choice(Follow.DECISION, _("Decision"), decision_options(words, {})),
                    choice(Follow.OCCUPATION, _("Occupation"), [everybody]),
                    choice(Follow.AMOUNT, _("Amount"), [everybody, *amounts]),
                ],
                className="cs-form",
            ),
            View(Follow.COUNT),
            html.Div(
                button(Follow.ASSIGN, _("Assign these clients"), is_primary=True, is_disabled=True),
                className="cs-buttons",
            ),
            View(Follow.ASSIGNED),
        ],
    )


def _by_number(words: Words) -> html.Section:
    _ = words.gettext
    return card(
        "number-title",
        _("Assign or remove by number"),
        [
            text_field(Follow.LIST, _("Client numbers, with spaces, commas or lines between them"), rows=5),
            html.Div(
                [button(Follow.ADD, _("Assign"), is_primary=True), button(Follow.REMOVE, _("Remove"))],
                className="cs-buttons",
            ),
            disclosure(
                _("Remove all clients of this adviser"),
                [
                    html.P(_("The adviser then has no clients. The clients themselves stay as they are.")),
                    button(Follow.EVERYBODY, _("Remove all")),
                ],
            ),
            View(Follow.ANSWER),
        ],
    )
