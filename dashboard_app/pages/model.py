"""How the model decides: the shell of its page, its views, of which one is open."""

from dash import dcc, html

from dashboard_app.components.app_frame import page_head
from dashboard_app.components.controls import search_choice, segmented_control
from dashboard_app.components.model_views import COMMON_VIEWS, get_options
from dashboard_app.components.states import loading
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import ModelIds


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page."""
    _ = translator.gettext
    return html.Div(
        [
            page_head(_("How the model decides")),
            html.Div(
                [
                    # Whoever may open more is offered it by a callback: a shell knows nobody.
                    segmented_control(ModelIds.VIEW, _("View"), get_options(COMMON_VIEWS, translator)),
                    html.Div(
                        search_choice(ModelIds.FEATURE, _("Variable"), translator=translator),
                        id=ModelIds.CHOICE,
                        className="cs-filters cs-beside",
                        hidden=True,
                    ),
                ],
                className="cs-toolbar",
            ),
            html.P(id=ModelIds.NOTE, className="cs-told", role="status"),
            loading(translator, View(ModelIds.CONTENT), lines=8),
            dcc.Store(id=ModelIds.ADDRESS),
        ]
    )
