"""What decisions cost over the limit, with the current threshold and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Chart, ChartTable, Spec, new_spec, separators, vertical_line
from dashboard_app.figures.lines import TABLE_ROWS, limit_dot, line, percents, share_axis, spread
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

HEIGHT = 300


@dataclass(frozen=True)
class Cost:
    """Cost per applicant over the limit; each point is (limit, cost, share refused).

    ``intervals`` are those of the cost at each point, ``limit_interval`` that of the cheapest limit; without one,
    nothing is drawn of it.
    """

    points: Sequence[tuple[float, float, float]]
    limit: float
    cost_at_limit: float
    intervals: Sequence[tuple[float, float]] = ()
    limit_interval: tuple[float, float] | None = None


def plot_cost(cost: Cost, *, takeaway: str, translator: Translator, palette: Palette) -> Chart:
    """Draw cost per applicant over the limit, with the current threshold marked."""
    _ = translator.gettext
    (limit,) = percents([cost.limit])
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
        shapes=[vertical_line(limit, palette.ink)],
    )
    if cost.limit_interval:
        low, high = percents(cost.limit_interval)
        spec["layout"]["shapes"].append(_between(low, high, palette))
    if cost.intervals:
        spec["data"] += _band(percents(point[0] for point in cost.points), cost.intervals, palette)
    spec["data"] += [
        line(
            percents(point[0] for point in cost.points),
            [round(point[1], 4) for point in cost.points],
            _("cost per applicant"),
            palette,
        ),
        limit_dot(limit, round(cost.cost_at_limit, 4), _("at the current threshold"), palette),
    ]
    spec["layout"]["annotations"].append(
        {
            "x": limit,
            "y": 1.0,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "left",
            "text": f"<b>{_('threshold %(value)s', value=translator.percent(cost.limit, 2))}</b>",
            "showarrow": False,
            "font": {"color": palette.ink, "size": 13},
        }
    )
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("Line chart: cost per applicant by threshold, with the current threshold marked."),
        table=ChartTable(
            (_("Threshold"), _("Cost per applicant"), _("Refused")),
            tuple(
                (translator.percent(limit, 1), translator.fixed(at, 3), translator.percent(refused))
                for limit, at, refused in spread(cost.points, 2 * TABLE_ROWS - 1)
            ),
        ),
    )


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


def _band(x: Sequence[float], intervals: Sequence[tuple[float, float]], palette: Palette) -> list[Spec]:
    """Return the area between two curves: the lower one unseen, the upper one filled down to it."""
    edge = {"type": "scatter", "x": x, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    return [
        {**edge, "y": [round(low, 4) for low, _ in intervals]},
        {**edge, "y": [round(high, 4) for _, high in intervals], "fill": "tonexty", "fillcolor": palette.accent_soft},
    ]
