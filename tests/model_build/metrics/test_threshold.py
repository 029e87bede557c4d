import numpy as np
import pytest

from model_build.metrics.threshold import cheapest_threshold, choose, confusion, cost_curve, cross_chosen_cost
from model_bundle.manifest import Costs
from model_bundle.reports import CostPoint

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


def test_the_cheapest_cut_is_that_of_all_possible_ones():
    rng = np.random.default_rng(3)
    probabilities = np.round(rng.uniform(0, 0.4, 500), 3)
    target = (rng.uniform(size=500) < probabilities).astype(np.int64)
    chosen = confusion(probabilities, target, cheapest_threshold(probabilities, target, COSTS)).cost(COSTS)
    every_cut = [confusion(probabilities, target, cut).cost(COSTS) for cut in np.unique(probabilities)]
    assert chosen == pytest.approx(min([*every_cut, 10 * target.mean()]))


def test_a_cut_lies_strictly_between_two_probabilities():
    probabilities = np.array([0.1, 0.2, 0.2, 0.6])
    threshold = cheapest_threshold(probabilities, np.array([0, 0, 0, 1]), COSTS)
    assert threshold == pytest.approx(0.4)


def drawn(rows, seed, *, of=lambda probability: probability):
    """Calibrated scores: the risk of each row is what ``of`` makes of its probability."""
    rng = np.random.default_rng(seed)
    probabilities = rng.beta(1, 9, rows)
    return probabilities, (rng.uniform(size=rows) < of(probabilities)).astype(np.int64)


def test_the_threshold_of_calibrated_probabilities_is_near_one_eleventh():
    assert choose(*drawn(400_000, 0), COSTS) == pytest.approx(1 / 11, abs=0.002)


def test_it_follows_probabilities_that_are_wrong():
    """Where the risk is twice what is said, half of it is the limit."""
    found = choose(*drawn(400_000, 0, of=lambda probability: np.minimum(1, 2 * probability)), COSTS)
    assert found == pytest.approx(1 / 22, abs=0.003)


def test_it_costs_hardly_more_than_the_cheapest_cut_on_its_own_rows_and_less_on_others():
    own, others = [], []
    for seed in range(20):
        probabilities, target = drawn(5_000, seed)
        new, new_target = drawn(200_000, 1_000 + seed)
        pair = [chooser(probabilities, target, COSTS) for chooser in (choose, cheapest_threshold)]
        own.append([confusion(probabilities, target, cut).cost(COSTS) for cut in pair])
        others.append([confusion(new, new_target, cut).cost(COSTS) for cut in pair])
    smooth, exact = np.mean(own, axis=0)
    assert exact < smooth < 1.05 * exact
    smooth, exact = np.mean(others, axis=0)
    assert smooth < exact


def test_it_does_not_depend_on_the_order_of_the_rows():
    probabilities, target = drawn(20_000, 4)
    order = np.random.default_rng(1).permutation(len(target))
    assert choose(probabilities[order], target[order], COSTS) == choose(probabilities, target, COSTS)


@pytest.mark.parametrize("constant", [0.08, 0.5])
def test_probabilities_that_say_nothing_have_a_threshold_all_the_same(constant):
    _, target = drawn(5_000, 2)
    probabilities = np.full(len(target), constant)
    assert choose(probabilities, target, COSTS) == cheapest_threshold(probabilities, target, COSTS)


def test_scores_that_rank_the_wrong_way_round_have_the_cheapest_cut():
    probabilities, target = drawn(5_000, 2)
    assert choose(0.2 - 0.2 * probabilities, target, COSTS) == cheapest_threshold(
        0.2 - 0.2 * probabilities, target, COSTS
    )


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
    assert curve[0] == CostPoint(threshold=0.0, cost=0.5, refused=1.0)
    assert curve[-1].cost == 5.0
