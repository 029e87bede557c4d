"""One feature in two groups of former clients, as shares, with this client marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Chart
from dashboard_app.figures.two_sides import Side, TwoSides, draw_two_sides
from dashboard_app.i18n import Words
from dashboard_app.theme import Palette


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
    return draw_two_sides(
        TwoSides(
            variable=data.feature,
            edges=data.edges,
            bins=data.bins,
            first=Side(_legend(data.better, words), data.better.shares, palette.lowers_soft, palette.lowers),
            second=Side(_legend(data.worse, words), data.worse.shares, palette.raises_soft, palette.raises),
            marker=_marker(data),
            here=_category(data),
        ),
        takeaway=takeaway,
        label=words.gettext(
            "Distribution of “%(feature)s” in both groups of former clients. %(takeaway)s",
            feature=data.feature,
            takeaway=takeaway,
        ),
        ticks=ticks,
        words=words,
        palette=palette,
    )


def _marker(data: Distribution) -> tuple[float, str] | None:
    if not data.edges or data.marker is None:
        return None
    if data.marker > data.edges[-1]:
        return data.edges[-1], f"{data.marker_text} ▶"
    if data.marker < data.edges[0]:
        return data.edges[0], f"◀ {data.marker_text}"
    return data.marker, data.marker_text


def _category(data: Distribution) -> int | None:
    if data.edges or data.marker is None or not 0 <= data.marker < len(data.bins):
        return None
    return int(data.marker)


def _legend(group: Group, words: Words) -> str:
    return words.gettext("%(group)s (share of %(count)s)", group=group.name, count=words.number(group.clients))
