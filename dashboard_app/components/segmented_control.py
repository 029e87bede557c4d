"""A switch between a few views of the same thing."""

from enum import StrEnum

import dash_bootstrap_components as dbc

from dashboard_app.components.elements import html


def segmented_control(name: StrEnum, legend: str, options: list[dict[str, str]]) -> html.Fieldset:
    """Return radio buttons drawn side by side as one control; the first is chosen."""
    return html.Fieldset(
        [
            html.Legend(legend, className="visually-hidden"),
            dbc.RadioItems(
                id=name,
                # What makes one group of them for the keyboard: arrows move within it.
                name=name,
                options=options,
                value=options[0]["value"],
            ),
        ],
        className="cs-segmented",
    )
