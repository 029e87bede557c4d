"""One feature in two groups of former clients, as shares, with this client marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard_app.figures.chart import Chart, ChartTable, Spec, name_rows, new_spec, plain
from dashboard_app.i18n import Words
from dashboard_app.theme import Palette

HEIGHT = 330
_ROW = 62
_MARGIN = {"l": 8, "r": 8, "t": 34, "b": 8}


@dataclass(frozen=True)
class Group:
    """One side: what it is called, how many clients, and the share of them in each bin or category."""

    name: str
    clients: int
    shares: Sequence[float]


@dataclass(frozen=True)
class Distribution:
    """A feature on both sides. ``bins`` names each bin or category; ``edges`` is empty for categories.

    ``marker`` is the client's place: a value on the axis, the index of a category, or None where it is missing.
    """

    feature: str
    edges: Sequence[float]
    bins: Sequence[str]
    better: Group
    worse: Group
    marker: float | None
    marker_text: str


def draw_distribution(
    data: Distribution, *, takeaway: str, ticks: Sequence[tuple[float, str]], words: Words, palette: Palette
) -> Chart:
    """Draw bars for the better group, a line for the worse, a dashed line for this client.

    ``ticks`` are the values of the axis with their text, for numeric features.
    """
    spec = new_spec(palette, height=HEIGHT, margin=_MARGIN, legend={"orientation": "h", "y": -0.2})
    if data.edges:
        _draw_numeric(spec, data, ticks, words, palette)
    else:
        _draw_categories(spec, data, words, palette)
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=words.gettext(
            "Distribution of “%(feature)s” in both groups of former clients. %(takeaway)s",
            feature=data.feature,
            takeaway=takeaway,
        ),
        table=ChartTable(
            (data.feature, data.better.name, data.worse.name),
            tuple(
                (name, words.percent(better), words.percent(worse))
                for name, better, worse in zip(data.bins, data.better.shares, data.worse.shares, strict=True)
            ),
        ),
    )


def _draw_numeric(
    spec: Spec, data: Distribution, ticks: Sequence[tuple[float, str]], words: Words, palette: Palette
) -> None:
    edges = list(data.edges)
    spec["data"] += [
        {
            "type": "bar",
            "x": [(left + right) / 2 for left, right in pairwise(edges)],
            "y": _rounded(data.better.shares),
            "width": [right - left for left, right in pairwise(edges)],
            "name": _legend(data.better, words),
            "marker": {"color": palette.lowers_soft, "line": {"color": palette.lowers, "width": 1}},
            "customdata": _hover(data.bins, data.better, words),
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        {
            "type": "scatter",
            # A step line that falls to zero at both ends, so that both groups read as areas of the same size.
            "x": [edges[0], *[edge for edge in edges for _ in (0, 1)][1:-1], edges[-1]],
            "y": [0.0, *[share for share in _rounded(data.worse.shares) for _ in (0, 1)], 0.0],
            "mode": "lines",
            "name": _legend(data.worse, words),
            "line": {"color": palette.raises, "width": 2.5},
            "hoverinfo": "skip",
        },
    ]
    spec["layout"]["xaxis"] = {
        "tickvals": [value for value, _ in ticks],
        "ticktext": [text for _, text in ticks],
        "title": {"text": plain(data.feature)},
        "fixedrange": True,
        "showgrid": False,
        "ticks": "outside",
    }
    spec["layout"]["yaxis"] = _share_axis(words)
    if data.marker is not None:
        at = min(max(data.marker, edges[0]), edges[-1])
        _mark(spec, at, data.marker_text, left=at > (edges[0] + edges[-1]) / 2, palette=palette)


def _draw_categories(spec: Spec, data: Distribution, words: Words, palette: Palette) -> None:
    here = None if data.marker is None else int(data.marker)
    names = [f"▸ {name}" if index == here else name for index, name in enumerate(data.bins)]
    spec["layout"] |= {"barmode": "group", "height": 90 + _ROW * len(names), "bargap": 0.55}
    for group, fill, line in (
        (data.better, palette.lowers_soft, palette.lowers),
        (data.worse, palette.raises_soft, palette.raises),
    ):
        spec["data"].append(
            {
                "type": "bar",
                "orientation": "h",
                "y": list(range(len(names))),
                "x": _rounded(group.shares),
                "name": _legend(group, words),
                "marker": {"color": fill, "line": {"color": line, "width": 1.5}},
                "customdata": _hover(data.bins, group, words),
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    spec["layout"]["xaxis"] = {**_share_axis(words), "nticks": 6}
    spec["layout"]["legend"] = {"orientation": "h", "y": 1, "yanchor": "bottom"}
    name_rows(spec, names, palette, above=22)


def _share_axis(words: Words) -> Spec:
    return {
        "ticksuffix": _percent_sign(words),
        "rangemode": "tozero",
        "fixedrange": True,
        "title": {"text": words.gettext("share of the group")},
        "automargin": True,
    }


def _mark(spec: Spec, at: float, text: str, *, left: bool, palette: Palette) -> None:
    spec["layout"]["shapes"] = [
        {
            "type": "line",
            "x0": at,
            "x1": at,
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "line": {"color": palette.ink, "width": 2, "dash": "dash"},
        }
    ]
    spec["layout"]["annotations"].append(
        {
            "x": at,
            "y": 1.0,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "right" if left else "left",
            "text": f"<b>{plain(text)}</b>",
            "showarrow": False,
            "font": {"color": palette.ink, "size": 13},
        }
    )


def _legend(group: Group, words: Words) -> str:
    return words.gettext("%(group)s (share of %(count)s)", group=group.name, count=words.number(group.clients))


def _hover(bins: Sequence[str], group: Group, words: Words) -> list[str]:
    return [f"{plain(name)}<br>{words.percent(share)}" for name, share in zip(bins, group.shares, strict=True)]


def _percent_sign(words: Words) -> str:
    # With the space before it that French wants.
    return words.percent(0, 0).removeprefix("0")


def _rounded(shares: Sequence[float]) -> list[float]:
    # In percent; more than two decimals only make the answer longer.
    return [round(share * 100, 2) for share in shares]
