"""How the effect of one variable depends on its value: dots along an axis, or boxes by value."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.figures.chart import (
    AXIS_LINE,
    Chart,
    ChartTable,
    Spec,
    in_lines,
    name_rows,
    name_sides,
    new_spec,
    plain,
    separators,
)
from dashboard_app.i18n import Words
from dashboard_app.i18n.words import LARGEST
from dashboard_app.theme import Palette

HEIGHT = 400
DOTS = 800
STEPS = 100
"""Steps along each axis that a dot stands on: finer ones are not seen, and would tell a person's exact value."""
_ROW = 48
_MARGINS = 64

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Group:
    """The effects of applicants with one value, or with values in one band: all in log-odds."""

    name: str
    applicants: int
    place: float
    mean: float
    median: float
    quarter: float
    three_quarters: float
    low: float
    high: float


@dataclass(frozen=True)
class Dots:
    """Values and effects of a sample, both of shape (rows,), with the typical effect in bands of values."""

    values: FloatArray
    effects: FloatArray
    bands: Sequence[Group]


def draw_dots(
    dots: Dots, *, variable: str, takeaway: str, ticks: Sequence[tuple[float, str]], words: Words, palette: Palette
) -> Chart:
    """Draw a dot for each applicant of the sample, and a line through the means of the bands."""
    _ = words.gettext
    dots = _drawable(dots)
    values, effects = _unlinked(dots.values[:DOTS], dots.effects[:DOTS])
    spec = new_spec(
        palette,
        height=HEIGHT,
        margin={"l": 8, "r": 12, "t": 34, "b": 8},
        legend={"orientation": "h", "y": 1, "yanchor": "bottom"},
        separators=separators(words),
        xaxis={
            "title": {"text": in_lines(variable, AXIS_LINE)},
            "tickvals": [value for value, _text in ticks],
            "ticktext": [plain(text) for _value, text in ticks],
            "fixedrange": True,
            "ticks": "outside",
            "zeroline": False,
        },
        yaxis={
            "title": {"text": _("effect on the log-odds")},
            "fixedrange": True,
            "zeroline": True,
            "nticks": 7,
            "range": _with_room(dots),
        },
    )
    spec["data"] += [
        {
            "type": "scatter",
            "x": np.round(values, 4).tolist(),
            "y": np.round(effects, 4).tolist(),
            "mode": "markers",
            "name": _("an applicant of the sample"),
            "marker": {"size": 5, "color": palette.accent, "opacity": 0.45},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "x": [round(band.place, 4) for band in dots.bands],
            "y": [round(band.mean, 4) for band in dots.bands],
            "mode": "lines+markers",
            "name": _("average at similar values"),
            "line": {"color": palette.ink, "width": 2.5},
            "marker": {"size": 7, "symbol": "diamond", "color": palette.ink},
            "hoverinfo": "skip",
        },
    ]
    _name_ends(spec, words, palette)
    return _chart(spec, dots.bands, variable, takeaway, words)


def draw_boxes(groups: Sequence[Group], *, variable: str, takeaway: str, words: Words, palette: Palette) -> Chart:
    """Draw a box for each value: the middle half of its effects, with nearly all of them as whiskers."""
    _ = words.gettext
    spec = new_spec(
        palette,
        height=_MARGINS + _ROW * len(groups),
        margin={"l": 8, "r": 8, "t": 8, "b": 44},
        showlegend=False,
        separators=separators(words),
        xaxis={"fixedrange": True, "zeroline": True, "showticklabels": False},
        yaxis={"zeroline": False},
        boxgap=0.72,
    )
    spec["data"].append(
        {
            "type": "box",
            "orientation": "h",
            "y": list(range(len(groups))),
            "q1": [round(group.quarter, 4) for group in groups],
            "median": [round(group.median, 4) for group in groups],
            "q3": [round(group.three_quarters, 4) for group in groups],
            "lowerfence": [round(group.low, 4) for group in groups],
            "upperfence": [round(group.high, 4) for group in groups],
            "line": {"color": palette.accent, "width": 1.5},
            "fillcolor": palette.accent_soft,
            "hoverinfo": "skip",
        }
    )
    name_rows(spec, [f"{group.name} ({words.number(group.applicants)})" for group in groups], palette, above=18)
    name_sides(spec, palette, words)
    return _chart(spec, groups, variable, takeaway, words)


def _chart(spec: Spec, groups: Sequence[Group], variable: str, takeaway: str, words: Words) -> Chart:
    _ = words.gettext
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("The effect of “%(variable)s” on the risk, by its value.", variable=variable),
        table=ChartTable(
            (variable, _("Applicants"), _("Average effect"), _("Middle half of the effects")),
            tuple(
                (
                    group.name,
                    words.number(group.applicants),
                    words.fixed(group.mean, 3),
                    f"{words.fixed(group.quarter, 3)} … {words.fixed(group.three_quarters, 3)}",
                )
                for group in groups
            ),
        ),
    )


def _drawable(dots: Dots) -> Dots:
    """Return the dots that have a place on both axes."""
    is_drawn = (np.abs(dots.values) < LARGEST) & (np.abs(dots.effects) < LARGEST)
    return Dots(dots.values[is_drawn], dots.effects[is_drawn], dots.bands)


def _unlinked(values: FloatArray, effects: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the same dots, in an order and to a precision by which nobody is found again in another chart.

    In the order of the sample, the charts of all variables together would be the whole rows of former applicants.
    """
    values, effects = _in_steps(values), _in_steps(effects)
    order = np.lexsort((effects, values))
    return values[order], effects[order]


def _in_steps(places: FloatArray) -> FloatArray:
    low = float(places.min(initial=np.inf))
    step = (float(places.max(initial=-np.inf)) - low) / STEPS
    return np.round((places - low) / step) * step + low if step > 0 else places


def _with_room(dots: Dots) -> list[float]:
    """Return the range of the axis of effects, with room at both ends for what is written there."""
    low, high = float(dots.effects.min(initial=0.0)), float(dots.effects.max(initial=0.0))
    room = 0.14 * ((high - low) or 1.0)
    return [round(low - room, 4), round(high + room, 4)]


def _name_ends(spec: Spec, words: Words, palette: Palette) -> None:
    """Write inside the figure which way is up: a dot above the line raises the risk."""
    _ = words.gettext
    for text, place, anchor, colour in (
        (_("▲ raises the risk"), 1, "top", palette.raises_ink),
        (_("▼ lowers the risk"), 0, "bottom", palette.lowers_ink),
    ):
        spec["layout"]["annotations"].append(
            {
                "text": text,
                "x": 1,
                "xref": "paper",
                "xanchor": "right",
                "y": place,
                "yref": "paper",
                "yanchor": anchor,
                "showarrow": False,
                "font": {"color": colour, "size": 13},
            }
        )
