"""Every figure draws everything: whatever numbers and texts it is given, its JSON is valid and its texts can be read.

The functions are found by what they return, and their arguments made from their types: a new one is tried as well.
"""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Sequence
from dataclasses import is_dataclass
from typing import get_args, get_origin, get_type_hints

import numpy as np
import pytest
from dash._utils import to_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from dashboard_app import figures
from dashboard_app.figures import comparison, heatmap, importance, two_group_distribution
from dashboard_app.figures.chart import Chart, ChartTable
from dashboard_app.figures.dot_plot import DotAxis
from dashboard_app.i18n import Translator, get_translator
from dashboard_app.theme import DARK, LIGHT, Palette
from tests.dashboard_app.extremes import floats, texts

WORDS = [get_translator("en"), get_translator("fr")]
SIZES = st.integers(0, 4)


def drawing_functions():
    """Every public function of the figures that returns a chart."""
    found = {}
    for module in pkgutil.iter_modules(figures.__path__):
        loaded = importlib.import_module(f"{figures.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            is_own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if is_own and get_type_hints(function).get("return") is Chart:
                found[f"{module.name}.{name}"] = function
    return found


FUNCTIONS = drawing_functions()


@st.composite
def two_sided(draw):
    """A variable on both sides, with as many shares as bins."""
    size = draw(SIZES)
    bins, first, second = (
        draw(st.lists(kind, min_size=size + 1, max_size=size + 1)) for kind in (texts, floats, floats)
    )
    edges = draw(st.lists(floats, min_size=size + 2, max_size=size + 2) | st.just([]))
    return edges, bins, first, second


@st.composite
def two_sides_data(draw):
    edges, bins, first, second = draw(two_sided())
    side = [two_group_distribution.GroupSeries(draw(texts), shares, "#112233", "#445566") for shares in (first, second)]
    marker = draw(st.none() | st.tuples(floats, texts)) if edges else None
    return two_group_distribution.TwoGroupDistribution(
        draw(texts), edges, bins, *side, marker=marker, here=draw(st.sampled_from([None, 0]))
    )


@st.composite
def distributions(draw):
    edges, bins, first, second = draw(two_sided())
    groups = [comparison.GroupShares(draw(texts), draw(counts), shares) for shares in (first, second)]
    rates = comparison.Rates(draw(texts), second, [draw(texts) for _ in bins], draw(floats), draw(texts))
    here = draw(st.none() | st.just(0))
    return comparison.DistributionPlot(
        draw(texts), edges, bins, *groups, rates, draw(st.none() | floats), draw(texts), here
    )


@st.composite
def grids(draw):
    across, down = (draw(st.lists(texts, min_size=1, max_size=3)) for _ in range(2))
    shares = np.array([draw(st.lists(floats, min_size=len(across), max_size=len(across))) for _ in down])
    written = [draw(st.lists(texts, min_size=len(across), max_size=len(across))) for _ in down]
    here = draw(st.sampled_from([None, (0, 0)]))
    return heatmap.Grid(draw(texts), draw(texts), across, down, shares, written, here, draw(texts))


counts = st.integers(0, 10**400)
OWN = {
    float: floats,
    int: st.integers(-(10**400), 10**400),
    str: texts,
    bool: st.booleans(),
    Palette: st.sampled_from([LIGHT, DARK]),
    Translator: st.sampled_from(WORDS),
    ChartTable: st.just(ChartTable(("One",), (("1",),))),
    two_group_distribution.TwoGroupDistribution: two_sides_data(),
    comparison.DistributionPlot: distributions(),
    heatmap.Grid: grids(),
    # As many dots as a sample has; more would only take long.
    importance.BeeswarmDots: st.builds(
        importance.BeeswarmDots, floats, st.sampled_from([None, 0, 1, 2]), st.integers(0, 400)
    ),
    DotAxis: st.builds(
        DotAxis, texts, st.just(lambda value: WORDS[0].fixed(value, 3)), line=st.none() | floats, line_name=texts
    ),
}


def of_type(kind):
    """Values of a type: of its own where one is named above, else of its parts."""
    if kind in OWN:
        return OWN[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Sequence, list):
        return st.lists(of_type(parts[0]), max_size=4)
    if origin is tuple:
        return st.tuples(*map(of_type, parts))
    if origin is not None:
        return st.one_of(*(st.none() if part is type(None) else of_type(part) for part in parts))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        # Unchecked: a model of the contract refuses what no figure may fail on.
        return st.builds(
            kind.model_construct,
            **{name: of_type(hint) for name, hint in get_type_hints(kind).items() if name in kind.model_fields},
        )
    assert is_dataclass(kind), f"Say in OWN what values of {kind} are."
    return st.builds(kind, **{name: of_type(hint) for name, hint in get_type_hints(kind).items()})


def check(chart):
    written = to_json(chart.spec)
    json.loads(written, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    for text in (
        chart.takeaway,
        chart.label,
        *chart.table.columns,
        *(cell for row in chart.table.rows for cell in row),
    ):
        assert isinstance(text, str)
    assert chart.height > 0


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_figure_draws_everything(name, data):
    hints = get_type_hints(FUNCTIONS[name])
    hints.pop("return")
    chart = FUNCTIONS[name](**data.draw(st.fixed_dictionaries({part: of_type(hint) for part, hint in hints.items()})))
    check(chart)


def test_no_figure_is_left_out():
    assert {
        "calibration.plot_calibration",
        "comparison.plot_distribution",
        "cost.plot_cost",
        "curves.plot_curve",
        "dependence.plot_boxes",
        "dependence.plot_ribbons",
        "dot_plot.plot_dots",
        "icon_array.plot_icon_array",
        "importance.plot_beeswarm",
        "importance.plot_importance",
        "heatmap.plot_heatmap",
        "trials.plot_trials",
        "two_group_distribution.plot_two_group_distribution",
    } <= set(FUNCTIONS)
