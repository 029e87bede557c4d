"""What became of something that was asked for: done, or refused and why."""

from dash import html
from dash.development.base_component import Component


def done(*parts: Component | str) -> html.Div:
    """Return the notice that something was done."""
    return html.Div(list(parts), className="cs-notice cs-done", role="status")


def refused(*parts: Component | str) -> html.Div:
    """Return the notice that something was not done, and what to do about it."""
    return html.Div(list(parts), className="cs-notice cs-not-done", role="alert")
