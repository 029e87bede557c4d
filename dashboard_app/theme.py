"""Colours and type of figures: what the style sheet says in `assets/1-tokens.css`, said to Plotly.

A test compares the two files, and computes the contrast of what is written and drawn.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif'
FONT_SIZE = 13


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, by what they mean."""

    ink: str
    ink_2: str
    ink_3: str
    paper: str
    surface: str
    line: str
    control: str
    accent: str
    accent_ink: str
    accent_soft: str
    lowers: str
    lowers_soft: str
    lowers_ink: str
    raises: str
    raises_soft: str
    raises_ink: str
    review: str
    review_soft: str
    beeswarm_low: str
    beeswarm_high: str


LIGHT = Palette(
    ink="#16202c",
    ink_2="#4a5868",
    ink_3="#5c6a7a",
    paper="#f5f6f8",
    surface="#ffffff",
    line="#dfe3e9",
    control="#7c8998",
    accent="#14507a",
    accent_ink="#ffffff",
    accent_soft="#e6eff6",
    lowers="#0072b2",
    lowers_soft="#d9ebf5",
    lowers_ink="#00527f",
    raises="#c24f00",
    raises_soft="#fae5d6",
    raises_ink="#933c00",
    review="#7a5b00",
    review_soft="#fbf0cf",
    beeswarm_low="#1f8a7d",
    beeswarm_high="#5b2a86",
)

DARK = Palette(
    ink="#e9edf2",
    ink_2="#b3bfcc",
    ink_3="#93a1b1",
    paper="#0f151c",
    surface="#171f29",
    line="#2a3542",
    control="#6b7b8c",
    accent="#8cc4ec",
    accent_ink="#0f151c",
    accent_soft="#1b2f40",
    lowers="#56b4e9",
    lowers_soft="#163246",
    lowers_ink="#8dcbf2",
    raises="#f08a4b",
    raises_soft="#42261a",
    raises_ink="#f6b08a",
    review="#e8c14e",
    review_soft="#3a3014",
    beeswarm_low="#4fd1c0",
    beeswarm_high="#b58be0",
)

PALETTES = {"light": LIGHT, "dark": DARK}
COOKIE = "theme"
"""The cookie that `assets/head/theme.js` writes."""


def parse_theme(cookie: str | None) -> str:
    """Return the theme that a browser requests; light by default."""
    return cookie if cookie in PALETTES else "light"


HEADER = "X-Clairscore-Theme"
"""The header by which a page says its theme: the cookie is that of all tabs, and another one may have changed it."""


@cache
def template_for(palette: Palette) -> dict[str, Any]:
    """Return the Plotly template of a theme: quiet lines, no frame, the page shows through."""
    axis = {
        "gridcolor": palette.line,
        "linecolor": palette.control,
        "zerolinecolor": palette.control,
        "tickcolor": palette.control,
        "tickfont": {"color": palette.ink_2},
        "title": {"font": {"color": palette.ink_2, "size": FONT_SIZE}, "standoff": 8},
        "automargin": True,
    }
    return {
        "layout": {
            "font": {"family": FONT, "size": FONT_SIZE, "color": palette.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [palette.lowers, palette.raises, palette.ink_3, palette.accent],
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "hoverlabel": {
                "bgcolor": palette.surface,
                "bordercolor": palette.control,
                "font": {"family": FONT, "color": palette.ink},
            },
            "legend": {"orientation": "h", "font": {"color": palette.ink_2}},
            "xaxis": {**axis, "showgrid": False},
            "yaxis": axis,
            "bargap": 0.06,
        }
    }
