"""Estimates stand beside what happened, each group with how sure that is."""

import pytest

from dashboard_app.figures.calibration import plot_calibration
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT
from model_bundle.reports import CalibrationBin, Interval

EN = get_translator("en")
POINTS = [
    CalibrationBin(predicted=predicted, observed=observed, applicants=50)
    for predicted, observed in ((0.01, 0.02), (0.1, 0.08))
]


def test_calibration_stands_beside_the_line_of_right_estimates():
    chart = plot_calibration(POINTS, takeaway="Near.", translator=EN, palette=LIGHT)
    right, groups = chart.figure.data
    assert list(right.x) == list(right.y)
    assert (list(groups.x), list(groups.y)) == ([1, 10], [2, 8])
    assert chart.figure.layout.xaxis.range == chart.figure.layout.yaxis.range
    assert chart.table.rows[1] == ("10.0%", "8.0%", "–", "50")


def test_what_was_observed_has_its_interval():
    points = [
        point.model_copy(update={"interval": Interval(low=point.observed - 0.01, high=point.observed + 0.03)})
        for point in POINTS
    ]
    chart = plot_calibration(points, takeaway="Near.", translator=EN, palette=LIGHT)
    groups = chart.figure.data[1]
    assert list(groups.error_y.array) == pytest.approx([3, 3])
    assert list(groups.error_y.arrayminus) == pytest.approx([1, 1])
    assert chart.table.rows[1] == ("10.0%", "8.0%", "7.0% – 11.0%", "50")
    assert chart.figure.layout.yaxis.range[1] >= 11


def test_without_intervals_there_are_no_whiskers():
    chart = plot_calibration(POINTS, takeaway="Near.", translator=EN, palette=LIGHT)
    assert chart.figure.data[1].error_y.array is None
