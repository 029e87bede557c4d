"""Figures are pure, and never come without words."""

import subprocess
import sys
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard_app import figures
from dashboard_app.figures.chart import new_spec
from dashboard_app.theme import PALETTES, template_for

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
