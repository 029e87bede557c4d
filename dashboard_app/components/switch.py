"""A switch between views of one page: a group of radio buttons drawn side by side."""

from collections.abc import Sequence
from enum import StrEnum

import dash_bootstrap_components as dbc
from dash import html


def switch(name: StrEnum, legend: str, options: Sequence[tuple[str, str]]) -> html.Fieldset:
    """Return a labelled switch; each option is its value and its text, and the first one is chosen."""
    return html.Fieldset(
        [
            html.Legend(legend, className="visually-hidden"),
            dbc.RadioItems(
                id=name,
                # What makes one group of them for the keyboard: arrows move within it.
                name=name,
                options=[{"label": text, "value": value} for value, text in options],
                value=options[0][0],
                className="cs-switch",
            ),
        ]
    )
