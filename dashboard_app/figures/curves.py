"""Curves of an evaluation: defaults found, precision, calibration, and cost over the limit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dashboard_app.figures.chart import Chart, ChartTable, Spec, new_spec, percent_sign, separators
from dashboard_app.i18n import Words
from dashboard_app.theme import Palette

HEIGHT = 320
_COST_HEIGHT = 300
_TABLE_ROWS = 11

Point = tuple[float, float]
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Curve:
    """Points from left to right, the point of the limit in force, and what stands along both axes."""

    points: Sequence[Point]
    at_limit: Point
    x_title: str
    y_title: str


@dataclass(frozen=True)
class Cost:
    """Cost per applicant over the limit; each point is (limit, cost, share refused)."""

    points: Sequence[tuple[float, float, float]]
    limit: float
    cost_at_limit: float


def draw_curve(
    curve: Curve, *, by_chance: Sequence[Point], takeaway: str, label: str, words: Words, palette: Palette
) -> Chart:
    """Draw a curve of shares against shares, the limit in force on it, and what chance alone would reach."""
    _ = words.gettext
    spec = _square(curve.x_title, curve.y_title, words, palette)
    x, y = _percents(curve.at_limit)
    spec["data"] += [
        _chance(by_chance, _("by chance"), palette),
        _share_line(curve.points, _("this model"), palette),
        _limit_dot(x, y, _("at the limit in force"), palette),
    ]
    # The point of the limit stands in the table among the others, in their order.
    rows = sorted({*_spread(sorted(curve.points)), curve.at_limit})
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=label,
        table=ChartTable(
            (curve.x_title, curve.y_title, _("Note")),
            tuple(
                (*map(words.percent, row), _("the limit in force") if row == curve.at_limit else "–") for row in rows
            ),
        ),
    )


def draw_calibration(
    points: Sequence[tuple[float, float, int]], *, takeaway: str, words: Words, palette: Palette
) -> Chart:
    """Draw estimated against observed risk; each point is (estimated, observed, applicants)."""
    _ = words.gettext
    estimated, observed = _("estimated risk"), _("share that did not repay")
    spec = _square(estimated, observed, words, palette)
    end = 1.05 * max((max(point[:2]) for point in points), default=1.0)
    spec["data"] += [
        _chance([(0.0, 0.0), (end, end)], _("if every estimate were right"), palette),
        {
            **_share_line([point[:2] for point in points], _("groups of equal size"), palette),
            "mode": "lines+markers",
            "marker": {"size": 7, "color": palette.accent},
        },
    ]
    spec["layout"]["xaxis"]["range"] = spec["layout"]["yaxis"]["range"] = [0, round(end * 100, 2)]
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("Line chart: estimated risk against the share that did not repay, by groups of equal size."),
        table=ChartTable(
            (_("Estimated risk"), _("Did not repay"), _("Applicants")),
            tuple((words.percent(x), words.percent(y), words.number(count)) for x, y, count in points),
        ),
    )


def draw_cost(cost: Cost, *, takeaway: str, words: Words, palette: Palette) -> Chart:
    """Draw cost per applicant over the limit, with the limit in force marked."""
    _ = words.gettext
    (limit,) = _percents([cost.limit])
    spec = new_spec(
        palette,
        height=_COST_HEIGHT,
        margin={"l": 8, "r": 12, "t": 34, "b": 8},
        showlegend=False,
        separators=separators(words),
        xaxis=_share_axis(_("limit"), words),
        yaxis={
            "title": {"text": _("cost per applicant")},
            "rangemode": "tozero",
            "fixedrange": True,
            "ticks": "outside",
        },
        shapes=[
            {
                "type": "line",
                "x0": limit,
                "x1": limit,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": palette.ink, "width": 2, "dash": "dash"},
            }
        ],
    )
    spec["data"] += [
        _line(
            _percents(point[0] for point in cost.points),
            [round(point[1], 4) for point in cost.points],
            _("cost per applicant"),
            palette,
        ),
        _limit_dot(limit, round(cost.cost_at_limit, 4), _("at the limit in force"), palette),
    ]
    spec["layout"]["annotations"].append(
        {
            "x": limit,
            "y": 1.0,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "left",
            "text": f"<b>{_('limit %(value)s', value=words.percent(cost.limit, 2))}</b>",
            "showarrow": False,
            "font": {"color": palette.ink, "size": 13},
        }
    )
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("Line chart: cost per applicant over the limit, with the limit in force marked."),
        table=ChartTable(
            (_("Limit"), _("Cost per applicant"), _("Refused")),
            tuple(
                (words.percent(limit, 1), words.fixed(at, 3), words.percent(refused))
                for limit, at, refused in _spread(cost.points, 2 * _TABLE_ROWS - 1)
            ),
        ),
    )


def _square(x_title: str, y_title: str, words: Words, palette: Palette) -> Spec:
    return new_spec(
        palette,
        height=HEIGHT,
        margin={"l": 8, "r": 16, "t": 8, "b": 8},
        legend={"orientation": "h", "y": -0.24},
        separators=separators(words),
        xaxis=_share_axis(x_title, words),
        yaxis=_share_axis(y_title, words),
    )


def _share_axis(title: str, words: Words) -> Spec:
    return {
        "title": {"text": title},
        "ticksuffix": percent_sign(words),
        "rangemode": "tozero",
        "fixedrange": True,
        "nticks": 6,
        "ticks": "outside",
    }


def _line(x: Sequence[float], y: Sequence[float], name: str, palette: Palette) -> Spec:
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "name": name,
        "line": {"color": palette.accent, "width": 2.5},
        "hoverinfo": "skip",
    }


def _share_line(points: Sequence[Point], name: str, palette: Palette) -> Spec:
    return _line(_percents(x for x, _ in points), _percents(y for _, y in points), name, palette)


def _chance(points: Sequence[Point], name: str, palette: Palette) -> Spec:
    return {**_share_line(points, name, palette), "line": {"color": palette.ink_3, "width": 1.5, "dash": "dot"}}


def _limit_dot(x: float, y: float, name: str, palette: Palette) -> Spec:
    return {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "mode": "markers",
        "name": name,
        "marker": {
            "size": 11,
            "symbol": "diamond",
            "color": palette.ink,
            "line": {"color": palette.surface, "width": 1.5},
        },
        "hoverinfo": "skip",
    }


def _percents(shares: Iterable[float]) -> list[float]:
    # More than two decimals only make the answer longer.
    return [round(share * 100, 2) for share in shares]


def _spread(points: Sequence[_Row], most: int = _TABLE_ROWS) -> list[_Row]:
    """Return at most so many points, evenly chosen, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    return [points[round(place * (len(points) - 1) / (most - 1))] for place in range(most)]
