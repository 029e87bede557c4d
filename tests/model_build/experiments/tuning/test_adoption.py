import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from model_build.experiments.tuning import adoption
from model_build.experiments.tuning.adoption import EVALUATION_SEEDS, not_tuned, tune
from model_build.experiments.tuning.ranges import known_choice
from model_build.experiments.tuning.search import Search
from model_build.training import calibrate
from model_build.training.train import Recipe, train_folds
from model_bundle.json_file import parse
from model_bundle.reports import TuningOutcome, TuningReport
from tests.model_build.training_sets import learnable, noise, silent

DATA = learnable(900)
# It hardly learns at all: whoever searches finds something better.
WEAK = Recipe(
    trees=12,
    seed=3,
    threads=1,
    parameters={**Recipe(trees=1).parameters, "learning_rate": 0.01, "min_data_in_leaf": 400, "lambda_l2": 200.0},
)
FINGERPRINT = "ab" * 32


@pytest.fixture(scope="module")
def better(tmp_path_factory):
    return tune(DATA, WEAK, FINGERPRINT, Search(10, 60.0, tmp_path_factory.mktemp("better")), silent)


def test_what_gains_on_other_folds_is_adopted(better):
    report = better.report
    assert report.is_adopted
    assert report.tuned_auc > report.default_auc
    assert better.recipe.trees == report.chosen["trees"]
    assert better.recipe.parameters["learning_rate"] == report.chosen["learning_rate"]
    assert (better.recipe.seed, better.recipe.folds) == (WEAK.seed, WEAK.folds)


def test_the_gain_is_paired_seed_by_seed_on_the_folds_of_the_build(better):
    gains = better.report.gain_by_seed
    assert len(gains) == EVALUATION_SEEDS
    assert np.mean(gains) == pytest.approx(better.report.tuned_auc - better.report.default_auc)
    scores = [train_folds(DATA, recipe, silent) for recipe in (WEAK, better.recipe)]
    first = [roc_auc_score(DATA.target, calibrate.cross_fitted(one, DATA.target)) for one in scores]
    assert gains[0] == pytest.approx(first[1] - first[0], abs=1e-12)


def test_every_trial_is_told_and_what_is_written_is_read_the_same(better):
    report = better.report
    assert parse(TuningReport, report.model_dump_json(), "tuning.json") == report
    assert [trial.number for trial in report.trials] == list(range(10))
    assert {trial.state for trial in report.trials} <= {"complete", "pruned"}
    for trial in report.trials:
        assert 0 < trial.auc < 1
        assert trial.seconds > 0
        assert {"trees", "learning_rate", "num_leaves"} <= set(trial.parameters)


def test_what_does_not_gain_on_other_folds_is_not_adopted(tmp_path):
    """From noise something always looks best, on the folds that chose it."""
    data, recipe = noise(600, 60), Recipe(trees=12, seed=1, threads=1)
    auc = iter([0.52, 0.50, 0.50, 0.51, 0.51, 0.50])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adoption, "_auc", lambda *_: next(auc))
        found = tune(data, recipe, FINGERPRINT, Search(6, 60.0, tmp_path), silent)

    assert found.recipe is recipe
    assert found.report.outcome is TuningOutcome.NOT_BETTER
    assert not found.report.is_adopted
    assert found.report.chosen
    assert found.report.gain_by_seed == pytest.approx([-0.02, 0.01, -0.01])


def test_the_recipe_itself_need_not_be_judged_against_itself(tmp_path, monkeypatch):
    recipe = Recipe(trees=12, seed=1, threads=1)
    monkeypatch.setattr(adoption, "_auc", lambda *_: pytest.fail("it was judged"))
    found = tune(DATA, recipe, FINGERPRINT, Search(1, 60.0, tmp_path), silent)
    assert found.recipe is recipe
    assert found.report.outcome is TuningOutcome.DEFAULT_BEST
    assert found.report.trials[0].parameters == {"trees": 12, **known_choice(recipe)}


def test_without_a_complete_trial_nothing_changes(tmp_path):
    found = tune(DATA, WEAK, FINGERPRINT, Search(5, 0.0, tmp_path), silent)
    assert found.recipe is WEAK
    assert found.report.outcome is TuningOutcome.NO_TRIAL
    assert found.report.trials == ()


def test_a_build_without_a_search_says_so():
    found = not_tuned(WEAK)
    assert found.recipe is WEAK
    assert found.report.trials == ()
    assert (found.report.outcome, found.report.default_auc) == (TuningOutcome.NOT_TUNED, None)
