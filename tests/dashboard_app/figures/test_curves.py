"""Curves: the limit in force is on them and in their tables, chance is drawn beside them."""

import pytest

from dashboard_app.figures.curves import Cost, Curve, draw_calibration, draw_cost, draw_curve
from dashboard_app.i18n import words_in
from dashboard_app.theme import LIGHT

EN = words_in("en")
POINTS = [(place / 100, (place / 100) ** 0.5) for place in range(101)]


@pytest.fixture
def roc():
    curve = Curve(POINTS, (0.283, 0.721), "good", "bad")
    return draw_curve(curve, by_chance=[(0, 0), (1, 1)], takeaway="Good.", label="ROC.", words=EN, palette=LIGHT)


def test_a_curve_is_drawn_in_percent_with_chance_and_the_limit(roc):
    chance, line, limit = roc.figure.data
    assert (list(chance.x), list(chance.y)) == ([0, 100], [0, 100])
    assert (line.x[25], line.y[25]) == (25, 50)
    assert (limit.x[0], limit.y[0], limit.mode) == (28.3, 72.1, "markers")
    # Told apart without colour: dotted, full, a diamond.
    assert (chance.line.dash, line.line.dash, limit.marker.symbol) == ("dot", None, "diamond")


def test_the_limit_stands_in_the_table_in_its_place(roc):
    notes = [row[2] for row in roc.table.rows]
    assert notes.count("the limit in force") == 1
    place = notes.index("the limit in force")
    assert roc.table.rows[place][:2] == ("28.3%", "72.1%")
    assert 0 < place < len(notes) - 1
    assert (roc.table.rows[0][0], roc.table.rows[-1][0]) == ("0.0%", "100.0%")


def test_calibration_stands_beside_the_line_of_right_estimates():
    chart = draw_calibration([(0.01, 0.02, 50), (0.1, 0.08, 50)], takeaway="Near.", words=EN, palette=LIGHT)
    right, groups = chart.figure.data
    assert list(right.x) == list(right.y)
    assert (list(groups.x), list(groups.y)) == ([1, 10], [2, 8])
    assert chart.figure.layout.xaxis.range == chart.figure.layout.yaxis.range
    assert chart.table.rows[1] == ("10.0%", "8.0%", "50")


def test_the_cost_curve_marks_the_limit_in_force():
    points = [(place / 10, 1 - place / 20, 0.5) for place in range(6)]
    chart = draw_cost(Cost(points, 0.082, 0.95), takeaway="Least.", words=EN, palette=LIGHT)
    line, dot = chart.figure.data
    assert list(line.x) == [0, 10, 20, 30, 40, 50]
    assert (dot.x[0], dot.y[0]) == (8.2, 0.95)
    assert chart.figure.layout.shapes[0].x0 == 8.2
    assert chart.table.rows[1] == ("10.0%", "0.950", "50.0%")


def test_a_long_curve_has_a_short_table():
    points = [(place / 200, 1.0, 0.5) for place in range(101)]
    chart = draw_cost(Cost(points, 0.1, 1.0), takeaway="", words=EN, palette=LIGHT)
    assert len(chart.figure.data[0].x) == 101
    assert len(chart.table.rows) == 21


def test_axes_have_the_decimal_mark_of_the_language():
    points = [(0.0, 1.0, 1.0), (0.5, 0.8, 0.1)]
    chart = draw_cost(Cost(points, 0.1, 1.0), takeaway="", words=words_in("fr"), palette=LIGHT)
    assert chart.figure.layout.separators == ",\u202f"
