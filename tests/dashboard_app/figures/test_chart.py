"""Figures are pure, and never come without words."""

import subprocess
import sys
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard_app import figures
from dashboard_app.figures.chart import in_lines, name_rows, new_spec, percent_sign, separators
from dashboard_app.i18n import get_translator
from dashboard_app.theme import LIGHT, PALETTES, template_for

MODULES = sorted(path.stem for path in Path(figures.__file__).parent.glob("[!_]*.py"))
ALONE = """
import sys
from importlib import import_module
import_module("dashboard_app.figures.{module}")
print([name for name in ("dash", "flask", "pyarrow", "lightgbm", "dashboard_app.store") if name in sys.modules])
"""


@pytest.mark.parametrize("module", MODULES)
def test_a_figure_imports_neither_dash_nor_data(module):
    run = [sys.executable, "-c", ALONE.format(module=module)]
    loaded = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60)
    assert loaded.stdout.strip() == "[]"


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_figure_begins_in_the_house_style(palette):
    figure = go.Figure(new_spec(palette, height=123, showlegend=False))
    assert figure.layout.height == 123
    assert figure.layout.template.to_plotly_json() == go.layout.Template(template_for(palette)).to_plotly_json()
    assert figure.layout.paper_bgcolor is None


def test_a_long_name_takes_two_lines_and_makes_every_row_higher():
    short, long = new_spec(LIGHT, height=100), new_spec(LIGHT, height=100)
    name_rows(short, ["Rating", "Age"], LIGHT, above=18)
    name_rows(long, ["Rating", "Product of the second and third external ratings: 0.02"], LIGHT, above=18)

    assert [note["text"].count("<br>") for note in long["layout"]["annotations"]] == [0, 1]
    assert short["layout"]["height"] == 100
    assert long["layout"]["height"] > 130


def test_a_name_without_end_is_cut_with_a_sign_of_it():
    spec = new_spec(LIGHT, height=100)
    name_rows(spec, ["a name " * 40], LIGHT, above=18)
    (note,) = spec["layout"]["annotations"]
    assert note["text"].count("<br>") == 1
    assert note["text"].endswith("…")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Amount", "Amount"),
        ("<b>Amount</b> & more", "&lt;b&gt;Amount&lt;/b&gt; &amp; more"),
        ("Product of the second and third external ratings", "Product of the second and third<br>external ratings"),
        ("", ""),
    ],
)
def test_long_names_take_lines_of_their_own_and_hold_no_mark_up(text, lines):
    assert in_lines(text) == lines


@pytest.mark.parametrize(("language", "marks", "sign"), [("en", ".,", "%"), ("fr", ",\u202f", "\u202f%")])
def test_axes_write_numbers_as_the_language_does(language, marks, sign):
    translator = get_translator(language)
    assert separators(translator) == marks
    assert percent_sign(translator) == sign
