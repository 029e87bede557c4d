"""A chart on a page: picture with its label, sentence, table of the same data."""

from dash import dcc, html

from dashboard_app.components.chart import chart_view
from dashboard_app.components.tables import Table
from dashboard_app.figures.importance import Importance, plot_importance
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT
from tests.dashboard_app.callbacks.asking import of_class, parts

EN = get_translator("en")
CHART = plot_importance([Importance("Rating", 0.4)], of="Variables", translator=EN, palette=LIGHT)


def test_the_picture_is_an_image_with_its_label_and_its_height_from_the_start():
    (picture,) = of_class(chart_view(CHART, translator=EN), "chart")
    assert picture.role == "img"
    assert getattr(picture, "aria-label") == CHART.label
    assert picture.style["minHeight"] == picture.children.style["height"] == f"{CHART.figure.layout.height}px"


def test_the_sentence_stands_above_the_picture():
    first, second, *_ = chart_view(CHART, translator=EN).children
    assert isinstance(first, html.Figcaption)
    assert first.children == CHART.takeaway
    assert "chart" in second.className


def test_the_toolbar_of_plotly_stays_away():
    (graph,) = [part for part in parts(chart_view(CHART, translator=EN)) if isinstance(part, dcc.Graph)]
    assert graph.config["displayModeBar"] is False
    assert graph.config["scrollZoom"] is False


def test_the_data_of_the_chart_stand_behind_a_disclosure():
    *_, more = chart_view(CHART, translator=EN).children
    (table,) = [part for part in parts(more) if isinstance(part, Table)]
    assert isinstance(more, html.Details)
    assert (table.caption, table.columns, table.rows) == (CHART.label, CHART.table.columns, CHART.table.rows)
