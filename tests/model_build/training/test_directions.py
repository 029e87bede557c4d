"""Directions that people expect: in the catalogue, in the model, and in what happens when a form is changed."""

import re
from functools import partial

import numpy as np
import pyarrow as pa
import pytest

from model_build.features import plan
from model_build.tables import HISTORY_TABLES
from model_build.training.bands import BANDS, bin_parameters, without_file_name
from model_build.training.levers import LEVERS, NOTICEABLE, Moved, edited, move
from model_build.training.train import Recipe, TrainingSet, train_final
from model_bundle.arrow_file import column_floats
from model_bundle.bundle import Bundle
from model_bundle.features import FeatureRunner
from tests.model_build.known_categories import CATEGORIES
from tests.model_build.training_sets import silent

TERM = "CREDIT_TO_ANNUITY"
DEBT_BESIDE_THE_CREDIT = {"BUREAU_DEBT_TO_APPLICATION", "RUNNING_DEBT_TO_APPLICATION"}
"""Debts compared with the credit: they grow when less is borrowed, and yet nobody would call more debt a good sign."""
FREE = {"income_doubled": set(), "job_time_doubled": set(), "credit_lowered": DEBT_BESIDE_THE_CREDIT}


@pytest.fixture(scope="module")
def bundle(built):
    return Bundle.open(built.path)


@pytest.fixture(scope="module")
def people(bundle):
    """Forms and histories of the pending applications."""

    def part(prefix):
        names = [name for name in bundle.clients.column_names if name.startswith(f"{prefix}.")]
        columns = {name.partition(".")[2]: bundle.clients.column(name) for name in names}
        return pa.table({"SK_ID_CURR": bundle.clients.column("SK_ID_CURR")} | columns)

    return part("application"), part("history")


def test_the_catalogue_and_the_model_have_one_table_of_directions(bundle):
    text = (bundle.path / "model.txt").read_text(encoding="utf-8")
    constraints = [int(one) for one in re.search(r"^\[monotone_constraints: (.*)\]$", text, re.MULTILINE)[1].split(",")]
    directions = [bundle.catalogue.features[name].direction for name in bundle.manifest.feature_names]
    assert constraints == directions
    assert {1, -1, 0} == set(directions)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_whatever_is_made_of_a_changed_value_has_the_direction_that_the_change_demands(people, lever):
    """A new ratio of income without a direction, or with the wrong one, fails here."""
    made = plan(HISTORY_TABLES, CATEGORIES, with_age=True)
    pulled = move(FeatureRunner(made.sql, made.inputs, made.names), *people, seed=0)[lever.name]
    rises = np.nan_to_num(pulled.after - pulled.before, nan=0.0)
    scale = np.nan_to_num(np.abs(pulled.before), nan=1.0) + 1e-9
    moved = {}
    for name, change in zip(made.names, (rises / scale).T, strict=True):
        if (np.abs(change) > 1e-9).any():
            direction = made.catalogue.features[name].direction
            moved[name] = direction != 0 and bool((direction * change <= 1e-9).all())
    assert len(moved) >= 5
    assert {name for name, is_right in moved.items() if not is_right} == FREE[lever.name]


@pytest.mark.parametrize("name", ["income_doubled", "job_time_doubled"])
def test_more_income_and_a_longer_job_raise_the_risk_of_nobody(bundle, people, name):
    pulled = move(bundle.runner, *people, seed=0)[name]
    assert len(pulled.before) > 200
    assert pulled.rising(bundle.scorer.probabilities) <= 0.01
    # The lever does move what the model sees.
    assert (bundle.scorer.probabilities(pulled.after) < bundle.scorer.probabilities(pulled.before)).mean() > 0.05


def test_the_build_tells_what_the_constraints_prevent(bundle):
    (step,) = (one for one in bundle.ablation.results if one.name == "constraints")
    assert [lever.name for lever in step.levers] == [lever.name for lever in LEVERS]
    income = step.levers[0]
    assert income.rising_with <= 0.01 < income.rising_without <= 1


def test_a_lever_reaches_those_whom_it_concerns_and_changes_nothing_else():
    form = pa.table(
        {
            "AMT_INCOME_TOTAL": pa.array([100.0, None, 300.0]),
            "DAYS_EMPLOYED": pa.array([-1_000, 365_243, -9_000], pa.int64()),
            "DAYS_BIRTH": pa.array([-9_000, -20_000, -20_000], pa.int64()),
            "AMT_CREDIT": pa.array([1_000.0, 2_000.0, 3_000.0]),
            "AMT_ANNUITY": pa.array([100.0, None, 300.0]),
        }
    )
    found = {lever.name: (lever.reaches(form).tolist(), edited(form, lever.change(form))) for lever in LEVERS}
    assert {name: reached for name, (reached, _) in found.items()} == {
        "income_doubled": [True, False, True],
        "job_time_doubled": [True, False, True],
        "credit_lowered": [True, False, True],
    }
    assert found["income_doubled"][1].column("AMT_INCOME_TOTAL").to_pylist() == [200.0, None, 600.0]
    # Twice 9,000 days would be before the sixteenth birthday.
    assert found["job_time_doubled"][1].column("DAYS_EMPLOYED").to_pylist() == [-2_000, 365_243, -14_160]
    assert found["credit_lowered"][1].column("AMT_CREDIT").to_pylist() == pytest.approx([900.0, 1_800.0, 2_700.0])
    assert found["credit_lowered"][1].column("AMT_ANNUITY").to_pylist()[1] is None
    assert all(table.schema == form.schema for _, table in found.values())


def test_only_a_rise_that_a_page_would_show_counts():
    rows, less = np.zeros((4, 1)), NOTICEABLE / 2
    risk = partial(np.ravel, order="C")
    assert Moved(rows, np.array([[less], [3 * less], [-1.0], [1.0]])).rising(risk) == 0.5
    assert Moved(rows[:0], rows[:0]).rising(risk) is None


def test_a_model_names_no_file_of_the_machine_that_built_it(bundle):
    text = (bundle.path / "model.txt").read_text(encoding="utf-8")
    assert "clairscore-bands" not in text
    assert "\n[forcedbins_filename: ]\n" in text
    assert without_file_name("a\n[forcedbins_filename: /x/y.json]\nb") == "a\n[forcedbins_filename: ]\nb"


@pytest.mark.parametrize("unknown", [0, 40])
def test_within_a_band_nobody_is_told_apart(unknown):
    """Rows of a needle at 12.6, as the lender's products make it; one model reads it in bands, the other does not."""
    rng = np.random.default_rng(1)
    term = rng.uniform(8, 40, 6_000)
    target = (rng.uniform(size=6_000) < np.where(np.abs(term - 12.5) < 0.2, 0.9, 0.1)).astype(np.int64)
    term[:unknown] = np.nan
    data = TrainingSet(np.column_stack([term, rng.normal(size=6_000)]), target, (TERM, "NOISE"), (), (0, 0))
    inside = np.column_stack([np.linspace(10.81, 12.69, 50), np.zeros(50)])
    spread, cuts = {}, {}
    for has_bands in (True, False):
        recipe = Recipe(trees=40, threads=1, has_bands=has_bands)
        recipe.parameters.update(feature_fraction=1.0)
        booster = train_final(data, recipe, silent)
        spread[has_bands] = float(np.ptp(booster.predict(inside, raw_score=True)))
        splits = booster.trees_to_dataframe()
        cuts[has_bands] = set(splits.threshold[splits.split_feature == TERM].round(6))
    assert spread[True] == 0
    assert spread[False] > 0.5
    assert {10.8, 12.7} <= cuts[True] <= set(BANDS[TERM])
    assert not cuts[False] <= set(BANDS[TERM])


def test_bands_ask_nothing_of_a_model_without_such_a_feature():
    with bin_parameters(("RATING",), np.zeros((3, 1))) as parameters:
        assert parameters == {}


def test_the_definition_says_how_many_bands_there_are():
    definition = plan((), CATEGORIES).catalogue.features[TERM].definition
    assert len(BANDS[TERM]) + 1 == 12
    assert "twelve bands" in definition.en
    assert "douze tranches" in definition.fr


def test_bands_are_at_least_one_instalment_wide():
    for edges in BANDS.values():
        assert np.diff(edges).min() >= 1 - 1e-9


def test_column_floats_of_a_changed_form_are_what_was_written():
    form = pa.table({"A": pa.array([1, 2], pa.int64())})
    assert column_floats(edited(form, {"A": np.array([1.6, np.nan])}), "A").tolist()[0] == 2
