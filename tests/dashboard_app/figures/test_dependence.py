"""Dependence: ribbons over the values, boxes where the quartiles are, ends named."""

import pytest

from dashboard_app.figures.dependence import EffectGroup, plot_boxes, plot_ribbons
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT

EN = get_translator("en")
GROUPS = [
    EffectGroup("low", 40, 0.2, 0.31, 0.30, 0.25, 0.35, 0.2, 0.4),
    EffectGroup("<high>", 60, 0.8, -0.21, -0.20, -0.25, -0.15, -0.3, -0.1),
]


@pytest.fixture
def ribbons():
    return plot_ribbons(
        GROUPS, variable="Rating", takeaway="Lower.", ticks=[(0.0, "0"), (1.0, "1")], translator=EN, palette=LIGHT
    )


def test_a_line_goes_through_the_means_on_ribbons_of_the_effects(ribbons):
    wide, narrow, line = ribbons.figure.data
    assert (list(line.x), list(line.y)) == ([0.2, 0.8], [0.31, -0.21])
    assert (list(wide.x), list(wide.y)) == ([0.2, 0.8, 0.8, 0.2], [0.2, -0.3, -0.1, 0.4])
    assert list(narrow.y) == [0.25, -0.25, -0.15, 0.35]
    assert wide.fill == narrow.fill == "toself"


@pytest.mark.case(17)
def test_nobody_is_a_dot(ribbons):
    assert {trace.mode for trace in ribbons.figure.data} == {"lines", "lines+markers"}
    assert all(len(trace.x) <= 2 * len(GROUPS) for trace in ribbons.figure.data)


def test_what_is_written_at_the_ends_covers_nothing(ribbons):
    low, high = ribbons.figure.layout.yaxis.range
    assert low < -0.3 - 0.05
    assert high > 0.4 + 0.05
    assert {note.text for note in ribbons.figure.layout.annotations} == {"▲ raises the risk", "▼ lowers the risk"}


def test_a_box_is_the_middle_half_with_nearly_all_around_it():
    chart = plot_boxes(GROUPS, variable="Kind", takeaway="Low.", translator=EN, palette=LIGHT)
    (boxes,) = chart.figure.data
    assert (list(boxes.q1), list(boxes.median), list(boxes.q3)) == ([0.25, -0.25], [0.3, -0.2], [0.35, -0.15])
    assert (list(boxes.lowerfence), list(boxes.upperfence)) == ([0.2, -0.3], [0.4, -0.1])
    named = {note.text for note in chart.figure.layout.annotations}
    assert {"low (40)", "&lt;high&gt; (60)"} <= named


def test_the_table_is_by_group(ribbons):
    for chart in (ribbons, plot_boxes(GROUPS, variable="Kind", takeaway="", translator=EN, palette=LIGHT)):
        assert chart.table.rows[0] == ("low", "40", "0.310", "0.250 … 0.350")
        assert "Rating" in chart.label or "Kind" in chart.label
