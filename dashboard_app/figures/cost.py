"""What decisions cost over the threshold, with the current threshold and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Chart, ChartTable, Spec, new_spec, separators, vertical_line
from dashboard_app.figures.lines import TABLE_ROWS, line, percents, share_axis, spread, threshold_dot
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette
from model_bundle.reports import CostPoint, Interval

HEIGHT = 300


@dataclass(frozen=True)
class Cost:
    """Cost per applicant over the threshold, at the current one, and the interval of the cheapest.

    Without intervals, nothing is drawn of them.
    """

    points: Sequence[CostPoint]
    threshold: float
    cost_at_threshold: float
    threshold_interval: Interval | None = None


def plot_cost(cost: Cost, *, takeaway: str, translator: Translator, palette: Palette) -> Chart:
    """Draw cost per applicant over the threshold, with the current threshold marked."""
    _ = translator.gettext
    (threshold,) = percents([cost.threshold])
    spec = new_spec(
        palette,
        height=HEIGHT,
        margin={"l": 8, "r": 12, "t": 34, "b": 8},
        showlegend=False,
        separators=separators(translator),
        xaxis=share_axis(_("threshold"), translator),
        yaxis={
            "title": {"text": _("cost per applicant")},
            "rangemode": "tozero",
            "fixedrange": True,
            "ticks": "outside",
        },
        shapes=[vertical_line(threshold, palette.ink)],
    )
    if cost.threshold_interval:
        low, high = percents([cost.threshold_interval.low, cost.threshold_interval.high])
        spec["layout"]["shapes"].append(_between(low, high, palette))
    across = percents(point.threshold for point in cost.points)
    intervals = [point.interval for point in cost.points if point.interval]
    if intervals and len(intervals) == len(cost.points):
        spec["data"] += _band(across, intervals, palette)
    spec["data"] += [
        line(
            across,
            [round(point.cost, 4) for point in cost.points],
            _("cost per applicant"),
            palette,
        ),
        threshold_dot(threshold, round(cost.cost_at_threshold, 4), _("at the current threshold"), palette),
    ]
    name = _("threshold %(value)s", value=translator.percent(cost.threshold, 2))
    spec["layout"]["annotations"].append(_threshold_name(threshold, name, palette))
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("Line chart: cost per applicant by threshold, with the current threshold marked."),
        table=ChartTable(
            (_("Threshold"), _("Cost per applicant"), _("Refused")),
            tuple(
                (
                    translator.percent(point.threshold, 1),
                    translator.fixed(point.cost, 3),
                    translator.percent(point.refused),
                )
                for point in spread(cost.points, 2 * TABLE_ROWS - 1)
            ),
        ),
    )


def _threshold_name(threshold: float, name: str, palette: Palette) -> Spec:
    return {
        "x": threshold,
        "y": 1.0,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "left",
        "text": f"<b>{name}</b>",
        "showarrow": False,
        "font": {"color": palette.ink, "size": 13},
    }


def _between(low: float, high: float, palette: Palette) -> Spec:
    return {
        "type": "rect",
        "x0": low,
        "x1": high,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"width": 0},
        "fillcolor": palette.accent_soft,
        "layer": "below",
    }


def _band(x: Sequence[float], intervals: Sequence[Interval], palette: Palette) -> list[Spec]:
    """Return the area between two curves: the lower one unseen, the upper one filled down to it."""
    edge = {"type": "scatter", "x": x, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    return [
        {**edge, "y": [round(interval.low, 4) for interval in intervals]},
        {
            **edge,
            "y": [round(interval.high, 4) for interval in intervals],
            "fill": "tonexty",
            "fillcolor": palette.accent_soft,
        },
    ]
