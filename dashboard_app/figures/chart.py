"""One way of making a chart: the figure never comes without the words that stand for it."""

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard_app.i18n import Translator
from dashboard_app.i18n.texts import LONGEST_TEXT, readable
from dashboard_app.theme import Palette, template_for

_LINE_HEIGHT = 18
"""Pixels of a line of text."""
_LETTERS = 38
"""Letters of a line that a narrow screen has room for."""
_MOST_LINES = 2
AXIS_LINE = 32
"""Letters that the name of an axis may have in one line: it stands under the figure, without its margins."""

Spec = dict[str, Any]
"""A figure as Plotly's JSON."""


@dataclass(frozen=True)
class ChartTable:
    """The data of a chart as text, ready to be read: column headings and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A figure, the sentence that says what it shows, its label for those who do not see it, and its data.

    ``spec`` is Plotly's own JSON: ``data`` and ``layout``. Building it through ``go.Figure`` would check every value
    anew at every request, at ten times the cost of everything else in a page (measured); the tests check it instead,
    through ``figure``.
    """

    spec: Spec
    takeaway: str
    label: str
    table: ChartTable

    @property
    def figure(self) -> go.Figure:
        """The figure as an object, every property and value of it checked by Plotly."""
        return go.Figure(self.spec)

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.spec["layout"]["height"])


def new_spec(palette: Palette, *, height: int, **layout: Any) -> Spec:  # noqa: ANN401 - Plotly's properties
    """Return an empty figure in the house style, ``height`` pixels high."""
    return {"data": [], "layout": {"template": template_for(palette), "height": height, "annotations": [], **layout}}


def vertical_line(at: float, colour: str, *, width: float = 2, dash: str = "dash") -> Spec:
    """Return a line from the bottom of a figure to its top, at a place of the axis."""
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": colour, "width": width, "dash": dash},
    }


def separators(translator: Translator) -> str:
    """Return the decimal mark and the thousands separator of a language, as Plotly wants them for its axes."""
    return translator.fixed(0.5, 1)[1] + translator.number(1000)[1]


def percent_sign(translator: Translator) -> str:
    """Return the sign that follows a percentage, with the space before it that French wants."""
    return translator.percent(0, 0).removeprefix("0")


def plain(text: str) -> str:
    """Return a text in which Plotly finds no mark-up of its own: a category may be called anything."""
    return html.escape(readable(text, LONGEST_TEXT), quote=False)


def in_lines(text: str, most: int = _LETTERS) -> str:
    """Return a text as Plotly's mark-up, in lines that are no longer than a narrow screen is wide."""
    return "<br>".join(map(plain, textwrap.wrap(readable(text, LONGEST_TEXT), most)))


def name_rows(spec: Spec, labels: Sequence[str], palette: Palette, *, above: float, letters: int = _LETTERS) -> None:
    """Write the name of each row over it, from the left edge on.

    Beside the rows, long names would take half of a narrow screen, and be cut all the same. A name that is too long
    for one line of a telephone takes two, and then every row is that much higher. ``above`` is the distance from the
    middle of a row to the middle of a name of one line, in pixels; ``letters`` are those of a line.
    """
    layout = spec["layout"]
    names = [_lines(label, letters) for label in labels]
    added = _LINE_HEIGHT * (max(map(len, names), default=1) - 1)
    growth = (layout["height"] + added * len(names)) / layout["height"]
    layout["height"] += added * len(names)
    layout["annotations"] += [
        {
            "text": "<br>".join(plain(line) for line in lines),
            "align": "left",
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": row,
            "yshift": (above - _LINE_HEIGHT / 2) * growth,
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"color": palette.ink, "size": 13},
        }
        for row, lines in enumerate(names)
    ]
    layout.setdefault("yaxis", {}).update(
        showticklabels=False, showgrid=False, fixedrange=True, range=[len(labels) - 0.4, -0.75]
    )


def _lines(label: str, letters: int) -> list[str]:
    lines = textwrap.wrap(readable(label), letters)
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1] + "…"]


def name_sides(spec: Spec, palette: Palette, translator: Translator) -> None:
    """Write under a figure which way lowers the risk and which way raises it."""
    _ = translator.gettext
    for text, x, anchor, colour in (
        (_("◀ lowers the risk"), 0, "left", palette.lowers_ink),
        (_("raises the risk ▶"), 1, "right", palette.raises_ink),
    ):
        spec["layout"]["annotations"].append(
            {
                "text": text,
                "x": x,
                "xref": "paper",
                "xanchor": anchor,
                "y": 0,
                "yref": "paper",
                "yanchor": "top",
                "yshift": -6,
                "showarrow": False,
                "font": {"color": colour, "size": 13},
            }
        )
