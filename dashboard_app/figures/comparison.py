"""One feature in two groups of former clients: how many fared badly along it, and how both groups are spread."""

from collections.abc import Sequence
from itertools import pairwise

from dashboard_app.figures.category_rates import category_rates
from dashboard_app.figures.chart import Chart, ChartTable, Spec, plain, vertical_line
from dashboard_app.figures.distribution import (
    DistributionPlot,
    GroupShares,
    Rates,
    by_rate,
    percents,
    rate_axis,
    rate_colours,
    signed_name,
)
from dashboard_app.figures.two_group_distribution import (
    HEIGHT,
    GroupSeries,
    TwoGroupDistribution,
    plot_two_group_distribution,
)
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

__all__ = ["DistributionPlot", "GroupShares", "Rates", "plot_distribution"]

_RATES_HEIGHT = 200
_TICK_ROOM = 0.15
"""Between the name of an open bin and the next tick, as a share of the axis: on a telephone, names lie side by side."""
_LOWER, _UPPER = (0.0, 0.47), (0.72, 1.0)
"""Heights of both panels, as shares of the figure; the legend of the lower one stands between them."""


def plot_distribution(
    data: DistributionPlot,
    *,
    takeaway: str,
    ticks: Sequence[tuple[float, str]],
    translator: Translator,
    palette: Palette,
) -> Chart:
    """Draw the rate in each bin above the spread of both groups, this client marked; categories by their rate.

    ``ticks`` are the values of the axis with their text, for numeric features.
    """
    better, worse = _legend(data.better, translator), _legend(data.worse, translator)
    spec = (
        _numbers(data, (better, worse), ticks, translator, palette)
        if data.edges
        else category_rates(data, translator, palette)
    )
    order = range(len(data.bins)) if data.edges else by_rate(data)
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=translator.gettext(
            "“%(feature)s” among former clients: %(rate)s, and how both groups are spread. %(takeaway)s",
            feature=data.feature,
            rate=data.rates.name,
            takeaway=takeaway,
        ),
        table=ChartTable(
            (data.feature, data.rates.name, better, worse),
            tuple(
                (
                    signed_name(data, row),
                    data.rates.texts[row],
                    translator.percent(data.better.shares[row]),
                    translator.percent(data.worse.shares[row]),
                )
                for row in order
            ),
        ),
    )


def _numbers(
    data: DistributionPlot,
    names: tuple[str, str],
    ticks: Sequence[tuple[float, str]],
    translator: Translator,
    palette: Palette,
) -> Spec:
    better, worse = names
    sides = TwoGroupDistribution(
        variable=data.feature,
        edges=data.edges,
        bins=data.bins,
        first=GroupSeries(better, data.better.shares, palette.lowers_soft, palette.lowers),
        second=GroupSeries(worse, data.worse.shares, palette.raises_soft, palette.raises),
    )
    spec = plot_two_group_distribution(
        sides, takeaway="", label="", ticks=ticks, translator=translator, palette=palette
    ).spec
    layout = spec["layout"]
    layout["xaxis"] |= _open_ends(data, ticks)
    layout["height"] = HEIGHT + _RATES_HEIGHT
    layout["margin"] = {"l": 8, "r": 8, "t": 80, "b": 8}
    layout["legend"] = {"orientation": "h", "y": _LOWER[1] + 0.01, "yanchor": "bottom"}
    layout["yaxis"]["domain"] = list(_LOWER)
    layout["yaxis2"] = {
        **rate_axis([data.rates.overall, *data.rates.shares], translator),
        "domain": list(_UPPER),
        "anchor": "x",
        "nticks": 4,
    }
    spec["data"].append(_rate_bars(data, palette))
    layout["shapes"] = [_overall_line(data, palette)]
    layout["annotations"].append(_title(data.rates, palette, translator))
    if data.marker is not None:
        _draw_marker(spec, data, data.marker, palette)
    return spec


def _open_ends(data: DistributionPlot, ticks: Sequence[tuple[float, str]]) -> Spec:
    """Return the ticks of the axis; the first and the last bin are named where they hold what lies beyond them too."""
    first, *_, last = data.edges
    ends = [
        ((left + right) / 2, name)
        for (left, right), name in (
            (tuple(data.edges[:2]), data.bins[0]),
            (tuple(data.edges[-2:]), data.bins[-1]),
        )
        if name.startswith(("≤", "≥"))
    ]
    room = _TICK_ROOM * (last - first)
    inner = [tick for tick in ticks if all(abs(tick[0] - at) >= room for at, _ in ends)]
    named = sorted([*inner, *ends])
    return {"tickvals": [at for at, _ in named], "ticktext": [plain(text) for _, text in named]}


def _rate_bars(data: DistributionPlot, palette: Palette) -> Spec:
    edges = list(data.edges)
    return {
        "type": "bar",
        "x": [(left + right) / 2 for left, right in pairwise(edges)],
        "y": percents(data.rates.shares),
        "width": [right - left for left, right in pairwise(edges)],
        "yaxis": "y2",
        "showlegend": False,
        "marker": rate_colours(data, range(len(data.bins)), palette),
        "customdata": [f"{plain(name)}<br>{text}" for name, text in zip(data.bins, data.rates.texts, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _overall_line(data: DistributionPlot, palette: Palette) -> Spec:
    at = round(data.rates.overall * 100, 3)
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y2",
        "y0": at,
        "y1": at,
        "line": {"color": palette.ink, "width": 1.5, "dash": "dot"},
    }


def _title(rates: Rates, palette: Palette, translator: Translator) -> Spec:
    total = translator.gettext("dotted line: all, %(all)s", all=rates.overall_text)
    return {
        # In two lines: on a telephone, one has no room for both.
        "text": f"{plain(rates.name)}<br>{plain(total)}",
        "align": "left",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 26,
        "showarrow": False,
        "font": {"color": palette.ink_2, "size": 13},
    }


def _draw_marker(spec: Spec, data: DistributionPlot, value: float, palette: Palette) -> None:
    at, text = _marker_position(data, value)
    is_right = at > (data.edges[0] + data.edges[-1]) / 2
    spec["layout"]["shapes"] += [
        {**vertical_line(at, palette.ink), "y0": low, "y1": high} for low, high in (_LOWER, _UPPER)
    ]
    spec["layout"]["annotations"].append(
        {
            "x": at,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "right" if is_right else "left",
            "text": f"<b>{plain(text)}</b>",
            "yshift": 4,
            "showarrow": False,
            "font": {"color": palette.ink, "size": 13},
        }
    )


def _marker_position(data: DistributionPlot, value: float) -> tuple[float, str]:
    if value > data.edges[-1]:
        return data.edges[-1], f"{data.marker_text} ▶"
    if value < data.edges[0]:
        return data.edges[0], f"◀ {data.marker_text}"
    return value, data.marker_text


def _legend(group: GroupShares, translator: Translator) -> str:
    return translator.gettext(
        "%(group)s (share of %(count)s)", group=group.name, count=translator.number(group.clients)
    )
