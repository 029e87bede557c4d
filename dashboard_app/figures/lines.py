"""Parts of figures made of lines over shares."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from dashboard_app.figures.chart import Spec, new_spec, percent_sign, separators
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

HEIGHT = 320
TABLE_ROWS = 11
"""Rows of the table behind a curve."""

Point = tuple[float, float]
_Row = TypeVar("_Row")


def square(x_title: str, y_title: str, translator: Translator, palette: Palette) -> Spec:
    """Return an empty figure whose two axes are shares."""
    return new_spec(
        palette,
        height=HEIGHT,
        margin={"l": 8, "r": 16, "t": 8, "b": 8},
        legend={"orientation": "h", "y": -0.24},
        separators=separators(translator),
        xaxis=share_axis(x_title, translator),
        yaxis=share_axis(y_title, translator),
    )


def share_axis(title: str, translator: Translator) -> Spec:
    """Return an axis of shares, in percent."""
    return {
        "title": {"text": title},
        "ticksuffix": percent_sign(translator),
        "rangemode": "tozero",
        "fixedrange": True,
        "nticks": 6,
        "ticks": "outside",
    }


def line(x: Sequence[float], y: Sequence[float], name: str, palette: Palette) -> Spec:
    """Return a line in the colour of the house."""
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "name": name,
        "line": {"color": palette.accent, "width": 2.5},
        "hoverinfo": "skip",
    }


def share_line(points: Sequence[Point], name: str, palette: Palette) -> Spec:
    """Return a line through points that are shares."""
    return line(percents(x for x, _ in points), percents(y for _, y in points), name, palette)


def by_chance_line(points: Sequence[Point], name: str, palette: Palette) -> Spec:
    """Return a dotted line: what chance alone, or a perfect estimate, would give."""
    return {**share_line(points, name, palette), "line": {"color": palette.ink_3, "width": 1.5, "dash": "dot"}}


def threshold_dot(x: float, y: float, name: str, palette: Palette) -> Spec:
    """Return the mark of the current threshold."""
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


def percents(shares: Iterable[float]) -> list[float]:
    """Return shares in percent, at two decimals: more only make the answer longer."""
    return [round(share * 100, 2) for share in shares]


def spread(points: Sequence[_Row], most: int = TABLE_ROWS) -> list[_Row]:
    """Return at most so many points, evenly chosen, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    return [points[round(step * (len(points) - 1) / (most - 1))] for step in range(most)]
