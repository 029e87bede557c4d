from dataclasses import replace

import numpy as np
import pytest

from model_build.experiments.candidates.candidate import Candidate
from model_build.experiments.candidates.comparison import EXPLAINED_ROWS, candidate_report, compare, evaluate_candidate
from model_build.experiments.candidates.logistic import logistic
from model_build.target_encoding import CrossFitted
from model_build.training.fitting import fit_model
from model_build.training.train import Recipe
from model_bundle.manifest import Costs
from model_bundle.reports import Importance
from tests.model_build.target_encoding.hearts import Heart
from tests.model_build.training_sets import learnable, silent

DATA, COSTS = learnable(1_500), Costs()
RECIPE = Recipe(trees=40, seed=4, threads=1)
SERVED_IMPORTANCE = [Importance(name="RATING", importance=0.9)]


@pytest.fixture(scope="module")
def fitted_model():
    return fit_model(DATA, RECIPE, COSTS, silent)


@pytest.fixture(scope="module")
def told():
    """Progress as it was told while the methods were judged."""
    return []


@pytest.fixture(scope="module")
def judged(fitted_model, told):
    return compare(DATA, fitted_model, SERVED_IMPORTANCE, RECIPE, COSTS, lambda *step: told.append(step))


def by_name(judged):
    return {one.name: one for one in judged}


def test_all_five_stand_side_by_side(judged):
    assert [one.name for one in judged] == ["dummy", "logistic", "forest", "xgboost", "lightgbm"]


def test_whoever_learns_ranks_better_than_whoever_does_not(judged):
    found = by_name(judged)
    assert found["dummy"].auc == pytest.approx(0.5, abs=0.02)
    assert found["dummy"].auc_by_fold == (0.5,) * 5
    for name in ("logistic", "forest", "xgboost", "lightgbm"):
        assert found[name].auc > 0.68, name
        assert found[name].cost < found["dummy"].cost, name
        assert found[name].brier < found["dummy"].brier, name


def test_probabilities_of_all_are_calibrated(judged):
    for one in judged:
        assert one.calibration_error < 0.03, one.name


def test_the_served_model_is_judged_by_the_folds_it_has(fitted_model, judged):
    served, headline = by_name(judged)["lightgbm"], fitted_model.evaluation.headline
    assert (served.auc, served.cost, served.brier) == (headline.auc, headline.cost, headline.brier)
    assert served.threshold == fitted_model.threshold.value
    assert served.seconds == round(fitted_model.seconds, 3) > 0
    assert list(served.importance) == SERVED_IMPORTANCE


def test_what_decides_is_named_first_and_what_never_counts_is_not_named(judged):
    found = by_name(judged)
    assert found["dummy"].importance == ()
    for name in ("logistic", "forest", "xgboost"):
        first, *_ = found[name].importance
        assert first.name == "RATING", name
        # The truth is 1.2 log-odds for a rating of standard deviation 1.
        assert 0.3 < first.importance < 1.3, name


class Recorded:
    """Notes what it is given, and knows the outcome of the rows that it has learned from."""

    def __init__(self):
        self.learned, self.scored, self.explained = [], [], []

    def fit(self, data, rows):
        self.learned.append(rows)
        return self

    def margins(self, matrix):
        self.scored.append(matrix)
        return matrix[:, 0]

    def contributions(self, matrix):
        self.explained.append(matrix)
        return np.ones_like(matrix)


def test_a_candidate_learns_and_is_judged_on_the_folds_of_the_served_model(fitted_model):
    spy, fold = Recorded(), fitted_model.out_of_fold.fold
    evaluate_candidate(Candidate("spy", {}, spy.fit), DATA, fold, 0, COSTS, silent)

    assert len(spy.learned) == 5
    for number, (rows, scored) in enumerate(zip(spy.learned, spy.scored, strict=True)):
        np.testing.assert_array_equal(rows, np.flatnonzero(fold != number))
        np.testing.assert_array_equal(scored, DATA.matrix[fold == number])
    (explained,) = spy.explained
    first = {row.tobytes() for row in DATA.matrix[fold == 0]}
    assert len(explained) == EXPLAINED_ROWS
    assert {row.tobytes() for row in explained} <= first


def test_importance_is_on_the_scale_of_the_calibrated_log_odds(fitted_model):
    """A method whose margins are twice too large has a slope of half, and so have its contributions."""
    sizes = []
    for factor in (1.0, 2.0):

        class Scaled(Recorded):
            factor_: float = factor

            def margins(self, matrix):
                return -self.factor_ * matrix[:, 0]

            def contributions(self, matrix):
                return -self.factor_ * np.nan_to_num(matrix)

        judged = evaluate_candidate(
            Candidate("scaled", {}, Scaled().fit), DATA, fitted_model.out_of_fold.fold, 0, COSTS, silent
        )
        sizes.append({row.name: row.importance for row in judged.importance}["RATING"])
    assert sizes[0] == pytest.approx(sizes[1], rel=1e-6)


def test_the_same_rows_give_the_same_figures_and_the_served_model_is_not_trained_again(
    fitted_model, judged, monkeypatch
):
    monkeypatch.setattr("lightgbm.train", lambda *_, **__: pytest.fail("LightGBM was trained"))
    again = compare(DATA, fitted_model, SERVED_IMPORTANCE, RECIPE, COSTS, silent)
    for one, other in zip(judged, again, strict=True):
        assert one.model_copy(update={"seconds": other.seconds}) == other


@pytest.mark.usefixtures("judged")
def test_progress_names_each_method_and_its_folds(told):
    assert len(told) == 20
    assert told[0] == ("Judging dummy, fold 1 of 5", 0.0)
    assert told[-1] == ("Judging xgboost, fold 5 of 5", 0.8)


def test_without_a_comparison_the_list_is_empty_and_says_so():
    report = candidate_report((), RECIPE)
    assert report.candidates == ()
    assert (report.folds, report.seed, report.served) == (5, 4, "lightgbm")


def test_columns_learnt_from_outcomes_are_fitted_within_each_fold(fitted_model):
    leaking = replace(
        DATA,
        matrix=np.column_stack([DATA.target, DATA.target, DATA.matrix[:, 2]]),
        names=("KNOWN", "SHOWN", "NOISE"),
        categorical=(),
    )
    fold = fitted_model.out_of_fold.fold
    found = [
        evaluate_candidate(logistic(), data, fold, 0, COSTS, silent).auc
        for data in (leaking, replace(leaking, fitted=(CrossFitted(Heart(DATA.target)),)))
    ]
    assert found == [1.0, pytest.approx(0.5, abs=0.08)]
