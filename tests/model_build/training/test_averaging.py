import lightgbm as lgb
import numpy as np
import pytest

from model_build.training import calibrate
from model_build.training.averaging import average, leaves_of_trees
from model_build.training.train import Recipe, train_final, train_folds
from model_bundle.manifest import Calibration, Reference
from model_bundle.scorer import Scorer, sigmoid
from tests.model_build.training_sets import learnable, silent

DATA = learnable()


def boosters(number):
    """Return as many boosters, each with a seed of its own and column sampling that makes it matter."""
    recipe = Recipe(trees=15, threads=1)
    recipe.parameters["feature_fraction"] = 0.5
    return [
        train_final(DATA, Recipe(trees=15, threads=1, seed=seed, parameters=recipe.parameters), silent)
        for seed in range(number)
    ]


@pytest.mark.parametrize("number", [2, 3])
def test_the_file_of_several_predicts_the_mean_of_their_margins(number):
    several = boosters(number)
    margins = [booster.predict(DATA.matrix, raw_score=True) for booster in several]
    assert np.abs(margins[0] - margins[1]).max() > 1e-3

    found = average(several)

    assert found.num_trees() == 15 * number
    np.testing.assert_allclose(found.predict(DATA.matrix, raw_score=True), np.mean(margins, axis=0), rtol=0, atol=1e-12)


def test_contributions_are_the_mean_of_those_of_the_boosters_and_add_up():
    several = boosters(3)
    contributions = np.mean([booster.predict(DATA.matrix, pred_contrib=True) for booster in several], axis=0)

    found = average(several)

    np.testing.assert_allclose(found.predict(DATA.matrix, pred_contrib=True), contributions, rtol=0, atol=1e-12)
    np.testing.assert_allclose(
        contributions.sum(axis=1), found.predict(DATA.matrix, raw_score=True), rtol=0, atol=1e-12
    )


def test_the_text_is_read_back_tree_by_tree_as_it_was_written():
    """A wrong size in ``tree_sizes`` makes LightGBM read a tree from the middle of another."""
    found = average(boosters(2))
    again = lgb.Booster(model_str=found.model_to_string())
    assert again.model_to_string() == found.model_to_string()
    assert leaves_of_trees(again) == leaves_of_trees(found)
    np.testing.assert_array_equal(again.predict(DATA.matrix), found.predict(DATA.matrix))


def test_the_calibration_is_folded_into_an_averaged_model_as_into_any_other():
    found, constants = average(boosters(3)), Calibration(slope=1.3, intercept=-0.4)
    margins = found.predict(DATA.matrix, raw_score=True)

    text = calibrate.fold_into_leaves(found, constants, DATA.matrix)

    scorer = Scorer(text, DATA.names, Reference(contributions=dict.fromkeys(DATA.names, 0.0)))
    np.testing.assert_allclose(scorer.probabilities(DATA.matrix), sigmoid(1.3 * margins - 0.4), rtol=0, atol=1e-12)
    explained = scorer.explain(DATA.matrix[0])
    assert explained.log_odds == pytest.approx(scorer.log_odds(DATA.matrix[:1])[0], abs=1e-12)


def test_one_booster_is_given_back_as_it_is():
    (only,) = boosters(1)
    text = only.model_to_string()
    assert average([only]) is only
    assert only.model_to_string() == text


def test_seeds_share_the_trees_of_the_recipe():
    """The number of trees is what an explanation costs: averaging must not raise it."""
    recipe = Recipe(trees=21, seeds=2, threads=1)
    assert train_final(DATA, recipe, silent).num_trees() == 20
    assert Recipe(trees=1, seeds=3).rounds == 1


def test_averaged_folds_differ_from_those_of_one_seed_and_progress_still_ends_at_one():
    told = []
    one = train_folds(DATA, Recipe(trees=20, threads=1), silent)
    two = train_folds(DATA, Recipe(trees=20, seeds=2, threads=1), lambda _, share: told.append(share))

    np.testing.assert_array_equal(one.fold, two.fold)
    assert np.abs(one.margins - two.margins).max() > 1e-3
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_each_booster_has_a_seed_that_no_other_build_shares():
    seeds = [
        Recipe(trees=2, seed=seed).booster_parameters((), draw=draw)["seed"] for seed in range(9) for draw in range(9)
    ]
    assert len(set(seeds)) == 81
