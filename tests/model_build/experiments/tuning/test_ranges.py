import pytest

from model_build.experiments.tuning.ranges import RANGES, known_choice, tuned
from model_build.training.train import Recipe, train_final
from tests.model_build.training_sets import learnable, silent

RECIPE = Recipe(trees=600)


def test_the_recipe_itself_lies_between_the_ends_and_keeps_its_trees():
    known = known_choice(RECIPE)
    assert set(known) == set(RANGES)
    assert known["bagging_fraction"] == 1.0
    found = tuned(RECIPE, known)
    assert found.trees == RECIPE.trees
    assert {name: found.parameters[name] for name in RECIPE.parameters} == RECIPE.parameters


def test_choosing_what_the_recipe_has_gives_its_model():
    data, recipe = learnable(), Recipe(trees=15, threads=1)
    texts = [
        train_final(data, one, silent).model_to_string().partition("parameters:")[0]
        for one in (recipe, tuned(recipe, known_choice(recipe)))
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("leaves", "depth", "trees"),
    [(16, 4, 600), (31, 8, 154), (8, 3, 1_600), (31, 3, 1_600), (12, 6, 533)],
)
def test_trees_are_what_the_time_of_an_explanation_leaves(leaves, depth, trees):
    """600 trees of 16 leaves in 4 levels are 38,400 leaf levels; no tree of 3 levels has more than 8 leaves."""
    choice = {**known_choice(RECIPE), "num_leaves": leaves, "max_depth": depth}
    assert tuned(RECIPE, choice).trees == trees


def test_averaged_boosters_have_at_least_a_tree_each():
    choice = {**known_choice(RECIPE), "num_leaves": 31, "max_depth": 8}
    assert tuned(Recipe(trees=4, seeds=3), choice).rounds == 1


def test_columns_per_tree_stay_few_and_what_is_not_searched_stays():
    assert (RANGES["feature_fraction"].low, RANGES["feature_fraction"].high) == (0.03, 0.3)
    found = tuned(Recipe(trees=5, seed=7, folds=4), known_choice(RECIPE))
    assert (found.seed, found.folds, found.parameters["deterministic"]) == (7, 4, True)
    assert found.booster_parameters((0, -1))["monotone_constraints"] == [0, -1]


def test_a_value_beyond_the_ends_is_left_to_the_search():
    strange = Recipe(trees=5, parameters={"learning_rate": 0.9, "num_leaves": 16, "objective": "binary"})
    assert known_choice(strange) == {"num_leaves": 16, "max_depth": 8, "bagging_fraction": 1.0}
