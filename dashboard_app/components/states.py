"""Placeholders for content that is loading, empty or failed, with the reason and the next step."""

from dash import dcc
from dash.development.base_component import Component

from dashboard_app.components.elements import html
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator


def empty(heading: str, advice: str, action: Component | None = None) -> html.Div:
    """Return an empty state: a heading with the reason and an advice."""
    return html.Div([html.P(heading, className="cs-state-heading"), html.P(advice), action], className="cs-state")


def skeleton(translator: Translator, lines: int = 4) -> html.Div:
    """Return grey lines as a loading placeholder."""
    return html.Div(
        [
            html.Span(translator.gettext("Loading…"), className="visually-hidden"),
            *(html.Div(className="cs-skeleton-line") for _ in range(lines)),
        ],
        className="cs-skeleton",
        role="status",
    )


def loading(translator: Translator, children: View, *, lines: int = 4, is_asked_for: bool = False) -> dcc.Loading:
    """Return a view that shows grey lines until its content comes, and again when another one takes long.

    Parameters
    ----------
    is_asked_for
        The content comes when somebody asks for it, and until then there is nothing to wait for.
    """
    if not is_asked_for:
        # Before the request there is no request that could be waited for: the choices that it needs come first.
        children.content = [skeleton(translator, lines)]
    return dcc.Loading(
        children, custom_spinner=skeleton(translator, lines), delay_show=300, parent_className="cs-loading"
    )
