"""Figures side by side, one row each: a dot with its interval or with the single measurements behind it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import (
    Chart,
    ChartTable,
    Spec,
    name_rows,
    new_spec,
    separators,
    vertical_line,
)
from dashboard_app.i18n import Translator
from dashboard_app.i18n.translator import can_write
from dashboard_app.steps import count_decimals, round_step
from dashboard_app.theme import Palette

_ROW = 50
_MARGINS = 70
_TICKS = 4
_SLACK = 1e-9


@dataclass(frozen=True)
class DotRow:
    """One row: ``value`` is the dot, ``low`` and ``high`` its interval, ``single`` what it is the mean of.

    A row that is ``is_marked`` is drawn in the colour of the house, the others in grey; it says so in its label too.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    single: Sequence[float] = ()
    is_marked: bool = False


@dataclass(frozen=True)
class DotAxis:
    """What the dots stand on: its name, how its values are written, and a value that a line marks, with its name.

    An axis that ``has_zero`` begins there, with a line: lengths along it can be compared. ``tick`` writes the values
    along the axis with so many decimals as they need: what is read at a place is its value.
    """

    title: str
    write: Callable[[float], str]
    tick: Callable[[float, int], str]
    line: float | None = None
    line_name: str = ""
    has_zero: bool = False


def plot_dots(
    rows: Sequence[DotRow],
    axis: DotAxis,
    *,
    takeaway: str,
    label: str,
    table: ChartTable,
    translator: Translator,
    palette: Palette,
) -> Chart:
    """Draw one dot per row from top to bottom, intervals as bars through it, single measurements as small dots."""
    spec = new_spec(
        palette,
        height=_MARGINS + _ROW * len(rows),
        margin={"l": 8, "r": 24, "t": 20 if axis.line is None else 56, "b": 44},
        showlegend=False,
        separators=separators(translator),
        xaxis={"title": {"text": axis.title}, "fixedrange": True, "nticks": 5, "zeroline": False},
        yaxis={"zeroline": False},
    )
    if axis.has_zero:
        spec["layout"]["xaxis"] |= {"zeroline": True, "zerolinewidth": 2, "rangemode": "tozero"}
    ticks = _ticks(rows, axis)
    spec["layout"]["xaxis"] |= {
        "tickvals": [position for position, _ in ticks],
        "ticktext": [text for _, text in ticks],
        "tickangle": 0,
        "showgrid": True,
    }
    spec["data"] += [_singles(position, row, palette) for position, row in enumerate(rows) if row.single]
    spec["data"] += [_dot(position, row, axis, palette) for position, row in enumerate(rows)]
    name_rows(spec, [row.label for row in rows], palette, above=14)
    if axis.line is not None:
        _draw_line(spec, axis.line, axis.line_name, palette)
    return Chart(spec=spec, takeaway=takeaway, label=label, table=table)


def _ticks(rows: Sequence[DotRow], axis: DotAxis) -> list[tuple[float, str]]:
    """Return some round positions over the range of the plotted values, each with its text."""
    values = [value for row in rows for value in (row.value, row.low, row.high, *row.single) if can_write(value)]
    values += [axis.line] if can_write(axis.line) else []
    values += [0.0] if axis.has_zero else []
    low, high = min(values, default=0.0), max(values, default=1.0)
    if not low < high:
        return [(low, axis.write(low))]
    step = round_step((high - low) / _TICKS)
    numbers = range(math.ceil(low / step - _SLACK), math.floor(high / step + _SLACK) + 1)
    digits = count_decimals(step)
    # Steps too small to be written are told apart by nothing: of two that read the same, one is kept.
    positions = {axis.tick(number * step, digits): number * step for number in numbers}
    return [(position, text) for text, position in positions.items()]


def _singles(row_index: int, row: DotRow, palette: Palette) -> Spec:
    return {
        "type": "scatter",
        "x": list(row.single),
        "y": [row_index] * len(row.single),
        "mode": "markers",
        "marker": {"size": 7, "color": palette.ink_3, "symbol": "circle-open", "line": {"width": 1.5}},
        "hoverinfo": "skip",
    }


def _dot(row_index: int, row: DotRow, axis: DotAxis, palette: Palette) -> Spec:
    colour = palette.accent if row.is_marked else palette.ink_2
    trace: Spec = {
        "type": "scatter",
        "x": [row.value],
        "y": [row_index],
        "mode": "markers",
        "marker": {"size": 13, "symbol": "diamond" if row.is_marked else "circle", "color": colour},
        "customdata": [axis.write(row.value)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    if row.low is not None and row.high is not None:
        trace["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": [row.high - row.value],
            "arrayminus": [row.value - row.low],
            "color": colour,
            "thickness": 2,
            "width": 6,
        }
    return trace


def _draw_line(spec: Spec, at: float, name: str, palette: Palette) -> None:
    spec["layout"]["shapes"] = [vertical_line(at, palette.ink_3, width=1.5, dash="dot")]
    spec["layout"]["annotations"].append(
        {
            "x": at,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            # Above the name of the first row.
            "yshift": 22,
            "text": name,
            "showarrow": False,
            "font": {"color": palette.ink_2, "size": 13},
        }
    )
