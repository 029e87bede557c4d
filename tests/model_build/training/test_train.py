from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from model_build.errors import BuildError
from model_build.target_encoding import CrossFitted
from model_build.training.train import Recipe, train_final, train_folds, trees_for
from tests.model_build.target_encoding.hearts import Heart
from tests.model_build.training_sets import learnable, noise, silent

DATA = learnable()
RECIPE = Recipe(trees=20, seed=1, threads=1)
# What a model does that learns its rows by heart.
BY_HEART = {"objective": "binary", "learning_rate": 0.5, "min_data_in_leaf": 1, "num_leaves": 31, "verbose": -1}


def test_every_row_stands_in_one_of_five_folds_of_equal_size_and_equal_risk():
    fold = train_folds(DATA, RECIPE, silent).fold

    rows, defaults = np.bincount(fold), np.bincount(fold, weights=DATA.target)
    assert rows.tolist() == [200] * 5
    assert defaults.max() - defaults.min() <= 1


def test_a_row_is_never_judged_by_a_model_that_saw_it():
    """Noise learned by heart ranks its own rows perfectly and unseen rows by chance."""
    data = noise(600, 200)
    recipe = Recipe(trees=60, threads=1, parameters=BY_HEART)

    unseen = train_folds(data, recipe, silent).margins
    seen = train_final(data, recipe, silent).predict(data.matrix)

    assert roc_auc_score(data.target, seen) > 0.999
    assert roc_auc_score(data.target, unseen) == pytest.approx(0.5, abs=0.08)


def test_what_can_be_learned_is_found_out_of_fold():
    assert roc_auc_score(DATA.target, train_folds(DATA, RECIPE, silent).margins) > 0.7


def test_the_same_seed_gives_the_same_margins_and_the_same_model():
    first, second = (train_folds(DATA, RECIPE, silent) for _ in range(2))
    np.testing.assert_array_equal(first.margins, second.margins)
    np.testing.assert_array_equal(first.fold, second.fold)

    texts = [train_final(DATA, RECIPE, silent).model_to_string() for _ in range(2)]
    assert texts[0] == texts[1]


def test_another_seed_gives_other_folds():
    other = train_folds(DATA, Recipe(trees=2, seed=2, threads=1), silent)
    assert (other.fold != train_folds(DATA, Recipe(trees=2, seed=1, threads=1), silent).fold).any()


def test_two_threads_give_the_model_of_one():
    texts = []
    for threads in (1, 2):
        text = train_final(DATA, Recipe(trees=20, seed=1, threads=threads), silent).model_to_string()
        texts.append(text.partition("parameters:")[0])
    assert texts[0] == texts[1]


def test_a_constrained_feature_moves_the_risk_one_way_only():
    booster = train_final(DATA, Recipe(trees=80, threads=1), silent)
    rows = np.column_stack([np.linspace(-3, 3, 200), np.full(200, 1.0), np.zeros(200)])

    risk = booster.predict(rows, raw_score=True)

    assert (np.diff(risk) <= 0).all()
    assert risk[0] > risk[-1]


def test_without_directions_no_constraint_is_set():
    assert "monotone_constraints" not in RECIPE.booster_parameters((0, 0))
    assert RECIPE.booster_parameters((0, -1))["monotone_constraints"] == [0, -1]


def test_recipes_do_not_share_their_parameters():
    changed = Recipe(trees=1)
    changed.parameters["learning_rate"] = 1.0
    assert Recipe(trees=1).parameters["learning_rate"] != 1.0


@pytest.mark.parametrize(
    ("rows", "trees"), [(1, 60), (800, 60), (12_000, 230), (58_139, 506), (307_511, 1_000), (10**9, 1_000)]
)
def test_the_number_of_trees_grows_with_the_rows_between_two_ends(rows, trees):
    assert trees_for(rows) == trees


@pytest.mark.parametrize(("defaults", "named"), [(4, "96 with TARGET 0 and 4 with TARGET 1"), (97, "3 with TARGET 0")])
def test_an_outcome_rarer_than_folds_is_refused(defaults, named):
    with pytest.raises(BuildError, match="too few applicants of one outcome") as error:
        train_folds(noise(100, defaults), RECIPE, silent)
    assert named in str(error.value)


def test_as_many_defaults_as_folds_are_enough():
    fold = train_folds(noise(100, 5), RECIPE, silent).fold
    assert sorted(fold[noise(100, 5).target == 1]) == [0, 1, 2, 3, 4]


def test_progress_rises_to_one_over_all_folds():
    told = []
    train_folds(DATA, Recipe(trees=4, threads=1), lambda label, share: told.append((label, share)))

    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert list(dict.fromkeys(label for label, _ in told)) == [f"Training fold {fold} of 5" for fold in range(1, 6)]


@pytest.fixture
def told():
    """Noise beside a column that tells the outcome of each row."""
    data = noise(600, 200)
    return replace(data, matrix=np.column_stack([data.target, data.matrix[:, 1:]]), names=("KNOWN", "B", "SHOWN"))


def test_a_fitted_column_is_fitted_on_what_a_fold_learns_from_whatever_it_held(told):
    heart = Heart(told.target)
    recipe = Recipe(trees=20, threads=1, parameters=BY_HEART)

    leaking = train_folds(told, recipe, silent).margins
    unseen = train_folds(replace(told, fitted=(CrossFitted(heart),)), recipe, silent)

    assert roc_auc_score(told.target, leaking) == 1.0
    assert roc_auc_score(told.target, unseen.margins) == pytest.approx(0.5, abs=0.08)
    # Five inner folds, and once for who is judged, in each of five outer folds.
    assert len(heart.shown) == 30
    for fold in range(5):
        shown = np.concatenate(heart.shown[6 * fold : 6 * fold + 6])
        assert not np.isin(shown, np.flatnonzero(unseen.fold == fold)).any()


def test_the_served_model_learns_from_cross_fitted_values(told):
    heart = Heart(told.target)
    train_final(replace(told, fitted=(CrossFitted(heart),)), Recipe(trees=2, threads=1), silent)
    assert [len(places) for places in heart.shown] == [480] * 5


def test_rows_without_fitted_columns_are_not_copied():
    assert DATA.for_training_rows(np.arange(10)).matrix is DATA.matrix
