"""The style sheet and the figures have the same colours, and people can tell them apart."""

import re
from dataclasses import asdict
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard_app.theme import DARK, FONT, LIGHT, PALETTES, parse_theme, template_for

TOKENS = (Path(__file__).parents[2] / "assets" / "1-tokens.css").read_text()


def colours_of(block):
    return {name.replace("-", "_"): value for name, value in re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", block)}


@pytest.mark.parametrize(("palette", "place"), [(LIGHT, 0), (DARK, 1)], ids=["light", "dark"])
def test_the_palette_is_that_of_the_style_sheet(palette, place):
    block = TOKENS.split('[data-theme="dark"] {')[place]
    assert colours_of(block) == asdict(palette)


def test_the_font_is_that_of_the_style_sheet():
    assert f"--font: {FONT};" in TOKENS


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


WRITTEN = [
    *((ink, ground) for ink in ("ink", "ink_2", "ink_3", "accent") for ground in ("paper", "surface")),
    ("accent", "accent_soft"),
    ("accent_ink", "accent"),
    ("lowers_ink", "lowers_soft"),
    ("lowers_ink", "surface"),
    ("raises_ink", "raises_soft"),
    ("raises_ink", "surface"),
    ("review", "review_soft"),
    ("ink", "raises_soft"),
    ("ink_2", "raises_soft"),
]
DRAWN = [(mark, "surface") for mark in ("control", "lowers", "raises", "review", "beeswarm_low", "beeswarm_high")]


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("pair", WRITTEN, ids=" on ".join)
def test_text_can_be_read(theme, pair):
    colours = asdict(PALETTES[theme])
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("pair", DRAWN, ids=" on ".join)
def test_marks_can_be_seen(theme, pair):
    colours = asdict(PALETTES[theme])
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 3


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), (None, "light"), ("x", "light")])
def test_theme_of_a_cookie(cookie, theme):
    assert parse_theme(cookie) == theme


def test_the_template_writes_in_the_colours_of_its_theme():
    # Plotly checks every property of it here.
    template = go.layout.Template(template_for(DARK))
    assert template.layout.font.color == DARK.ink
    assert template.layout.xaxis.tickfont.color == DARK.ink_2
