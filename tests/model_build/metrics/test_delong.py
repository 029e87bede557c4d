import numpy as np
import pytest

from model_build.metrics.delong import auc_deviation

RNG = np.random.default_rng(4)
TARGET = (RNG.uniform(size=300) < 0.3).astype(np.int64)
BEFORE = TARGET + RNG.normal(size=300)
AFTER = np.round(BEFORE + RNG.normal(size=300) / 2, 1)


def pairs(scores):
    """Return, for each pair of a bad and a good row, whether it is ranked rightly; a tie is half a pair."""
    bad, good = scores[TARGET == 1][:, None], scores[TARGET == 0][None, :]
    return (bad > good) + (bad == good) / 2


def test_it_is_what_counting_all_pairs_gives():
    difference = pairs(AFTER) - pairs(BEFORE)
    expected = sum(np.var(difference.mean(axis=axis), ddof=1) / difference.shape[1 - axis] for axis in (0, 1))
    assert auc_deviation(TARGET, BEFORE, AFTER) == pytest.approx(np.sqrt(expected), rel=1e-12)


def test_scores_that_rank_alike_do_not_differ():
    assert auc_deviation(TARGET, BEFORE, np.exp(BEFORE)) == 0.0


def test_it_is_about_what_drawing_the_rows_again_gives():
    gains = []
    for _ in range(400):
        rows = RNG.integers(0, 300, 300)
        bad, good = rows[TARGET[rows] == 1], rows[TARGET[rows] == 0]
        found = [(s[bad][:, None] > s[good]).mean() + (s[bad][:, None] == s[good]).mean() / 2 for s in (BEFORE, AFTER)]
        gains.append(found[1] - found[0])
    assert auc_deviation(TARGET, BEFORE, AFTER) == pytest.approx(np.std(gains), rel=0.15)
