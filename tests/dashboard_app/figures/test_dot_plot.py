"""Dots beside each other: one row each, intervals and single measurements on the same axis."""

from dataclasses import replace

import pytest

from dashboard_app.figures.chart import ChartTable
from dashboard_app.figures.dot_plot import DotAxis, DotRow, plot_dots
from dashboard_app.i18n import get_translator
from dashboard_app.theme import DARK, LIGHT

EN = get_translator("en")
ROWS = [
    DotRow("In force", 0.75, single=(0.74, 0.76), is_marked=True),
    DotRow("Another one", 0.7, 0.68, 0.73),
]
AXIS = DotAxis("AUC", lambda value: EN.fixed(value, 2), tick=EN.number, line=0.5, line_name="chance")


def draw(rows=ROWS, axis=AXIS, palette=LIGHT):
    table = ChartTable(("a",), (("b",),))
    return plot_dots(rows, axis, takeaway="So.", label="Chart.", table=table, translator=EN, palette=palette)


def test_every_row_has_its_dot_in_its_place():
    singles, first, second = draw().figure.data
    assert (list(singles.x), list(singles.y)) == ([0.74, 0.76], [0, 0])
    assert (list(first.x), list(first.y), list(second.x), list(second.y)) == ([0.75], [0], [0.7], [1])


def test_an_interval_goes_through_its_dot():
    second = draw().figure.data[-1]
    assert list(second.error_x.array) == pytest.approx([0.03])
    assert list(second.error_x.arrayminus) == pytest.approx([0.02])
    assert draw().figure.data[1].error_x.array is None


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_marked_differs_by_shape_too(palette):
    _, first, second = draw(palette=palette).figure.data
    assert first.marker.symbol != second.marker.symbol
    assert first.marker.color == palette.accent


def test_places_on_the_axis_are_round():
    axis = draw().figure.layout.xaxis
    assert list(axis.tickvals) == pytest.approx([0.5, 0.6, 0.7])
    assert list(axis.ticktext) == ["0.5", "0.6", "0.7"]


@pytest.mark.parametrize("low", [0.6, 0.55, 0.525, 0.66, 0.7451])
def test_what_is_read_at_a_place_is_its_value(low):
    rows = [DotRow("One", low), DotRow("Other", 0.75)]
    percents = DotAxis("granted", EN.percent, tick=lambda value, digits: EN.percent(value, max(0, digits - 2)))
    axis = draw(rows, percents).figure.layout.xaxis
    assert len(axis.tickvals) > 1
    assert [float(text.rstrip("%")) / 100 for text in axis.ticktext] == pytest.approx(list(axis.tickvals))


def test_lengths_are_compared_from_a_line_at_zero_on():
    axis = draw(
        [DotRow("One", 0.6), DotRow("Other", 0.75)], replace(AXIS, line=None, has_zero=True)
    ).figure.layout.xaxis
    assert axis.tickvals[0] == 0
    assert axis.zeroline
    assert axis.showgrid
    assert axis.rangemode == "tozero"


def test_values_that_are_all_the_same_have_one_place():
    same = [DotRow("One", 0.5), DotRow("Other", 0.5)]
    assert list(draw(same).figure.layout.xaxis.tickvals) == [0.5]


def test_the_line_is_named():
    layout = draw().figure.layout
    assert layout.shapes[0].x0 == 0.5
    assert "chance" in [note.text for note in layout.annotations]


def test_rows_make_the_chart_higher():
    assert draw(ROWS * 3).height > draw().height
