import lightgbm as lgb
import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from model_build.errors import BuildError
from model_build.metrics.threshold import confusion, cross_chosen_cost
from model_build.training.fitting import fit_model
from model_build.training.train import OutOfFold, Recipe, TrainingSet
from model_bundle.manifest import Costs
from model_bundle.scorer import sigmoid
from tests.model_build.training_sets import learnable, noise, silent

DATA, COSTS = learnable(4_000), Costs()
RECIPE = Recipe(trees=40, seed=2, threads=1)


@pytest.fixture(scope="module")
def fitted_model():
    return fit_model(DATA, RECIPE, COSTS, silent)


def test_the_mean_probability_is_the_default_rate(fitted_model):
    rate = DATA.target.mean()
    assert fitted_model.probabilities.mean() == pytest.approx(rate, abs=0.005)
    served = lgb.Booster(model_str=fitted_model.model_text).predict(DATA.matrix)
    assert served.mean() == pytest.approx(rate, abs=0.02)


def test_the_model_file_predicts_the_calibrated_log_odds(fitted_model):
    booster = lgb.Booster(model_str=fitted_model.model_text)
    np.testing.assert_allclose(sigmoid(booster.predict(DATA.matrix, raw_score=True)), booster.predict(DATA.matrix))
    assert booster.num_trees() == RECIPE.trees
    assert booster.feature_name() == list(DATA.names)


def test_the_threshold_is_no_edge_of_anything(fitted_model):
    """A threshold at the end of a grid, or beyond every score, was not chosen by cost."""
    threshold = fitted_model.threshold.value
    assert threshold == pytest.approx(1 / 11, abs=0.04)
    assert fitted_model.probabilities.min() < threshold < fitted_model.probabilities.max()
    assert 0.5 < fitted_model.granted.mean() < 0.95


def test_hardly_any_threshold_is_cheaper_on_the_rows_that_chose_it(fitted_model):
    chosen = confusion(fitted_model.probabilities, DATA.target, fitted_model.threshold.value).cost(COSTS)
    others = [confusion(fitted_model.probabilities, DATA.target, cut).cost(COSTS) for cut in np.linspace(0, 1, 1_001)]
    assert min(others) <= chosen < 1.05 * min(others)


def test_the_headline_cost_comes_from_thresholds_of_other_folds(fitted_model):
    fold = fitted_model.out_of_fold.fold
    headline = fitted_model.evaluation.headline.cost
    assert headline == cross_chosen_cost(fitted_model.probabilities, DATA.target, fold, COSTS)
    assert headline > confusion(fitted_model.probabilities, DATA.target, fitted_model.threshold.value).cost(COSTS)
    assert headline < fitted_model.evaluation.headline.cost_accept_all


def test_granted_means_below_the_threshold(fitted_model):
    np.testing.assert_array_equal(fitted_model.granted, fitted_model.probabilities < fitted_model.threshold.value)


def test_dearer_defaults_lower_the_threshold(fitted_model):
    strict = fit_model(DATA, RECIPE, Costs(false_negative=30.0), silent)
    assert strict.threshold.value < fitted_model.threshold.value
    assert strict.granted.mean() < fitted_model.granted.mean()


def test_the_same_seed_learns_the_same_to_the_last_digit(fitted_model):
    again = fit_model(DATA, RECIPE, COSTS, silent)
    assert again.model_text == fitted_model.model_text
    assert again.threshold == fitted_model.threshold
    assert again.calibration == fitted_model.calibration
    np.testing.assert_array_equal(again.probabilities, fitted_model.probabilities)


def test_a_sample_balanced_by_outcome_is_refused():
    """At one default in two, refusing everybody is cheapest: nobody would be left to compare a client with."""
    data = learnable(400)
    weak = TrainingSet(data.matrix, (data.matrix[:, 0] < 0).astype(np.int64), data.names, (), (-1, 0, 0))
    flipped = np.random.default_rng(0).uniform(size=400) < 0.25
    weak.target[flipped] = 1 - weak.target[flipped]

    with pytest.raises(BuildError, match=r"refuse everybody: got .* of the applicants with TARGET 1"):
        fit_model(weak, RECIPE, COSTS, silent)


def test_a_model_that_ranks_the_wrong_way_round_is_refused(monkeypatch):
    data = noise(300, 30)
    upside_down = OutOfFold(-data.target + data.matrix[:, 0], np.arange(300) % 5)
    assert roc_auc_score(data.target, upside_down.margins) < 0.5
    monkeypatch.setattr("model_build.training.fitting.train_folds", lambda *_: upside_down)

    with pytest.raises(BuildError, match=r"no better than chance: got an AUC of 0\.2"):
        fit_model(data, RECIPE, COSTS, silent)
