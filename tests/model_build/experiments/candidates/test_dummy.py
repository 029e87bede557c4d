import numpy as np
import pytest

from model_build.experiments.candidates.dummy import dummy
from model_bundle.scorer import sigmoid
from tests.model_build.experiments.candidates.judging import DATA, LEARN, UNSEEN


def test_everybody_gets_the_share_of_defaults_among_the_rows_learned_from():
    fitted = dummy().fit(DATA, LEARN)
    probabilities = sigmoid(fitted.margins(DATA.matrix[UNSEEN]))
    assert len(set(probabilities)) == 1
    assert probabilities[0] == pytest.approx(DATA.target[LEARN].mean(), abs=1e-12)
    assert DATA.target[LEARN].mean() != DATA.target.mean()


def test_no_feature_contributes():
    assert not np.any(dummy().fit(DATA, LEARN).contributions(DATA.matrix))
