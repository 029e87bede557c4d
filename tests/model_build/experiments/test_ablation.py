from dataclasses import replace

import numpy as np
import pytest

from model_build.experiments.ablation import (
    AblationResult,
    content,
    evaluate_recipe,
    measure_ablations,
    risk_of,
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

    (without,), (with_it,) = found["protected"].without, found["protected"].with_it
    assert without == served
    assert with_it.auc > served.auc + 0.02
    assert with_it.cost < served.cost - 0.02
    assert not found["protected"].is_kept
    assert set(with_label) == {
        f"Measuring what {what}, fold {fold} of 5"
        for what in ("leaving out gender and age costs", "the constraints cost")
        for fold in range(1, 6)
    }


def test_the_constraints_are_measured_against_the_same_rows_without_them(served):
    found = measure_ablations(DATA, DATA.matrix[:, [2]], served, RECIPE, COSTS, silent, **NOBODY)["constraints"]
    assert found.with_it == (served,)
    assert found.without == (evaluate_recipe(without_constraints(DATA), RECIPE, COSTS, silent),)
    assert found.without != found.with_it
    assert found.is_kept


def test_without_constraints_there_is_nothing_to_measure_about_them():
    data = noise(400, 40)
    served, recipe = Figures(0.5, 0.8), Recipe(trees=3, threads=1)
    found = measure_ablations(data, data.matrix[:, [0]], served, recipe, COSTS, silent, **NOBODY)
    assert list(found) == ["protected"]


def test_a_lever_is_pulled_with_and_without_the_constraints(served):
    """A rating that rises must lower the risk; the noise beside it is no lever of the model."""
    better = DATA.matrix + np.array([0.3, 0.0, 0.0])
    risk = risk_of(DATA, train_folds(DATA, RECIPE, silent), RECIPE, silent)
    moved = {"rating": Moved(DATA.matrix, better), "nobody": Moved(better[:0], better[:0])}
    step = measure_ablations(DATA, DATA.matrix[:, [2]], served, RECIPE, COSTS, silent, moved=moved, risk=risk)[
        "constraints"
    ]
    assert set(step.levers) == {"rating"}
    assert step.levers["rating"].with_it == 0 < step.levers["rating"].without
    (written,) = content({"constraints": step}, RECIPE)["steps"]
    assert [lever["name"] for lever in written["levers"]] == ["rating"]


def test_protected_grounds_are_priced_where_the_model_has_any(served):
    data = replace(DATA, names=("CIRCLE_DEFAULT_SHARE", "KIND", "NOISE"))
    step = measure_ablations(data, data.matrix[:, [2]], served, RECIPE, COSTS, silent, **NOBODY)["protected_grounds"]
    assert step.with_it == (served,)
    assert step.is_kept
    # It was the rating, under another name.
    assert step.without[0].auc < served.auc - 0.05
    assert without_columns(data, {"CIRCLE_DEFAULT_SHARE", "KIND"}).names == ("NOISE",)
    assert without_columns(data, {"KIND"}).categorical == ()


def test_variants_keep_rows_and_outcomes():
    free, more = without_constraints(DATA), with_protected(DATA, DATA.matrix[:, :2])
    assert free.directions == (0, 0, 0)
    assert free.matrix is DATA.matrix
    assert more.matrix.shape == (4_000, 5)
    assert (len(more.names), len(set(more.names)), len(more.directions)) == (5, 5, 5)
    assert more.target is DATA.target


def test_a_step_tells_means_over_its_seeds_and_gains_pair_by_pair():
    step = AblationResult(
        "ratios", (Figures(0.70, 0.6), Figures(0.72, 0.5)), (Figures(0.71, 0.5), Figures(0.75, 0.5)), True
    )
    (written,) = content({"ratios": step}, RECIPE)["steps"]
    assert written["gain_by_seed"] == pytest.approx([0.01, 0.03])
    assert written["gain"] == pytest.approx(0.02)
    assert (written["auc_without"], written["auc_with"]) == (pytest.approx(0.71), pytest.approx(0.73))
    assert (written["cost_without"], written["cost_with"]) == (pytest.approx(0.55), pytest.approx(0.5))
    assert written["kept"] is True
