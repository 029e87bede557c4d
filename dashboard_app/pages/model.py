"""How the model decides: the shell of its page."""

from dash import dcc, html

from dashboard_app.components.shell import card, page_head
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.words import Words
from dashboard_app.ids import Model


def layout(words: Words, **_variables: str) -> html.Div:
    """Return the shell of the page."""
    _ = words.gettext
    return html.Div(
        [
            page_head(_("How the model decides")),
            html.Div(
                [
                    card(
                        "figures-title",
                        _("How good it is"),
                        loading(words, View(Model.FIGURES), lines=4),
                        is_wide=True,
                    ),
                    card(
                        "importance-title",
                        _("What weighs most"),
                        loading(words, View(Model.IMPORTANCE), lines=8),
                        is_wide=True,
                    ),
                    card(
                        "beeswarm-title",
                        _("How values push the risk"),
                        loading(words, View(Model.BEESWARM), lines=8),
                        is_wide=True,
                    ),
                    card(
                        "card-title",
                        _("Model card"),
                        dcc.Markdown(id=Model.CARD, className="cs-prose", link_target="_self"),
                        is_wide=True,
                    ),
                ],
                className="cs-grid",
            ),
        ]
    )
