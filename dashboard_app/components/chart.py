"""A chart on a page: sentence first, picture with its label, data as a table behind a disclosure."""

from typing import Any

from dash import dcc

from dashboard_app.components.app_frame import collapsible
from dashboard_app.components.elements import aria, html
from dashboard_app.components.tables import Table
from dashboard_app.figures.chart import Chart
from dashboard_app.i18n import Translator

_CONFIG: Any = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def chart_view(chart: Chart, *, translator: Translator) -> html.Figure:
    """Return a chart with its takeaway above it and its table."""
    height = f"{chart.height}px"
    return html.Figure(
        [
            html.Figcaption(chart.takeaway, className="takeaway"),
            html.Div(
                dcc.Graph(figure=chart.spec, config=_CONFIG, style={"height": height}),
                role="img",
                **aria(label=chart.label),
                className="chart",
                style={"minHeight": height},
            ),
            collapsible(translator.gettext("Show as a table"), Table(chart.table, chart.label)),
        ],
        className="chart-figure",
    )
