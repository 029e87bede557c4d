"""What stands where content is not there: not yet, not at all, or not this time. Each says why, and what next."""

from dash import dcc
from dash.development.base_component import Component

from dashboard_app.components.elements import html
from dashboard_app.components.view import View
from dashboard_app.i18n.translator import Translator


def empty(heading: str, advice: str, action: Component | None = None) -> html.Div:
    """Return what is shown where there is nothing: a heading that says why, an advice that says what next."""
    return html.Div([html.P(heading, className="cs-state-heading"), html.P(advice), action], className="cs-state")


def skeleton(translator: Translator, lines: int = 4) -> html.Div:
    """Return grey lines in place of what is on its way."""
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
