"""What the threshold does to a hundred applicants: one mark for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Chart, ChartTable, new_spec
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

HUNDRED = 100
_COLUMNS, _ROWS = 20, 5
_HEIGHT = 250


@dataclass(frozen=True)
class Decided:
    """How many applicants were decided in each way, by what became of their credit."""

    granted_repaid: int
    granted_defaulted: int
    refused_repaid: int
    refused_defaulted: int


def scale_to_100(counts: Sequence[int]) -> list[int]:
    """Return whole numbers that add up to a hundred, in the proportion of the counts (largest remainders).

    A count below zero is none.
    """
    counts = [max(0, count) for count in counts]
    total = sum(counts) or 1
    exact = [HUNDRED * count / total for count in counts]
    rounded = [int(part) for part in exact]
    # Those that lose most by rounding down are rounded up, the first ones on ties.
    by_loss = sorted(range(len(counts)), key=lambda index: rounded[index] - exact[index])
    for index in by_loss[: HUNDRED - sum(rounded)] if sum(counts) else []:
        rounded[index] += 1
    return rounded


def plot_icon_array(decided: Decided, *, takeaway: str, translator: Translator, palette: Palette) -> Chart:
    """Draw a hundred marks: circles repaid, crosses did not; full ones were granted, hollow ones refused."""
    _ = translator.gettext
    counts = (decided.granted_repaid, decided.granted_defaulted, decided.refused_repaid, decided.refused_defaulted)
    icon_counts = scale_to_100(counts)
    names = (
        _("granted, repaid"),
        _("granted, did not repay"),
        _("refused, would have repaid"),
        _("refused, would not have repaid"),
    )
    symbols = ("circle", "x", "circle-open", "x-open")
    colours = (palette.lowers, palette.raises, palette.lowers, palette.raises)
    spec = new_spec(
        palette,
        height=_HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": -0.02, "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
        xaxis={"visible": False, "fixedrange": True, "range": [-0.7, _COLUMNS - 0.3]},
        yaxis={"visible": False, "fixedrange": True, "range": [_ROWS - 0.4, -0.6]},
    )
    start = 0
    for name, count, symbol, colour in zip(names, icon_counts, symbols, colours, strict=True):
        positions = range(start, start + count)
        start += count
        spec["data"].append(
            {
                "type": "scatter",
                # Column by column, so that each kind stands together.
                "x": [position // _ROWS for position in positions],
                "y": [position % _ROWS for position in positions],
                "mode": "markers",
                "name": f"{translator.number(count)} {name}",
                "marker": {"size": 9, "symbol": symbol, "color": colour, "line": {"width": 1.5, "color": colour}},
                "hoverinfo": "skip",
            }
        )
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("One hundred icons, one for each of a hundred applicants, by decision and outcome."),
        table=ChartTable(
            (_("Applicants"), _("Of 100"), _("All")),
            tuple(
                (name, translator.number(part), translator.number(count))
                for name, part, count in zip(names, icon_counts, counts, strict=True)
            ),
        ),
    )
