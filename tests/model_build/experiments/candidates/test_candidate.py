import numpy as np

from model_build.experiments.candidates.candidate import get_positions, log_odds
from model_bundle.scorer import sigmoid
from tests.model_build.training_sets import learnable


def test_log_odds_undo_the_probability_and_stay_finite():
    inside = np.array([0.001, 0.08, 0.5, 0.97])
    np.testing.assert_allclose(sigmoid(log_odds(inside)), inside)
    assert np.isfinite(log_odds(np.array([0.0, 1.0]))).all()


def test_columns_are_numbers_or_categories():
    data = learnable(50)
    assert get_positions(data, categorical=True) == [1]
    assert get_positions(data, categorical=False) == [0, 2]
