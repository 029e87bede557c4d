"""Curves: the current threshold is on them and in their tables, chance is drawn beside them."""

import pytest

from dashboard_app.figures.curves import Curve, plot_curve
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT

EN = get_translator("en")
POINTS = [(place / 100, (place / 100) ** 0.5) for place in range(101)]


@pytest.fixture
def roc():
    curve = Curve(POINTS, (0.283, 0.721), "good", "bad")
    return plot_curve(curve, by_chance=[(0, 0), (1, 1)], takeaway="Good.", label="ROC.", translator=EN, palette=LIGHT)


def test_a_curve_is_drawn_in_percent_with_chance_and_the_limit(roc):
    chance, line, limit = roc.figure.data
    assert (list(chance.x), list(chance.y)) == ([0, 100], [0, 100])
    assert (line.x[25], line.y[25]) == (25, 50)
    assert (limit.x[0], limit.y[0], limit.mode) == (28.3, 72.1, "markers")
    # Told apart without colour: dotted, full, a diamond.
    assert (chance.line.dash, line.line.dash, limit.marker.symbol) == ("dot", None, "diamond")


def test_the_limit_stands_in_the_table_in_its_place(roc):
    notes = [row[2] for row in roc.table.rows]
    assert notes.count("the current threshold") == 1
    place = notes.index("the current threshold")
    assert roc.table.rows[place][:2] == ("28.3%", "72.1%")
    assert 0 < place < len(notes) - 1
    assert (roc.table.rows[0][0], roc.table.rows[-1][0]) == ("0.0%", "100.0%")
