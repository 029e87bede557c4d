"""How the effect of one variable depends on its value: ribbons along an axis, or boxes by value."""

from collections.abc import Sequence
from dataclasses import dataclass

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
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

HEIGHT = 400
_ROW = 48
_MARGINS = 64


@dataclass(frozen=True)
class EffectGroup:
    """The effects of applicants with one value, or with values in one band: all in log-odds."""

    name: str
    applicants: int
    x: float
    mean: float
    median: float
    quarter: float
    three_quarters: float
    low: float
    high: float


def plot_ribbons(
    bands: Sequence[EffectGroup],
    *,
    variable: str,
    takeaway: str,
    ticks: Sequence[tuple[float, str]],
    translator: Translator,
    palette: Palette,
) -> Chart:
    """Draw a line through the mean effect of each band of values, on ribbons of the middle half and of nearly all."""
    _ = translator.gettext
    spec = new_spec(
        palette,
        height=HEIGHT,
        margin={"l": 8, "r": 12, "t": 34, "b": 8},
        legend={"orientation": "h", "y": 1, "yanchor": "bottom"},
        separators=separators(translator),
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
            "range": _with_room(bands),
        },
    )
    spec["data"] += [
        {
            **_ribbon([(band.x, band.low, band.high) for band in bands]),
            "name": _("nine in ten applicants"),
            "fillcolor": palette.accent_soft,
        },
        {
            **_ribbon([(band.x, band.quarter, band.three_quarters) for band in bands]),
            "name": _("the middle half"),
            "fillcolor": palette.accent,
            "opacity": 0.45,
        },
        {
            "type": "scatter",
            "x": [round(band.x, 4) for band in bands],
            "y": [round(band.mean, 4) for band in bands],
            "mode": "lines+markers",
            "name": _("average at similar values"),
            "line": {"color": palette.ink, "width": 2.5},
            "marker": {"size": 7, "symbol": "diamond", "color": palette.ink},
            "hoverinfo": "skip",
        },
    ]
    _name_ends(spec, translator, palette)
    return _chart(spec, bands, variable, takeaway, translator)


def plot_boxes(
    groups: Sequence[EffectGroup], *, variable: str, takeaway: str, translator: Translator, palette: Palette
) -> Chart:
    """Draw a box for each value: the middle half of its effects, with nearly all of them as whiskers."""
    _ = translator.gettext
    spec = new_spec(
        palette,
        height=_MARGINS + _ROW * len(groups),
        margin={"l": 8, "r": 8, "t": 8, "b": 44},
        showlegend=False,
        separators=separators(translator),
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
    name_rows(spec, [f"{group.name} ({translator.number(group.applicants)})" for group in groups], palette, above=18)
    name_sides(spec, palette, translator)
    return _chart(spec, groups, variable, takeaway, translator)


def _chart(spec: Spec, groups: Sequence[EffectGroup], variable: str, takeaway: str, translator: Translator) -> Chart:
    _ = translator.gettext
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("The effect of “%(variable)s” on the risk, by its value.", variable=variable),
        table=ChartTable(
            (variable, _("Applicants"), _("Average effect"), _("Middle half of the effects")),
            tuple(
                (
                    group.name,
                    translator.number(group.applicants),
                    translator.fixed(group.mean, 3),
                    f"{translator.fixed(group.quarter, 3)} … {translator.fixed(group.three_quarters, 3)}",
                )
                for group in groups
            ),
        ),
    )


def _ribbon(ends: Sequence[tuple[float, float, float]]) -> Spec:
    """Return the area between the lower and the upper ends, given as (x, low, high)."""
    there = [(x, lower) for x, lower, _upper in ends]
    back = [(x, upper) for x, _lower, upper in reversed(ends)]
    return {
        "type": "scatter",
        "x": [round(x, 4) for x, _end in (*there, *back)],
        "y": [round(end, 4) for _place, end in (*there, *back)],
        "mode": "lines",
        "fill": "toself",
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _with_room(bands: Sequence[EffectGroup]) -> list[float]:
    """Return the range of the axis of effects, with room at both ends for what is written there."""
    low, high = min([0.0, *(band.low for band in bands)]), max([0.0, *(band.high for band in bands)])
    room = 0.14 * ((high - low) or 1.0)
    return [round(low - room, 4), round(high + room, 4)]


def _name_ends(spec: Spec, translator: Translator, palette: Palette) -> None:
    """Write inside the figure which way is up: what is above the line raises the risk."""
    _ = translator.gettext
    for text, y, anchor, colour in (
        (_("▲ raises the risk"), 1, "top", palette.raises_ink),
        (_("▼ lowers the risk"), 0, "bottom", palette.lowers_ink),
    ):
        spec["layout"]["annotations"].append(
            {
                "text": text,
                "x": 1,
                "xref": "paper",
                "xanchor": "right",
                "y": y,
                "yref": "paper",
                "yanchor": anchor,
                "showarrow": False,
                "font": {"color": colour, "size": 13},
            }
        )
