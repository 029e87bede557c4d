"""The customer's own file: the shell of its page."""

from dash import html

from dashboard_app.addresses import address
from dashboard_app.components.app_frame import card, page_head
from dashboard_app.components.elements import data
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import MeIds
from dashboard_app.routes import get_route


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page; the client's number comes from the session, never from here."""
    _ = translator.gettext
    return html.Div(
        [
            page_head(_("My file")),
            html.Div(
                [
                    card("result-title", _("The result"), loading(translator, View(MeIds.RESULT)), is_wide=True),
                    card(
                        "main-reasons-title",
                        _("The main reasons"),
                        loading(translator, View(MeIds.REASONS)),
                        is_wide=True,
                    ),
                    card(
                        "data-title",
                        _("My data"),
                        loading(translator, View(MeIds.DATA), lines=8),
                        tools=html.A(
                            _("Download my data (CSV)"),
                            href=address(get_route("my_csv").path),
                            className="cs-button",
                            **data(file=""),
                        ),
                        is_wide=True,
                    ),
                    card(
                        "access-history-title",
                        _("Who opened my file"),
                        loading(translator, View(MeIds.ACCESS_HISTORY)),
                        is_wide=True,
                    ),
                    card(
                        "automated-title",
                        _("How this was calculated"),
                        [
                            html.P(
                                _(
                                    "A computer program estimates the risk of a credit not being repaid: from your "
                                    "application form, from credit scores that other companies supply, from the "
                                    "credit bureau, from our records and from registers. It was trained on former "
                                    "applications. It never uses your gender."
                                )
                            ),
                            html.P(
                                _(
                                    "The estimate is a proposal. You may ask for a person to look at your file, give "
                                    "your point of view, and say that a figure is wrong: your adviser will answer you."
                                )
                            ),
                        ],
                        is_wide=True,
                    ),
                ],
                className="cs-grid",
            ),
        ]
    )
