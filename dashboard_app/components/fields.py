"""Labelled fields to type in."""

from enum import StrEnum
from typing import Any

import dash_bootstrap_components as dbc

from dashboard_app.components.elements import html


def field(name: StrEnum, label: str, *, debounce: bool | float = True, **options: Any) -> html.Div:  # noqa: ANN401
    """Return a labelled field of one line; ``debounce`` says after how many seconds, or by Enter alone, it counts."""
    entry = dbc.Input(id=name, debounce=debounce, autocomplete="off", **{"type": "text", **options})
    return html.Div([html.Label(label, htmlFor=name), entry])


def client_field(name: StrEnum, label: str) -> html.Div:
    """Return a labelled field for the number of a client."""
    return field(name, label, inputmode="numeric", maxlength=40)


def text_field(name: StrEnum, label: str, *, rows: int) -> html.Div:
    """Return a labelled field of several lines."""
    return html.Div([html.Label(label, htmlFor=name), dbc.Textarea(id=name, rows=rows, className="cs-lines-field")])
