"""How the model decides: the shell of its page, its views, of which one is open."""

from dash import dcc, html

from dashboard_app.components.app_frame import page_head
from dashboard_app.components.combobox import search_choice
from dashboard_app.components.model_views import COMMON_VIEWS, options_of
from dashboard_app.components.segmented_control import segmented_control
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import Model


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page."""
    _ = translator.gettext
    return html.Div(
        [
            page_head(_("How the model decides")),
            html.Div(
                [
                    # Whoever may open more is offered it by a callback: a shell knows nobody.
                    segmented_control(Model.VIEW, _("View"), options_of(COMMON_VIEWS, translator)),
                    html.Div(
                        search_choice(Model.FEATURE, _("Variable"), translator=translator),
                        id=Model.CHOICE,
                        className="cs-filters cs-beside",
                        hidden=True,
                    ),
                ],
                className="cs-toolbar",
            ),
            html.P(id=Model.NOTE, className="cs-told", role="status"),
            loading(translator, View(Model.CONTENT), lines=8),
            dcc.Store(id=Model.ADDRESS),
        ]
    )
