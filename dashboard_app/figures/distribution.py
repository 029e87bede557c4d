"""What a comparison draws: one feature in two groups of former clients, and how many fared badly along it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Spec, percent_sign
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import is_missing
from dashboard_app.theme import Palette

_HEADROOM = 1.15
"""Room beyond the longest bar."""


@dataclass(frozen=True)
class GroupShares:
    """One side: what it is called, how many clients, and the share of them in each bin or category."""

    name: str
    clients: int
    shares: Sequence[float]


@dataclass(frozen=True)
class Rates:
    """The share of the worse group: what it is called, that in each bin or category, and that of the whole group.

    ``texts`` and ``whole_text`` are the shares as they are read: what few people have is told in coarse steps.
    """

    name: str
    shares: Sequence[float]
    texts: Sequence[str]
    overall: float
    overall_text: str


@dataclass(frozen=True)
class DistributionPlot:
    """A feature on both sides. ``bins`` names each bin or category; ``edges`` is empty for categories.

    ``here`` is the bin or category of the client and ``marker`` their value on the axis, None where it is missing.
    """

    feature: str
    edges: Sequence[float]
    bins: Sequence[str]
    better: GroupShares
    worse: GroupShares
    rates: Rates
    marker: float | None
    marker_text: str
    here: int | None = None


def signed_name(data: DistributionPlot, row: int) -> str:
    """Return the name of a bin or category; that of this client bears a sign."""
    # No colour marks the client's own category: a sign does.
    return f"▸ {data.bins[row]}" if row == data.here else data.bins[row]


def by_rate(data: DistributionPlot) -> list[int]:
    """Return the indices of the categories, those with the highest rate first."""
    rates = [-1.0 if is_missing(rate) else rate for rate in data.rates.shares]
    return sorted(range(len(data.bins)), key=lambda row: -rates[row])


def rate_colours(data: DistributionPlot, rows: Sequence[int | None], palette: Palette) -> Spec:
    """Return the marker of bars of rates, one for each row; None is a row of several categories."""
    # The bin of this client is filled; that is not said by colour alone: a line or a sign marks it too.
    fills = [palette.raises if row is not None and row == data.here else palette.raises_soft for row in rows]
    return {"color": fills, "line": {"color": palette.raises, "width": 1}}


def rate_axis(rates: Sequence[float], translator: Translator) -> Spec:
    """Return the axis of rates: from nothing to a little more than the highest."""
    highest = max([0.0, *(rate * 100 for rate in rates if 0 <= rate <= 1)])
    return {
        "range": [0, round(highest * _HEADROOM, 2) or 100],
        "ticksuffix": percent_sign(translator),
        "fixedrange": True,
        "automargin": True,
    }


def percents(shares: Sequence[float]) -> list[float | None]:
    """Return shares as percentages to draw, None where there is none."""
    return [None if is_missing(share) else round(share * 100, 2) for share in shares]
