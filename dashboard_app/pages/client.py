"""One client's file: the shell of its page, filled by one round trip per client."""

from dash import dcc, html

from dashboard_app.components.attributes import aria
from dashboard_app.components.bands import AGE_LABELS, AMOUNT_LABELS
from dashboard_app.components.choices import ALL, BASES, VIEWS, choice
from dashboard_app.components.disclosure import disclosure
from dashboard_app.components.shell import Crumb, card, page_head
from dashboard_app.components.states import loading
from dashboard_app.components.switch import switch
from dashboard_app.components.view import View
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Client


def layout(words: Words, client_id: str = "", **_variables: str) -> html.Div:
    """Return the shell of the page: the number of the client; everything about them comes later."""
    heading = page_head(
        words.gettext("Client %(client_id)s", client_id=client_id), [Crumb(words.gettext("Clients"), "/")]
    )
    return html.Div(
        [
            html.Div(View(Client.HEADING, heading, stays=True), **aria(live="polite")),
            dcc.Store(id=Client.ADDRESS),
            dcc.Store(id=Client.OPENED),
            dcc.Store(id=Client.FORM_OF),
            html.Div([*_first_row(words), _reasons(words), _comparison(words)], className="cs-grid"),
        ],
        id=Client.FILE,
    )


def _first_row(words: Words) -> list[html.Section]:
    _ = words.gettext
    return [
        card("decision-title", _("Decision"), loading(words, View(Client.DECISION), lines=6)),
        card(
            "profile-title",
            _("Who, and what for"),
            [
                loading(words, View(Client.PROFILE), lines=6),
                disclosure(_("The whole application form"), View(Client.FORM), summary_id=Client.FORM_SUMMARY),
            ],
        ),
    ]


def _reasons(words: Words) -> html.Section:
    _ = words.gettext
    return card(
        "reasons-title",
        _("Why this score"),
        [
            loading(words, View(Client.REASONS), lines=5),
        ],
        tools=switch(
            Client.VIEW,
            _("How the reasons are shown"),
            [
                {"label": _("In words"), "value": VIEWS[0]},
                {"label": _("By family"), "value": VIEWS[1]},
                {"label": _("Every variable"), "value": VIEWS[2]},
            ],
        ),
        is_wide=True,
    )


def _comparison(words: Words) -> html.Section:
    _ = words.gettext
    amounts = [{"label": _(label), "value": band} for band, label in AMOUNT_LABELS.items()]
    ages = [{"label": _(label), "value": band} for band, label in AGE_LABELS.items()]
    return card(
        "comparison-title",
        _("Compared with other clients"),
        [
            html.Div(
                [
                    choice(Client.FEATURE, _("Variable"), [], is_long=True),
                    choice(Client.SECOND, _("Second variable"), []),
                    choice(Client.AGE, _("Age"), [{"label": _("all"), "value": ALL}, *ages]),
                    choice(Client.FAMILY, _("Family"), []),
                    choice(Client.INCOME, _("Income type"), []),
                    choice(Client.EDUCATION, _("Education"), []),
                    choice(Client.AMOUNT, _("Amount"), [{"label": _("all"), "value": ALL}, *amounts]),
                    html.P(id=Client.GROUP, className="cs-count", role="status"),
                ],
                className="cs-filters",
            ),
            loading(words, View(Client.COMPARISON), lines=6),
        ],
        tools=switch(
            Client.BASIS,
            _("What the former clients are divided by"),
            [
                {"label": _("By decision"), "value": BASES[0]},
                {"label": _("By outcome"), "value": BASES[1]},
            ],
        ),
        is_wide=True,
    )
