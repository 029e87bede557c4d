"""Cost over the limit: the current threshold marked, how sure it is drawn behind."""

from dashboard_app.figures.cost import Cost, plot_cost
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT
from model_bundle.reports import CostPoint, Interval

EN = get_translator("en")


def points_of(*points):
    """Points of the curve, without intervals."""
    return [CostPoint(threshold=cut, cost=cost, refused=refused) for cut, cost, refused in points]


def test_the_cost_curve_marks_the_limit_in_force():
    points = points_of(*((place / 10, 1 - place / 20, 0.5) for place in range(6)))
    chart = plot_cost(Cost(points, 0.082, 0.95), takeaway="Least.", translator=EN, palette=LIGHT)
    line, dot = chart.figure.data
    assert list(line.x) == [0, 10, 20, 30, 40, 50]
    assert (dot.x[0], dot.y[0]) == (8.2, 0.95)
    assert chart.figure.layout.shapes[0].x0 == 8.2
    assert chart.table.rows[1] == ("10.0%", "0.950", "50.0%")


def test_a_long_curve_has_a_short_table():
    points = points_of(*((place / 200, 1.0, 0.5) for place in range(101)))
    chart = plot_cost(Cost(points, 0.1, 1.0), takeaway="", translator=EN, palette=LIGHT)
    assert len(chart.figure.data[0].x) == 101
    assert len(chart.table.rows) == 21


def test_axes_have_the_decimal_mark_of_the_language():
    points = points_of((0.0, 1.0, 1.0), (0.5, 0.8, 0.1))
    chart = plot_cost(Cost(points, 0.1, 1.0), takeaway="", translator=get_translator("fr"), palette=LIGHT)
    assert chart.figure.layout.separators == ",\u202f"


def test_how_sure_cost_and_limit_are_is_drawn_behind_them():
    points = points_of(*((place / 10, 1 - place / 20, 0.5) for place in range(6)))
    points = [
        point.model_copy(update={"interval": Interval(low=point.cost - 0.02, high=point.cost + 0.01)})
        for point in points
    ]
    chart = plot_cost(
        Cost(points, 0.082, 0.95, Interval(low=0.07, high=0.1)), takeaway="Least.", translator=EN, palette=LIGHT
    )
    low, high, line, _ = chart.figure.data
    assert high.fill == "tonexty"
    assert all(below < middle < above for below, middle, above in zip(low.y, line.y, high.y, strict=True))
    (band,) = [shape for shape in chart.figure.layout.shapes if shape.type == "rect"]
    assert (band.x0, band.x1, band.layer) == (7, 10, "below")
