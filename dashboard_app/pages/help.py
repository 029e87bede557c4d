"""How a decision is made, and what every word means: the shell of its page."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard_app.components.app_frame import card, page_head
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import HelpIds


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page."""
    _ = translator.gettext
    return html.Div(
        [
            page_head(_("Help")),
            html.Div(
                [
                    card(
                        "decision-help-title",
                        _("How a decision is made"),
                        loading(translator, View(HelpIds.DECISION), lines=8),
                        is_wide=True,
                    ),
                    card(
                        "glossary-title",
                        _("What every variable means"),
                        [
                            html.Div(
                                [
                                    html.Div(
                                        [
                                            html.Label(_("Search a word"), htmlFor=HelpIds.SEARCH),
                                            dbc.Input(
                                                id=HelpIds.SEARCH,
                                                type="search",
                                                maxlength=60,
                                                debounce=False,
                                                autocomplete="off",
                                                placeholder=_("For example: income"),
                                            ),
                                        ],
                                        className="cs-search",
                                    ),
                                    html.P(id=HelpIds.FOUND, className="cs-count", role="status"),
                                ],
                                className="cs-filters",
                            ),
                            loading(translator, View(HelpIds.GLOSSARY), lines=8),
                        ],
                        is_wide=True,
                    ),
                ],
                className="cs-grid",
            ),
        ]
    )
