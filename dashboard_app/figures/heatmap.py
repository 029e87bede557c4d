"""Two features at once: the share of the worse group in each field of a grid, with the client's own field marked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.figures.chart import Chart, ChartTable, new_spec, plain
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

_ROW = 46
_MARGINS = 110
_LONGEST = 18
_STRENGTH = 0.55


@dataclass(frozen=True)
class Grid:
    """Shares of shape (fields down, fields across), NaN where not shown, their texts, and the names of the fields.

    ``here`` is the client's field, down and across, None where a value is not known. ``measure`` names what the shares
    are shares of.
    """

    across: str
    down: str
    names_across: Sequence[str]
    names_down: Sequence[str]
    shares: npt.NDArray[np.float64]
    texts: Sequence[Sequence[str]]
    here: tuple[int, int] | None
    measure: str


def plot_heatmap(data: Grid, *, takeaway: str, translator: Translator, palette: Palette) -> Chart:
    """Draw the grid; the strength of a field's colour is its share, which is written in it."""
    cells = [
        [_cell(data, down, across) for across in _positions(data.names_across)] for down in _positions(data.names_down)
    ]
    spec = new_spec(
        palette,
        height=_MARGINS + _ROW * len(data.names_down),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        xaxis=_axis(data.across, data.names_across),
        yaxis={**_axis(data.down, data.names_down), "autorange": "reversed"},
    )
    spec["data"].append(
        {
            "type": "heatmap",
            "z": [[None if np.isnan(share) else round(float(share) * 100, 1) for share in row] for row in data.shares],
            "text": cells,
            "texttemplate": "%{text}",
            "textfont": {"color": palette.ink},
            "colorscale": [[0, palette.surface], [1, _between(palette.surface, palette.raises)]],
            "zmin": 0,
            "zmax": round(max(1.0, float(np.nanmax(data.shares, initial=0.0)) * 100), 1),
            "showscale": False,
            "xgap": 2,
            "ygap": 2,
            "hoverinfo": "skip",
        }
    )
    if data.here is not None:
        spec["layout"]["shapes"] = [_frame(*data.here, palette)]
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=translator.gettext("%(measure)s by two variables. %(takeaway)s", measure=data.measure, takeaway=takeaway),
        table=ChartTable(
            (f"{data.down} / {data.across}", *data.names_across),
            tuple((name, *row) for name, row in zip(data.names_down, cells, strict=True)),
        ),
    )


def _between(first: str, second: str) -> str:
    """Return a colour between two, on which text of the page can still be read."""
    parts = [[int(colour[start : start + 2], 16) for start in (1, 3, 5)] for colour in (first, second)]
    return "#" + "".join(f"{round(a + _STRENGTH * (b - a)):02x}" for a, b in zip(*parts, strict=True))


def _cell(data: Grid, down: int, across: int) -> str:
    text = data.texts[down][across]
    return f"▸ {text}" if data.here == (down, across) else text


def _axis(title: str, names: Sequence[str]) -> dict[str, object]:
    return {
        "title": {"text": plain(title)},
        "tickvals": list(range(len(names))),
        "ticktext": [plain(name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…") for name in names],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
    }


def _frame(down: int, across: int, palette: Palette) -> dict[str, object]:
    return {
        "type": "rect",
        "x0": across - 0.5,
        "x1": across + 0.5,
        "y0": down - 0.5,
        "y1": down + 0.5,
        "line": {"color": palette.ink, "width": 3},
    }


def _positions(names: Sequence[str]) -> range:
    return range(len(names))
