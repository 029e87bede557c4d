from dataclasses import replace

import numpy as np
import pytest

from model_build.experiments.ablation import (
    ablation_report,
    ablation_result,
    evaluate_recipe,
    fit_risk,
    measure_ablations,
    with_protected,
    without_columns,
    without_constraints,
)
from model_build.metrics.headline import Figures
from model_build.training.fitting import fit_model
from model_build.training.levers import Moved
from model_build.training.train import Recipe, train_folds
from model_bundle.manifest import Costs
from tests.model_build.training_sets import learnable, noise, silent

DATA, COSTS = learnable(4_000), Costs()
RECIPE = Recipe(trees=40, seed=2, threads=1)
NOBODY = {"moved": {}, "risk": np.ravel}
"""No lever is pulled."""


@pytest.fixture(scope="module")
def served():
    headline = fit_model(DATA, RECIPE, COSTS, silent).evaluation.headline
    return Figures(headline.auc, headline.cost)


def test_a_recipe_is_judged_as_the_build_judges_it(served):
    assert evaluate_recipe(DATA, RECIPE, COSTS, silent) == served


def test_a_protected_column_that_tells_the_outcome_raises_the_other_figures_only(served):
    leaking = np.column_stack([DATA.target + np.random.default_rng(0).normal(size=len(DATA.target)), DATA.matrix[:, 2]])
    with_label = []

    found = measure_ablations(DATA, leaking, served, RECIPE, COSTS, lambda label, _: with_label.append(label), **NOBODY)

    step = found["protected"]
    assert (step.auc_without, step.cost_without) == (served.auc, served.cost)
    assert step.auc_with > served.auc + 0.02
    assert step.cost_with < served.cost - 0.02
    assert not found["protected"].is_kept
    assert set(with_label) == {
        f"Measuring what {what}, fold {fold} of 5"
        for what in ("leaving out gender and age costs", "the constraints cost")
        for fold in range(1, 6)
    }


def test_the_constraints_are_measured_against_the_same_rows_without_them(served):
    found = measure_ablations(DATA, DATA.matrix[:, [2]], served, RECIPE, COSTS, silent, **NOBODY)["constraints"]
    free = evaluate_recipe(without_constraints(DATA), RECIPE, COSTS, silent)
    assert found == ablation_result("constraints", free, served, is_kept=True)
    assert found.gain
    assert found.is_kept


def test_without_constraints_there_is_nothing_to_measure_about_them():
    data = noise(400, 40)
    served, recipe = Figures(0.5, 0.8), Recipe(trees=3, threads=1)
    found = measure_ablations(data, data.matrix[:, [0]], served, recipe, COSTS, silent, **NOBODY)
    assert list(found) == ["protected"]


def test_a_lever_is_pulled_with_and_without_the_constraints(served):
    """A rating that rises must lower the risk; the noise beside it is no lever of the model."""
    better = DATA.matrix + np.array([0.3, 0.0, 0.0])
    risk = fit_risk(DATA, train_folds(DATA, RECIPE, silent), RECIPE, silent)
    moved = {"rating": Moved(DATA.matrix, better), "nobody": Moved(better[:0], better[:0])}
    step = measure_ablations(DATA, DATA.matrix[:, [2]], served, RECIPE, COSTS, silent, moved=moved, risk=risk)[
        "constraints"
    ]
    (lever,) = step.levers
    assert lever.name == "rating"
    assert lever.rising_with == 0 < lever.rising_without


def test_protected_grounds_are_priced_where_the_model_has_any(served):
    data = replace(DATA, names=("CIRCLE_DEFAULT_SHARE", "KIND", "NOISE"))
    step = measure_ablations(data, data.matrix[:, [2]], served, RECIPE, COSTS, silent, **NOBODY)["protected_grounds"]
    assert (step.auc_with, step.cost_with) == (served.auc, served.cost)
    assert step.is_kept
    # It was the rating, under another name.
    assert step.auc_without < served.auc - 0.05
    assert without_columns(data, {"CIRCLE_DEFAULT_SHARE", "KIND"}).names == ("NOISE",)
    assert without_columns(data, {"KIND"}).categorical == ()


def test_variants_keep_rows_and_outcomes():
    free, more = without_constraints(DATA), with_protected(DATA, DATA.matrix[:, :2])
    assert free.directions == (0, 0, 0)
    assert free.matrix is DATA.matrix
    assert more.matrix.shape == (4_000, 5)
    assert (len(more.names), len(set(more.names)), len(more.directions)) == (5, 5, 5)
    assert more.target is DATA.target


def test_a_step_tells_its_gain_and_what_it_adds_to_the_cost():
    step = ablation_result("ratios", Figures(0.70, 0.6), Figures(0.71, 0.5), is_kept=True, standard_error=0.002)
    assert (step.gain, step.cost_increase) == (pytest.approx(0.01), pytest.approx(-0.1))
    assert step.standard_error == 0.002
    report = ablation_report({"ratios": step}, RECIPE)
    assert (report.results, report.seeds, report.folds) == ((step,), (2,), 5)


def test_the_gain_is_the_mean_over_the_seeds():
    step = ablation_result("ratios", Figures(0.70, 0.6), Figures(0.71, 0.5), is_kept=True)
    assert step.model_copy(update={"gain_by_seed": (0.01, 0.03)}).gain == pytest.approx(0.02)
