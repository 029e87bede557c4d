"""The contributions of single features to one score: the strongest as bars, the others as one."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Chart, ChartTable, name_rows, name_sides, new_spec, plain
from dashboard_app.i18n import Words
from dashboard_app.theme import Palette

_ROW = 46
_MARGINS = 44


@dataclass(frozen=True)
class Bar:
    """One feature: what it is, the client's and the typical value as text, and its contribution in log-odds."""

    label: str
    value: str
    typical: str
    contribution: float


def draw_contributions(bars: Sequence[Bar], rest: Bar, *, words: Words, palette: Palette) -> Chart:
    """Draw the strongest features, strongest first, and the sum of the others."""
    _ = words.gettext
    drawn = [*bars, rest]
    total = sum(abs(bar.contribution) for bar in drawn) or 1.0
    top = max((abs(bar.contribution) for bar in drawn), default=0.0) or 1.0
    spec = new_spec(
        palette,
        height=_MARGINS + _ROW * len(drawn),
        margin={"l": 8, "r": 8, "t": 8, "b": 36},
        showlegend=False,
        bargap=0.68,
        xaxis={
            "range": [-1.12 * top, 1.12 * top],
            "showticklabels": False,
            "fixedrange": True,
            "zeroline": True,
        },
    )
    spec["data"].append(
        {
            "type": "bar",
            "orientation": "h",
            "y": list(range(len(drawn))),
            "x": [round(bar.contribution, 6) for bar in drawn],
            "marker": {"color": [palette.raises if bar.contribution > 0 else palette.lowers for bar in drawn]},
            "text": [_sign(bar.contribution) for bar in drawn],
            "textposition": "outside",
            "cliponaxis": False,
            "customdata": [[plain(bar.label), plain(bar.value)] for bar in drawn],
            "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        }
    )
    name_rows(spec, [_named(bar, words) for bar in drawn], palette, above=18)
    name_sides(spec, palette, words)
    return Chart(
        spec=spec,
        takeaway=_takeaway(bars, words),
        label=_("Bar chart: the variables that weigh most on this score, strongest first."),
        table=ChartTable(
            (_("Variable"), _("This client"), _("Accepted clients"), _("Effect (share of what is drawn)")),
            tuple((bar.label, bar.value, bar.typical, _effect(bar.contribution, total, words)) for bar in drawn),
        ),
    )


def _named(bar: Bar, words: Words) -> str:
    return words.gettext("%(label)s: %(value)s", label=bar.label, value=bar.value) if bar.value else bar.label


def _takeaway(bars: Sequence[Bar], words: Words) -> str:
    _ = words.gettext
    raising = next((bar.label for bar in bars if bar.contribution > 0), None)
    lowering = next((bar.label for bar in bars if bar.contribution < 0), None)
    if raising and lowering:
        return _("“%(up)s” raises the risk most, “%(down)s” lowers it most.", up=raising, down=lowering)
    if raising:
        return _("“%(up)s” raises the risk most; nothing weighs much in the client’s favour.", up=raising)
    if lowering:
        return _("“%(down)s” lowers the risk most; nothing weighs much against the client.", down=lowering)
    return _("Nothing sets this client apart from the average accepted client.")


def _effect(contribution: float, total: float, words: Words) -> str:
    _ = words.gettext
    share = words.percent(abs(contribution) / total, 0)
    if contribution > 0:
        return _("raises (%(share)s)", share=share)
    return _("lowers (%(share)s)", share=share)


def _sign(contribution: float) -> str:
    return "+" if contribution > 0 else "−"
