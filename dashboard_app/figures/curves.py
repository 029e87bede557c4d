"""Curves of shares against shares: defaults found, precision."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Chart, ChartTable
from dashboard_app.figures.lines import Point, by_chance_line, percents, share_line, spread, square, threshold_dot
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette


@dataclass(frozen=True)
class Curve:
    """Points from left to right, the point of the current threshold, and what stands along both axes."""

    points: Sequence[Point]
    at_threshold: Point
    x_title: str
    y_title: str


def plot_curve(
    curve: Curve, *, by_chance: Sequence[Point], takeaway: str, label: str, translator: Translator, palette: Palette
) -> Chart:
    """Draw a curve of shares against shares, the current threshold on it, and what chance alone would reach."""
    _ = translator.gettext
    spec = square(curve.x_title, curve.y_title, translator, palette)
    x, y = percents(curve.at_threshold)
    spec["data"] += [
        by_chance_line(by_chance, _("by chance"), palette),
        share_line(curve.points, _("this model"), palette),
        threshold_dot(x, y, _("at the current threshold"), palette),
    ]
    # The point of the threshold is in the table among the others, in their order.
    rows = sorted({*spread(sorted(curve.points)), curve.at_threshold})
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=label,
        table=ChartTable(
            (curve.x_title, curve.y_title, _("Note")),
            tuple(
                (*map(translator.percent, row), _("the current threshold") if row == curve.at_threshold else "–")
                for row in rows
            ),
        ),
    )
