"""One variable on two sides, as shares: bars for the first side, a line or second bars for the other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard_app.figures.chart import (
    AXIS_LINE,
    Chart,
    ChartTable,
    Spec,
    in_lines,
    name_rows,
    new_spec,
    percent_sign,
    plain,
    separators,
    vertical_line,
)
from dashboard_app.figures.small_categories import group_small_categories, rows_to_draw
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

HEIGHT = 320
_ROW = 62
_SLACK = 1e-6
_LEGEND_LINE = 38
"""Letters that a telephone shows of a line of the legend."""
_HEADROOM = 1.15
"""Room above the highest bar, also for the text at a marker."""


@dataclass(frozen=True)
class GroupSeries:
    """One side: what it is called, the share of it in each bin or category, and its two colours."""

    name: str
    shares: Sequence[float]
    fill: str
    line: str


@dataclass(frozen=True)
class TwoGroupDistribution:
    """A variable on both sides. ``bins`` names each bin or category; ``edges`` is empty for categories.

    ``marker`` is a place on the axis with the text that stands at it; ``here`` is the category that bears the sign of
    this client. Of many categories the largest are drawn, the others as one row; the table has them all.
    """

    variable: str
    edges: Sequence[float]
    bins: Sequence[str]
    first: GroupSeries
    second: GroupSeries
    marker: tuple[float, str] | None = None
    here: int | None = None


def plot_two_group_distribution(
    data: TwoGroupDistribution,
    *,
    takeaway: str,
    label: str,
    ticks: Sequence[tuple[float, str]],
    translator: Translator,
    palette: Palette,
) -> Chart:
    """Draw both sides; ``ticks`` are the values of the axis with their text, for numbers."""
    spec = new_spec(
        palette,
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 34, "b": 8},
        # Above the figure: under it, a long name of the axis would need its place.
        legend={"orientation": "h", "y": 1, "yanchor": "bottom"},
        separators=separators(translator),
    )
    if data.edges:
        _draw_numbers(spec, data, ticks, translator)
    else:
        _draw_categories(spec, data, translator, palette)
    if data.marker:
        _draw_marker(spec, data, palette)
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=label,
        table=ChartTable(
            (data.variable, data.first.name, data.second.name),
            tuple(
                (name, translator.percent(first), translator.percent(second))
                for name, first, second in zip(_signed(data), data.first.shares, data.second.shares, strict=True)
            ),
        ),
    )


def _draw_numbers(
    spec: Spec, data: TwoGroupDistribution, ticks: Sequence[tuple[float, str]], translator: Translator
) -> None:
    edges = list(data.edges)
    # A bar of several bins is wider and lower: its area, and not its height, is its share.
    widths = [right - left for left, right in pairwise(edges)]
    is_uneven = max(widths) > min(widths) * (1 + _SLACK)
    first, second = (_heights(side.shares, widths) for side in (data.first, data.second))
    spec["data"] += [
        {
            "type": "bar",
            "x": [(left + right) / 2 for left, right in pairwise(edges)],
            "y": first,
            "width": widths,
            "name": _in_legend(data.first.name),
            "marker": {"color": data.first.fill, "line": {"color": data.first.line, "width": 1}},
            "customdata": [
                f"{plain(name)}<br>{translator.percent(share)}"
                for name, share in zip(data.bins, data.first.shares, strict=True)
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        {
            "type": "scatter",
            # A step line that falls to zero at both ends, so that both sides read as areas of the same size.
            "x": [edges[0], *[edge for edge in edges for _ in (0, 1)][1:-1], edges[-1]],
            "y": [0.0, *[share for share in second for _ in (0, 1)], 0.0],
            "mode": "lines",
            "name": _in_legend(data.second.name),
            "line": {"color": data.second.line, "width": 2.5},
            "hoverinfo": "skip",
        },
    ]
    spec["layout"]["xaxis"] = {
        "tickvals": [value for value, _ in ticks],
        "ticktext": [plain(text) for _, text in ticks],
        "title": {"text": in_lines(data.variable, AXIS_LINE)},
        "fixedrange": True,
        "showgrid": False,
        "ticks": "outside",
    }
    axis = _area_axis(translator) if is_uneven else _share_axis(translator)
    highest = max([*first, *second], default=0.0)
    if 0 < highest < math.inf:
        axis["range"] = [0, round(highest * _HEADROOM, 3)]
    spec["layout"]["yaxis"] = axis


def _draw_categories(spec: Spec, data: TwoGroupDistribution, translator: Translator, palette: Palette) -> None:
    names, sides = _rows(data, translator)
    rows = list(range(len(names)))
    spec["layout"] |= {"barmode": "group", "height": 90 + _ROW * len(rows), "bargap": 0.55}
    for side, shares in sides:
        spec["data"].append(
            {
                "type": "bar",
                "orientation": "h",
                "y": rows,
                "x": _percents(shares),
                "name": _in_legend(side.name),
                "marker": {"color": side.fill, "line": {"color": side.line, "width": 1.5}},
                "customdata": [plain(name) for name in names],
                "hovertemplate": "%{customdata}<br>%{x}<extra></extra>",
            }
        )
    spec["layout"]["xaxis"] = {**_share_axis(translator), "nticks": 6}
    name_rows(spec, names, palette, above=22)


def _rows(
    data: TwoGroupDistribution, translator: Translator
) -> tuple[list[str], list[tuple[GroupSeries, Sequence[float]]]]:
    names, sides = _signed(data), (data.first, data.second)
    rows = rows_to_draw([side.shares for side in sides], always=data.here)
    if rows is None:
        return names, [(side, side.shares) for side in sides]
    others = translator.gettext("%(count)s others", count=translator.number(len(names) - len(rows)))
    return [*(names[row] for row in rows), others], [
        (side, group_small_categories(side.shares, rows)) for side in sides
    ]


def _signed(data: TwoGroupDistribution) -> list[str]:
    # No colour marks the client's own category: a sign does.
    return [f"▸ {name}" if index == data.here else name for index, name in enumerate(data.bins)]


def _in_legend(name: str) -> str:
    """Return a name for the legend; a long one goes on below, from its remark in brackets on."""
    before, bracket, remark = name.rpartition(" (")
    if not bracket or len(name) <= _LEGEND_LINE:
        return plain(name)
    return f"{plain(before)}<br>({plain(remark)}"


def _share_axis(translator: Translator) -> Spec:
    return {
        "ticksuffix": percent_sign(translator),
        "rangemode": "tozero",
        "fixedrange": True,
        "title": {"text": translator.gettext("share of each side")},
        "automargin": True,
    }


def _area_axis(translator: Translator) -> Spec:
    title = translator.gettext("share of each side, as an area")
    return {"rangemode": "tozero", "fixedrange": True, "title": {"text": title}, "showticklabels": False}


def _heights(shares: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Return how high a bar stands: its share in percent, spread over its width in the narrowest bars."""
    narrowest = min(widths)
    # A bin of no width at all holds its share in no area.
    return [
        round(share * 100 * (narrowest / width if width else 1.0), 3)
        for share, width in zip(shares, widths, strict=True)
    ]


def _draw_marker(spec: Spec, data: TwoGroupDistribution, palette: Palette) -> None:
    at, text = data.marker or (0.0, "")
    middle = (data.edges[0] + data.edges[-1]) / 2
    spec["layout"]["shapes"] = [vertical_line(at, palette.ink)]
    spec["layout"]["annotations"].append(
        {
            "x": at,
            "y": 1.0,
            "yref": "paper",
            "yanchor": "top",
            "xanchor": "right" if at > middle else "left",
            "text": f"<b>{plain(text)}</b>",
            "xshift": -4 if at > middle else 4,
            "showarrow": False,
            "font": {"color": palette.ink, "size": 13},
        }
    )


def _percents(shares: Sequence[float]) -> list[float]:
    # More than two decimals only make the answer longer.
    return [round(share * 100, 2) for share in shares]
