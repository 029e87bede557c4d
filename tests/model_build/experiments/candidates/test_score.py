import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from model_build.experiments.candidates.score import score_candidate
from model_build.metrics.threshold import choose, cross_chosen_cost
from model_bundle.manifest import Costs
from model_bundle.reports import Importance

COSTS = Costs()
RNG = np.random.default_rng(2)
FOLD = np.arange(2_000) % 5
TARGET = (RNG.uniform(size=2_000) < 0.1).astype(np.int64)
PROBABILITIES = np.clip(0.1 + 0.05 * TARGET + 0.04 * RNG.normal(size=2_000), 0.001, 0.9)
IMPORTANCE = [Importance(name=f"F{place}", importance=1.0 / (place + 1)) for place in range(30)]


@pytest.fixture(scope="module")
def judged():
    return score_candidate("one", {"C": 1}, PROBABILITIES, TARGET, FOLD, COSTS, seconds=1.23456, importance=IMPORTANCE)


def test_the_cost_comes_from_other_folds_and_the_threshold_from_all(judged):
    assert judged.cost == cross_chosen_cost(PROBABILITIES, TARGET, FOLD, COSTS)
    assert judged.threshold == choose(PROBABILITIES, TARGET, COSTS)
    assert judged.confusion.cost(COSTS) < judged.cost
    assert judged.confusion.applicants == 2_000


def test_figures_are_those_of_the_folds(judged):
    assert judged.auc == roc_auc_score(TARGET, PROBABILITIES)
    assert len(judged.auc_by_fold) == 5
    first = FOLD == 0
    assert judged.auc_by_fold[0] == roc_auc_score(TARGET[first], PROBABILITIES[first])
    assert judged.brier == pytest.approx(np.mean((PROBABILITIES - TARGET) ** 2))
    assert 0 < judged.calibration_error < 1
    assert TARGET.mean() < judged.average_precision < 1


def test_ten_features_are_kept_and_seconds_are_rounded(judged):
    assert [one.name for one in judged.importance] == [f"F{place}" for place in range(10)]
    assert judged.seconds == 1.235
