"""What drives the model as a whole: bars of importance, and the beeswarm of the strongest features."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Chart, ChartTable, Spec, name_rows, name_sides, new_spec, separators
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

_ROW = 50
_MARGINS = 60

_BEESWARM_ROW_HEIGHT = 58
_BEESWARM_HALF_HEIGHT = 0.26
_LEVELS = 3


@dataclass(frozen=True)
class Importance:
    """A feature or family with its mean absolute contribution, in log-odds."""

    label: str
    value: float


@dataclass(frozen=True)
class BeeswarmDots:
    """So many dots at one effect; ``level`` is 0 for low values to 2 for high ones, None for missing ones."""

    effect: float
    level: int | None
    count: int


@dataclass(frozen=True)
class BeeswarmRow:
    """One feature on a sample: its dots, the mean effect of low and of high values, the middle half of the effects.

    NaN effects are those of too few.
    """

    label: str
    dots: Sequence[BeeswarmDots]
    low_effect: float
    high_effect: float
    quarter: float
    three_quarters: float


def plot_importance(rows: Sequence[Importance], *, of: str, translator: Translator, palette: Palette) -> Chart:
    """Draw horizontal bars, the most important first; ``of`` says what the rows are."""
    _ = translator.gettext
    total = sum(row.value for row in rows) or 1.0
    spec = new_spec(
        palette,
        height=_MARGINS + _ROW * len(rows),
        margin={"l": 8, "r": 40, "t": 8, "b": 40},
        showlegend=False,
        bargap=0.68,
        separators=separators(translator),
        xaxis={"title": _("average effect on the log-odds"), "rangemode": "tozero", "fixedrange": True, "nticks": 5},
    )
    spec["data"].append(
        {
            "type": "bar",
            "orientation": "h",
            "y": list(range(len(rows))),
            "x": [round(row.value, 5) for row in rows],
            "marker": {"color": palette.accent},
            "text": [translator.fixed(row.value, 2) for row in rows],
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
            share=translator.percent(first.value / total, 0),
        )
        if first
        else _("There is nothing to show.")
    )
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("Bar chart of importance: %(what)s, the most important first.", what=of),
        table=ChartTable((of, _("Average effect")), tuple((row.label, translator.fixed(row.value, 3)) for row in rows)),
    )


def plot_beeswarm(rows: Sequence[BeeswarmRow], *, translator: Translator, palette: Palette) -> Chart:
    """Draw dots that stand for several applicants each: place is the contribution, shade the level of the value."""
    _ = translator.gettext
    spec = new_spec(
        palette,
        height=_MARGINS + 40 + _BEESWARM_ROW_HEIGHT * len(rows),
        margin={"l": 8, "r": 8, "t": 8, "b": 44},
        showlegend=False,
        yaxis={"zeroline": False},
        xaxis={"fixedrange": True, "zeroline": True, "showticklabels": False},
    )
    spec["data"] += [_beeswarm_trace(row_index, row, palette) for row_index, row in enumerate(rows)]
    name_rows(spec, [row.label for row in rows], palette, above=22)
    name_sides(spec, palette, translator)
    return Chart(
        spec=spec,
        takeaway=_beeswarm_takeaway(rows, translator),
        label=_("Beeswarm: the effect of the strongest variables on each applicant of a sample."),
        table=ChartTable(
            (_("Variable"), _("Effect of low values"), _("Effect of high values"), _("Middle half of the effects")),
            tuple(_beeswarm_line(row, translator) for row in rows),
        ),
    )


def _beeswarm_trace(row_index: int, row: BeeswarmRow, palette: Palette) -> Spec:
    columns: dict[float, list[int | None]] = {}
    for dots in row.dots:
        columns.setdefault(dots.effect, []).extend([dots.level] * dots.count)
    step = _BEESWARM_HALF_HEIGHT / max(1.0, max(map(len, columns.values()), default=0) / 2)
    markers = [
        (effect, row_index + _height(number) * step, level)
        for effect, levels in columns.items()
        for number, level in enumerate(levels)
    ]
    return {
        "type": "scatter",
        "x": [effect for effect, _height_, _level in markers],
        "y": [round(height, 3) for _effect, height, _level in markers],
        "mode": "markers",
        "marker": {
            "size": 5,
            # Pale for low values, dark for high ones: order, not good and bad. Missing values are hollow.
            "color": [0.0 if level is None else level / (_LEVELS - 1) for _effect, _height_, level in markers],
            "cmin": 0,
            "cmax": 1,
            "colorscale": [[0, palette.beeswarm_low], [1, palette.beeswarm_high]],
            "symbol": ["circle-open" if level is None else "circle" for _effect, _height_, level in markers],
        },
        "hoverinfo": "skip",
    }


def _height(number: int) -> int:
    # Alternating above and below the line, as bees do.
    return (number + 1) // 2 * (1 if number % 2 == 0 else -1)


def _beeswarm_takeaway(rows: Sequence[BeeswarmRow], translator: Translator) -> str:
    _ = translator.gettext
    if not rows:
        return _("There is nothing to show.")
    low, high = rows[0].low_effect, rows[0].high_effect
    if math.isnan(low) or math.isnan(high):
        return _("“%(label)s” separates applicants most.", label=rows[0].label)
    if high < low:
        return _("High values of “%(label)s” lower the risk, low values raise it.", label=rows[0].label)
    return _("High values of “%(label)s” raise the risk, low values lower it.", label=rows[0].label)


def _beeswarm_line(row: BeeswarmRow, translator: Translator) -> tuple[str, str, str, str]:
    between = f"{translator.fixed(row.quarter, 2)} … {translator.fixed(row.three_quarters, 2)}"
    return row.label, translator.fixed(row.low_effect, 2), translator.fixed(row.high_effect, 2), between
