import numpy as np
import pytest

from model_build.experiments.candidates.xgboost_trees import MOST_TREES, xgboost_trees
from model_build.training.train import Recipe, TrainingSet
from tests.model_build.experiments.candidates.judging import DATA, LEARN, auc_of, gap_from_additive

RECIPE = Recipe(trees=80, seed=3, threads=1)


@pytest.fixture(scope="module")
def fitted():
    return xgboost_trees(RECIPE).fit(DATA, LEARN)


def test_what_can_be_learned_is_found(fitted):
    assert auc_of(fitted) > 0.68


def test_contributions_add_up(fitted):
    # XGBoost counts in single precision.
    assert gap_from_additive(fitted) < 1e-5


def test_the_number_of_threads_changes_nothing(fitted):
    two = xgboost_trees(Recipe(trees=80, seed=3, threads=2)).fit(DATA, LEARN)
    np.testing.assert_array_equal(two.margins(DATA.matrix), fitted.margins(DATA.matrix))


def test_a_constrained_feature_moves_the_risk_one_way_only(fitted):
    rows = np.column_stack([np.linspace(-3, 3, 200), np.full(200, 1.0), np.zeros(200)])
    risk = fitted.margins(rows)
    assert (np.diff(risk) <= 0).all()
    assert risk[0] > risk[-1]


def test_an_unseen_category_has_a_margin(fitted):
    assert np.isfinite(fitted.margins(np.array([[0.0, 9.0, 0.0], [np.nan, np.nan, np.nan]]))).all()


@pytest.mark.parametrize(("asked", "given"), [(1, 1), (230, 115), (1_000, MOST_TREES)])
def test_trees_are_bounded_and_learn_as_much_in_sum(asked, given):
    parameters = xgboost_trees(Recipe(trees=asked)).parameters
    assert parameters["trees"] == given
    assert parameters["learning_rate"] * given == pytest.approx(0.03 * asked)


@pytest.mark.parametrize(("splits_sets", "told"), [(False, "codes"), (True, "sets")])
def test_categories_are_split_as_in_the_served_model(splits_sets, told):
    # The middle one of three defaults.
    codes = np.repeat([0.0, 1.0, 2.0], 200)
    data = TrainingSet(codes[:, np.newaxis], (codes == 1).astype(np.int64), ("KIND",), ("KIND",), (0,))
    candidate = xgboost_trees(Recipe(trees=2, threads=1, splits_sets=splits_sets))

    trees = candidate.fit(data, np.arange(len(codes))).booster.trees_to_dataframe()

    assert candidate.parameters["categories"] == told
    has_sets, has_edges = (bool(trees[column].notna().any()) for column in ("Category", "Split"))
    assert (has_sets, has_edges) == (splits_sets, not splits_sets)
