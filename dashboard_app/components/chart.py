"""A chart on a page: sentence first, picture with its label, data as a table behind a disclosure."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard_app.components.attributes import aria
from dashboard_app.components.disclosure import disclosure
from dashboard_app.components.table import Table
from dashboard_app.figures.chart import Chart
from dashboard_app.i18n import Words

_CONFIG: Any = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def chart_view(chart: Chart, *, words: Words, caption: Component | None = None) -> html.Figure:
    """Return a chart with everything that belongs to it.

    The takeaway stands above the picture, unless a ``caption`` below it says the same at more length.
    """
    height = f"{chart.height}px"
    above = [html.Figcaption(chart.takeaway, className="takeaway")] if caption is None else []
    below = [] if caption is None else [html.Figcaption(caption)]
    return html.Figure(
        [
            *above,
            html.Div(
                dcc.Graph(figure=chart.spec, config=_CONFIG, style={"height": height}),
                role="img",
                **aria(label=chart.label),
                className="chart",
                style={"minHeight": height},
            ),
            *below,
            disclosure(words.gettext("Show as a table"), Table(chart.table, chart.label)),
        ],
        className="chart-figure",
    )
