import numpy as np
import pytest

from model_build.experiments.candidates import forest as module
from model_build.experiments.candidates.candidate import log_odds
from model_build.experiments.candidates.forest import forest
from model_bundle.scorer import sigmoid
from tests.model_build.experiments.candidates.judging import DATA, LEARN, UNSEEN, auc_of, gap_from_additive


@pytest.fixture(scope="module")
def fitted():
    return forest(seed=3, threads=2).fit(DATA, LEARN)


def test_what_can_be_learned_is_found(fitted):
    assert auc_of(fitted) > 0.68


def test_contributions_add_up_to_log_odds_missing_values_included(fitted):
    assert np.isnan(DATA.matrix[UNSEEN]).any()
    assert gap_from_additive(fitted) < 1e-9


def test_a_row_like_the_average_is_not_stretched_beyond_measure(fitted):
    """Where a score equals the average there is no line to take the slope of, but its tangent."""
    rows = DATA.matrix[UNSEEN]
    parts, odds = fitted.contributions(rows), fitted.margins(rows)
    base = odds[0] - parts[0].sum()
    assert log_odds(np.array([sigmoid(base)])) == pytest.approx(base)
    assert np.isfinite(parts).all()
    assert np.abs(parts).max() < 5


def test_the_number_of_threads_changes_nothing(fitted):
    alone = forest(seed=3, threads=1).fit(DATA, LEARN)
    np.testing.assert_array_equal(alone.margins(DATA.matrix), fitted.margins(DATA.matrix))


def test_a_tree_draws_a_bounded_number_of_rows(monkeypatch):
    monkeypatch.setattr(module, "LARGEST_SAMPLE", 100)
    bounded = forest(seed=3, threads=1).fit(DATA, LEARN)
    # With 100 rows and leaves of 20, a tree has five leaves at the most.
    assert max(tree.get_n_leaves() for tree in bounded.forest.estimators_) <= 5
