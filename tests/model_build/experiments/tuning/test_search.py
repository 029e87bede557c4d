import sqlite3
from dataclasses import replace

import pytest
from optuna.trial import TrialState

from model_build.errors import BuildError
from model_build.experiments.tuning import search as module
from model_build.experiments.tuning.ranges import known_choice
from model_build.experiments.tuning.search import FOLDS, Search, get_name, search
from model_build.training.train import Recipe
from tests.model_build.training_sets import learnable, silent

DATA = learnable(600)
RECIPE = Recipe(trees=12, seed=3, threads=1)
FINGERPRINT = "ab" * 32
TRIALS = 9


def limits(folder, trials=TRIALS, minutes=60.0):
    return Search(trials, minutes, folder)


def essence(trials):
    """What was tried and found, without failures and times."""
    judged = [trial for trial in trials if trial.state != TrialState.FAIL]
    return [(trial.state, trial.params, trial.intermediate_values) for trial in judged]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("search")


@pytest.fixture(scope="module")
def whole(folder):
    return search(DATA, RECIPE, FINGERPRINT, limits(folder), silent)


def test_as_many_trials_as_asked_for_and_the_recipe_itself_first(whole):
    assert len(whole) == TRIALS
    assert whole[0].params == known_choice(RECIPE)
    assert whole[0].user_attrs == {"trees": RECIPE.trees}
    assert len({tuple(trial.params.values()) for trial in whole}) == TRIALS


def test_a_trial_that_falls_behind_is_pruned_before_its_last_fold(whole):
    states = {trial.state for trial in whole}
    assert states == {TrialState.COMPLETE, TrialState.PRUNED}
    for trial in whole:
        is_whole = len(trial.intermediate_values) == FOLDS
        assert is_whole == (trial.state == TrialState.COMPLETE)


@pytest.mark.usefixtures("whole")
def test_a_study_that_is_complete_is_not_continued(folder, whole, monkeypatch):
    monkeypatch.setattr("lightgbm.train", lambda *_, **__: pytest.fail("a trial was made"))
    assert essence(search(DATA, RECIPE, FINGERPRINT, limits(folder), silent)) == essence(whole)


@pytest.mark.parametrize("at", [0, 5])
def test_an_interrupted_search_goes_on_as_if_it_had_not_been(whole, tmp_path, at):
    """Killed in the middle of a trial: what was judged is kept, the rest is what it would have been."""

    def kill(label, share):
        if label.startswith(f"Tuning, trial {at + 1} of {TRIALS}, fold 1") and share > 0.1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        search(DATA, RECIPE, FINGERPRINT, limits(tmp_path), kill)
    told = []
    resumed = search(DATA, RECIPE, FINGERPRINT, limits(tmp_path), lambda label, _: told.append(label))

    assert told[0] == f"Tuning, trial {at + 1} of {TRIALS}, fold 1 of {FOLDS}"
    assert [trial.number for trial in resumed if trial.state == TrialState.FAIL] == [at]
    assert essence(resumed) == essence(whole)


def test_more_trials_go_on_from_those_that_are_there(whole, tmp_path):
    search(DATA, RECIPE, FINGERPRINT, limits(tmp_path, trials=4), silent)
    assert essence(search(DATA, RECIPE, FINGERPRINT, limits(tmp_path), silent)) == essence(whole)


def test_without_time_nothing_is_tried(tmp_path):
    assert search(DATA, RECIPE, FINGERPRINT, limits(tmp_path, minutes=0), silent) == []


def test_time_that_ends_within_a_trial_ends_it_there(tmp_path, monkeypatch):
    clock = iter([0.0, 1.0, 2.0, 61.0, 62.0])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(clock))
    (trial,) = search(DATA, RECIPE, FINGERPRINT, limits(tmp_path, minutes=1), silent)
    assert trial.state == TrialState.FAIL
    assert len(trial.intermediate_values) == 2


@pytest.mark.parametrize(
    "other",
    [
        (DATA, RECIPE, "cd" * 32),
        (DATA, replace(RECIPE, seed=4), FINGERPRINT),
        (DATA, replace(RECIPE, trees=13), FINGERPRINT),
        (replace(DATA, names=("RATING", "KIND", "OTHER")), RECIPE, FINGERPRINT),
        (replace(DATA, directions=(0, 0, 0)), RECIPE, FINGERPRINT),
    ],
)
def test_other_tables_features_recipes_and_seeds_have_a_study_of_their_own(other):
    assert get_name(*other) != get_name(DATA, RECIPE, FINGERPRINT)
    assert get_name(DATA, replace(RECIPE, threads=2), FINGERPRINT) == get_name(DATA, RECIPE, FINGERPRINT)


def test_the_folds_of_the_search_are_not_those_of_the_build(tmp_path, monkeypatch):
    seeds = []

    def noted(data, recipe, progress):
        seeds.append((recipe.seed, recipe.folds))
        return iter([(DATA.target == DATA.target, DATA.matrix[:, 0])] * FOLDS)

    monkeypatch.setattr(module, "each_fold", noted)
    search(DATA, RECIPE, FINGERPRINT, limits(tmp_path, trials=1), silent)
    assert seeds == [(RECIPE.seed + module.SEED_STEP, FOLDS)]


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 40, None])
def test_a_store_that_cannot_be_used_is_named(tmp_path, content):
    folder = tmp_path / "store"
    if content is None:
        folder.write_text("a file")
    else:
        folder.mkdir()
        (folder / "tuning.db").write_bytes(content)
    with pytest.raises(BuildError, match="The trials of the tuning cannot be kept") as error:
        search(DATA, RECIPE, FINGERPRINT, limits(folder), silent)
    assert "\n" not in str(error.value)


@pytest.mark.usefixtures("whole")
def test_the_store_is_closed_afterwards(folder):
    with sqlite3.connect(folder / "tuning.db", timeout=0) as other:
        other.execute("BEGIN EXCLUSIVE")
    other.close()
