import numpy as np
import pytest

from model_build.threshold import choose, confusion, cost_curve, cross_chosen_cost
from model_bundle.manifest import Costs

COSTS = Costs()


def test_confusion_counts_refused_as_positive():
    found = confusion(np.array([0.05, 0.2, 0.3, 0.01]), np.array([0, 0, 1, 1]), 0.1)
    assert (found.true_positive, found.false_positive, found.false_negative, found.true_negative) == (
        1,
        1,
        1,
        1,
    )
    assert found.accuracy == 0.5
    assert found.cost(COSTS) == (10 * 1 + 1 * 1) / 4


def test_threshold_is_the_cheapest_of_all_possible_cuts():
    rng = np.random.default_rng(3)
    probabilities = np.round(rng.uniform(0, 0.4, 500), 3)
    target = (rng.uniform(size=500) < probabilities).astype(np.int64)
    chosen = confusion(probabilities, target, choose(probabilities, target, COSTS)).cost(COSTS)
    every_cut = [confusion(probabilities, target, cut).cost(COSTS) for cut in np.unique(probabilities)]
    assert chosen == pytest.approx(min([*every_cut, 10 * target.mean()]))


def test_threshold_lies_strictly_between_two_probabilities():
    probabilities = np.array([0.1, 0.2, 0.2, 0.6])
    threshold = choose(probabilities, np.array([0, 0, 0, 1]), COSTS)
    assert threshold == pytest.approx(0.4)


def test_calibrated_optimum_is_near_one_eleventh():
    rng = np.random.default_rng(0)
    probabilities = rng.beta(1, 9, 400_000)
    target = (rng.uniform(size=len(probabilities)) < probabilities).astype(np.int64)
    assert choose(probabilities, target, COSTS) == pytest.approx(1 / 11, abs=0.01)


def test_a_threshold_is_found_at_the_ends_too():
    """A model for which accepting everybody is cheapest must not be pinned to the edge of a grid."""
    probabilities = np.array([0.3, 0.6])
    assert choose(probabilities, np.array([0, 0]), COSTS) > 0.6
    assert choose(probabilities, np.array([1, 1]), COSTS) < 0.3


def test_cost_of_other_folds_never_uses_a_threshold_of_its_own_fold():
    probabilities = np.array([0.1, 0.9, 0.1, 0.9])
    target = np.array([0, 1, 1, 0])
    fold = np.array([0, 0, 1, 1])
    # Fold 1 has it the wrong way round: its cheapest cut refuses everybody from 0.1 on.
    assert cross_chosen_cost(probabilities, target, fold, COSTS) == pytest.approx((1 + 11) / 4)


def test_cost_curve_starts_at_refusing_everybody():
    probabilities, target = np.array([0.1, 0.2]), np.array([0, 1])
    curve = cost_curve(probabilities, target, COSTS)
    assert curve[0] == {"threshold": 0.0, "cost": 0.5, "refused": 1.0}
    assert curve[-1]["cost"] == 5.0
