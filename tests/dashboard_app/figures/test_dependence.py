"""Dependence: dots where the values are, boxes where the quartiles are, ends named."""

import numpy as np
import pytest

from dashboard_app.figures.dependence import DOTS, STEPS, Dots, Group, draw_boxes, draw_dots
from dashboard_app.i18n import words_in
from dashboard_app.theme import LIGHT

EN = words_in("en")
GROUPS = [
    Group("low", 40, 0.2, 0.31, 0.30, 0.25, 0.35, 0.2, 0.4),
    Group("<high>", 60, 0.8, -0.21, -0.20, -0.25, -0.15, -0.3, -0.1),
]


@pytest.fixture
def dots():
    rng = np.random.default_rng(3)
    values = rng.uniform(0, 1, 1_500)
    chart = draw_dots(
        Dots(values, 0.4 - values, GROUPS),
        variable="Rating",
        takeaway="Lower.",
        ticks=[(0.0, "0"), (1.0, "1")],
        words=EN,
        palette=LIGHT,
    )
    return chart, values


def test_a_dot_stands_at_its_value_and_its_effect(dots):
    chart, values = dots
    points, line = chart.figure.data
    assert len(points.x) == DOTS
    np.testing.assert_allclose(points.x, np.sort(values[:DOTS]), atol=0.5 / STEPS + 1e-4)
    np.testing.assert_allclose(np.add(points.x, points.y), 0.4, atol=1 / STEPS + 2e-4)
    assert (list(line.x), list(line.y)) == ([0.2, 0.8], [0.31, -0.21])


@pytest.mark.case(17)
def test_nobody_is_followed_from_the_chart_of_one_variable_to_that_of_another():
    rng = np.random.default_rng(5)
    values, effects, mixed = rng.uniform(0, 1, 300), rng.uniform(-1, 1, 300), rng.permutation(300)

    def points(order):
        dots = Dots(values[order], effects[order], GROUPS)
        chart = draw_dots(dots, variable="Rating", takeaway="", ticks=[], words=EN, palette=LIGHT)
        return chart.spec["data"][0]["x"], chart.spec["data"][0]["y"]

    # The same dots, whatever the order of the people in the sample; and no value to the last digit.
    assert points(np.arange(300)) == points(mixed)
    for found in points(mixed):
        assert len(set(found)) <= STEPS + 1


@pytest.mark.parametrize("value", [[0.5], [0.5, 0.5]], ids=str)
def test_few_dots_are_drawn_too(value):
    dots = Dots(np.array(value), np.array(value), GROUPS)
    chart = draw_dots(dots, variable="Rating", takeaway="", ticks=[], words=EN, palette=LIGHT)
    assert chart.spec["data"][0]["x"] == value


def test_what_is_written_at_the_ends_covers_no_dot(dots):
    chart, _ = dots
    points = chart.figure.data[0]
    low, high = chart.figure.layout.yaxis.range
    assert low < min(points.y) - 0.1
    assert high > max(points.y) + 0.1
    assert {note.text for note in chart.figure.layout.annotations} == {"▲ raises the risk", "▼ lowers the risk"}


def test_a_box_is_the_middle_half_with_nearly_all_around_it():
    chart = draw_boxes(GROUPS, variable="Kind", takeaway="Low.", words=EN, palette=LIGHT)
    (boxes,) = chart.figure.data
    assert (list(boxes.q1), list(boxes.median), list(boxes.q3)) == ([0.25, -0.25], [0.3, -0.2], [0.35, -0.15])
    assert (list(boxes.lowerfence), list(boxes.upperfence)) == ([0.2, -0.3], [0.4, -0.1])
    named = {note.text for note in chart.figure.layout.annotations}
    assert {"low (40)", "&lt;high&gt; (60)"} <= named


def test_the_table_is_by_group(dots):
    for chart in (dots[0], draw_boxes(GROUPS, variable="Kind", takeaway="", words=EN, palette=LIGHT)):
        assert chart.table.rows[0] == ("low", "40", "0.310", "0.250 … 0.350")
        assert "Rating" in chart.label or "Kind" in chart.label
