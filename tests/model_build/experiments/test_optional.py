"""Optional steps on a demo with both histories, and on outcomes that mean nothing."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from model_build.errors import BuildError
from model_build.experiments.ablation import ablation_report
from model_build.experiments.adoption_criteria import AdoptionCriteria
from model_build.experiments.optional import (
    OPTIONAL,
    ExperimentResult,
    neighbours,
    row_models,
    run_experiments,
    with_fitted,
)
from model_build.pipeline.build_options import BuildOptions
from model_build.prepare import prepare, training_set
from model_build.synthetic import write_demo
from model_build.training.fitting import FittedModel, fit_model
from model_build.training.train import Recipe
from model_bundle.manifest import Costs
from tests.model_build.training_sets import silent

COSTS = Costs()
RECIPE = Recipe(trees=20, folds=2, seed=2, threads=1)


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    return write_demo(tmp_path_factory.mktemp("optional") / "raw", applicants=1_200, decided=60, seed=4).out


@pytest.fixture(scope="module")
def prepared(raw):
    return prepare(raw, engine="duckdb", with_age=False, progress=silent, with_rows=True)


@pytest.fixture(scope="module")
def fitted_model(prepared):
    return fit_model(training_set(prepared), RECIPE, COSTS, silent)


def tried(
    prepared, fitted_model: FittedModel, names=OPTIONAL, adoption_criteria=None, progress=silent
) -> ExperimentResult:
    return run_experiments(
        names,
        adoption_criteria or AdoptionCriteria(),
        prepared,
        training_set(prepared),
        fitted_model,
        RECIPE,
        COSTS,
        progress,
    )


def test_each_step_is_measured_against_the_recipe_as_it_is_on_its_own_folds(prepared, fitted_model):
    said = []

    found = tried(prepared, fitted_model, progress=lambda label, share: said.append(label)).steps

    assert tuple(found) == OPTIONAL
    headline = fitted_model.evaluation.headline
    for step in found.values():
        assert (step.auc_without, step.cost_without) == (headline.auc, headline.cost)
        assert step.gain
        # Columns that tell something, but no outcome: a leak of an outcome would be worth a tenth and more.
        assert abs(step.gain) < 0.05
        assert 0 < step.standard_error < 0.05
    assert [step.name for step in ablation_report(found, RECIPE).results] == list(OPTIONAL)
    assert "Measuring what neighbours bring, fold 2 of 2" in said


def test_a_step_that_does_not_earn_its_place_is_told_and_left_out(prepared, fitted_model):
    found = tried(prepared, fitted_model, ["row_models"], AdoptionCriteria(errors=1e9))
    assert not found.steps["row_models"].is_kept
    assert found.adopted is None


def test_neighbours_never_stay(prepared, fitted_model):
    found = tried(prepared, fitted_model, ["neighbours"], AdoptionCriteria(errors=-1e9, cost_increase=1e9))
    assert not found.steps["neighbours"].is_kept
    assert found.adopted is None


def test_from_outcomes_that_mean_nothing_no_step_gains(prepared, fitted_model):
    target = np.random.default_rng(0).permutation(prepared.target)
    shuffled = replace(prepared, target=target)

    for step in tried(shuffled, fitted_model).steps.values():
        # Eighty defaults: the luck of the draw alone is 0.03.
        assert step.auc_with == pytest.approx(0.5, abs=0.09)


@pytest.mark.parametrize("columns", [row_models, neighbours])
def test_a_clients_own_outcome_does_not_reach_their_features(prepared, columns):
    fit_model = np.arange(0, 1_200, 2)
    before = with_fitted(training_set(prepared), columns(prepared, RECIPE)).for_training_rows(fit_model).matrix
    known = np.flatnonzero(~np.isnan(before[:, -1]))
    learnt, score_out_of_fold = known[known % 2 == 0][0], known[known % 2 == 1]
    for flipped in ([learnt], score_out_of_fold):
        target = prepared.target.copy()
        target[flipped] = 1 - target[flipped]
        other = replace(prepared, target=target)
        after = with_fitted(training_set(other), columns(other, RECIPE)).for_training_rows(fit_model).matrix
        np.testing.assert_array_equal(after[flipped], before[flipped])
        # What was learnt from does reach others; what is judged reaches nobody.
        assert np.array_equal(after, before, equal_nan=True) == (flipped is score_out_of_fold)


def test_row_models_take_the_tables_that_are_there(raw, prepared, tmp_path):
    names = [fitted.names for fitted in row_models(prepared, RECIPE)]
    assert names == [
        ("BUREAU_RISK_MEAN", "BUREAU_RISK_MAX", "BUREAU_RISK_SUM"),
        ("PREV_RISK_MEAN", "PREV_RISK_MAX", "PREV_RISK_SUM"),
    ]
    for name in ("application_train", "application_test", "previous_application"):
        shutil.copy(raw / f"{name}.parquet", tmp_path)
    one = prepare(tmp_path, engine="duckdb", with_age=False, progress=silent, with_rows=True)
    assert [fitted.names for fitted in row_models(one, RECIPE)] == names[1:]
    assert not [note for note in one.notes if "row_models" in note]


def test_without_either_table_row_models_are_refused_with_a_note(raw, fitted_model, tmp_path):
    for name in ("application_train", "application_test"):
        shutil.copy(raw / f"{name}.parquet", tmp_path)
    alone = prepare(tmp_path, engine="duckdb", with_age=False, progress=silent, with_rows=True)

    assert alone.notes[-1] == "row_models is not tried: neither bureau nor previous_application holds a row."
    found = tried(alone, fitted_model, ["row_models"])
    assert (found.steps, found.adopted) == ({}, None)


def test_rows_are_read_on_request_only(raw, prepared):
    assert prepare(raw, engine="duckdb", with_age=False, progress=silent).rows == ()
    assert [rows.source.table for rows in prepared.rows] == ["bureau", "previous_application"]


def test_a_step_that_there_is_not_is_refused_before_anything_is_done():
    with pytest.raises(BuildError, match="no such optional step: got 'magic'; choose from row_models, neighbours"):
        BuildOptions(tried=("neighbours", "magic"))
