"""What drives the model as a whole: bars of importance, and the beeswarm of the strongest features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.figures.chart import Chart, ChartTable, Spec, name_rows, name_sides, new_spec, separators
from dashboard_app.i18n import Words
from dashboard_app.i18n.words import LARGEST
from dashboard_app.theme import Palette

_ROW = 50
_MARGINS = 60

_SWARM_ROW = 58
_SWARM_BINS = 60
_SWARM_HALF_HEIGHT = 0.26
_SWARM_POINTS = 400

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Importance:
    """A feature or family with its mean absolute contribution, in log-odds."""

    label: str
    value: float


@dataclass(frozen=True)
class SwarmRow:
    """One feature on a sample: values and contributions, both of shape (rows,); NaN values are missing."""

    label: str
    values: FloatArray
    contributions: FloatArray


def draw_importance(rows: Sequence[Importance], *, of: str, words: Words, palette: Palette) -> Chart:
    """Draw horizontal bars, the most important first; ``of`` says what the rows are."""
    _ = words.gettext
    total = sum(row.value for row in rows) or 1.0
    spec = new_spec(
        palette,
        height=_MARGINS + _ROW * len(rows),
        margin={"l": 8, "r": 40, "t": 8, "b": 40},
        showlegend=False,
        bargap=0.68,
        separators=separators(words),
        xaxis={"title": _("average effect on the log-odds"), "rangemode": "tozero", "fixedrange": True, "nticks": 5},
    )
    spec["data"].append(
        {
            "type": "bar",
            "orientation": "h",
            "y": list(range(len(rows))),
            "x": [round(row.value, 5) for row in rows],
            "marker": {"color": palette.accent},
            "text": [words.fixed(row.value, 2) for row in rows],
            "textposition": "outside",
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    )
    name_rows(spec, [row.label for row in rows], palette, above=16)
    first = rows[0] if rows else None
    takeaway = (
        _(
            "“%(label)s” weighs most: %(share)s of what is shown.",
            label=first.label,
            share=words.percent(first.value / total, 0),
        )
        if first
        else _("There is nothing to show.")
    )
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("Bar chart of importance: %(what)s, the most important first.", what=of),
        table=ChartTable((of, _("Average effect")), tuple((row.label, words.fixed(row.value, 3)) for row in rows)),
    )


def draw_beeswarm(rows: Sequence[SwarmRow], *, words: Words, palette: Palette) -> Chart:
    """Draw one dot per sampled applicant and feature: place is the contribution, shade the feature's own rank."""
    _ = words.gettext
    rows = [_with_effects(row) for row in rows]
    spec = new_spec(
        palette,
        height=_MARGINS + 40 + _SWARM_ROW * len(rows),
        margin={"l": 8, "r": 8, "t": 8, "b": 44},
        showlegend=False,
        yaxis={"zeroline": False},
        xaxis={"fixedrange": True, "zeroline": True, "showticklabels": False},
    )
    spec["data"] += [_swarm(place, row, palette) for place, row in enumerate(rows)]
    name_rows(spec, [row.label for row in rows], palette, above=22)
    name_sides(spec, palette, words)
    return Chart(
        spec=spec,
        takeaway=_swarm_takeaway(rows, words),
        label=_("Beeswarm: the effect of the strongest variables on each applicant of a sample."),
        table=ChartTable(
            (_("Variable"), _("Effect of low values"), _("Effect of high values"), _("Middle half of the effects")),
            tuple(_swarm_line(row, words) for row in rows),
        ),
    )


def _with_effects(row: SwarmRow) -> SwarmRow:
    """Return the applicants whose contribution is a number that can be drawn."""
    is_drawn = np.abs(row.contributions) < LARGEST
    return SwarmRow(row.label, row.values[is_drawn], row.contributions[is_drawn])


def _swarm(place: int, row: SwarmRow, palette: Palette) -> Spec:
    contributions, values = row.contributions[:_SWARM_POINTS], row.values[:_SWARM_POINTS]
    # In the order of the sample, the dots of one applicant could be followed from row to row.
    order = np.lexsort((values, contributions))
    contributions, values = contributions[order], values[order]
    ranks = _ranks(values)
    known = ~np.isnan(ranks)
    return {
        "type": "scatter",
        "x": np.round(contributions, 4).tolist(),
        "y": np.round(place + _spread(contributions), 3).tolist(),
        "mode": "markers",
        "marker": {
            "size": 5,
            # Pale for low values, dark for high ones: order, not good and bad. Missing values are hollow.
            "color": [float(rank) if is_known else 0.0 for rank, is_known in zip(ranks, known, strict=True)],
            "cmin": 0,
            "cmax": 1,
            "colorscale": [[0, palette.swarm_low], [1, palette.swarm_high]],
            "symbol": ["circle" if is_known else "circle-open" for is_known in known],
        },
        "hoverinfo": "skip",
    }


def _ranks(values: FloatArray) -> FloatArray:
    """Return each value's rank from 0 to 1, ties alike; NaN stays NaN."""
    ranks = np.full(len(values), np.nan)
    known = ~np.isnan(values)
    if known.any():
        ordered = np.sort(values[known])
        places = (
            np.searchsorted(ordered, values[known], "left") + np.searchsorted(ordered, values[known], "right")
        ) / 2
        ranks[known] = places / len(ordered)
    return ranks


def _spread(contributions: FloatArray) -> FloatArray:
    """Return a height for each dot, so that dots with the same contribution stand above one another."""
    low, high = float(contributions.min(initial=np.inf)), float(contributions.max(initial=-np.inf))
    bins = np.clip(((contributions - low) / ((high - low) or 1.0) * _SWARM_BINS).astype(np.int64), 0, _SWARM_BINS - 1)
    counts = np.bincount(bins, minlength=_SWARM_BINS)
    order = np.argsort(bins, kind="stable")
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    place = np.empty(len(bins))
    place[order] = np.arange(len(bins)) - starts[bins[order]]
    # Alternating above and below the line, as bees do.
    height: FloatArray = np.ceil(place / 2) * np.where(place % 2 == 0, 1, -1)
    height *= _SWARM_HALF_HEIGHT / max(1.0, counts.max() / 2)
    return height


def _swarm_takeaway(rows: Sequence[SwarmRow], words: Words) -> str:
    _ = words.gettext
    if not rows:
        return _("There is nothing to show.")
    low, high = _effects(rows[0])
    if np.isnan(low) or np.isnan(high):
        return _("“%(label)s” spreads applicants most.", label=rows[0].label)
    if high < low:
        return _("High values of “%(label)s” lower the risk, low values raise it.", label=rows[0].label)
    return _("High values of “%(label)s” raise the risk, low values lower it.", label=rows[0].label)


def _swarm_line(row: SwarmRow, words: Words) -> tuple[str, str, str, str]:
    low, high = _effects(row)
    quarter, three_quarters = (
        np.quantile(row.contributions, [0.25, 0.75]) if len(row.contributions) else (np.nan, np.nan)
    )
    between = f"{words.fixed(float(quarter), 2)} … {words.fixed(float(three_quarters), 2)}"
    return row.label, words.fixed(low, 2), words.fixed(high, 2), between


def _effects(row: SwarmRow) -> tuple[float, float]:
    """Return the mean contribution of the lowest and of the highest third of the known values."""
    ranks = _ranks(row.values)
    lowest, highest = row.contributions[ranks <= 1 / 3], row.contributions[ranks >= 2 / 3]
    return (
        float(lowest.mean()) if len(lowest) else float("nan"),
        float(highest.mean()) if len(highest) else float("nan"),
    )
