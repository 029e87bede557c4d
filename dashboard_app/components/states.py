"""What stands where content is not there: not yet, not at all, or not this time. Each says why, and what next."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard_app.i18n.words import Words


def empty(heading: str, advice: str, action: Component | None = None) -> html.Div:
    """Return what is shown where there is nothing: a heading that says why, an advice that says what next."""
    return html.Div([html.P(heading, className="cs-state-heading"), html.P(advice), action], className="cs-state")


def skeleton(words: Words, lines: int = 4) -> html.Div:
    """Return grey lines in place of what is on its way."""
    return html.Div(
        [
            html.Span(words.gettext("Loading…"), className="visually-hidden"),
            *(html.Div(className="cs-skeleton-line") for _ in range(lines)),
        ],
        className="cs-skeleton",
        role="status",
    )


def loading(words: Words, children: Component, *, lines: int = 4) -> dcc.Loading:
    """Return children that give way to grey lines when they take longer than a moment."""
    return dcc.Loading(children, custom_spinner=skeleton(words, lines), delay_show=300, parent_className="cs-loading")
