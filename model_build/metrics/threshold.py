"""The decision threshold, chosen by what wrong decisions cost.

cost = (10 * missed defaults + 1 * good clients refused) / applicants. With calibrated probabilities the optimum
stands near 1 / (1 + 10) = 0.0909.
"""

from collections.abc import Sequence

import numpy as np

from model_build.metrics.break_even import break_even
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.manifest import Costs
from model_bundle.reports import ConfusionMatrix, CostPoint

CURVE_POINTS = 201
CURVE_END = 0.5
SMALLEST = 1e-12
"""A probability nearer to 0 or 1 counts as this far from it: its log-odds are finite."""


def confusion(probabilities: FloatArray, target: IntArray, threshold: float) -> ConfusionMatrix:
    """Count the outcomes when all applicants at or above the threshold are refused."""
    refused = probabilities >= threshold
    bad = target == 1
    return ConfusionMatrix(
        true_positive=int(np.sum(refused & bad)),
        false_positive=int(np.sum(refused & ~bad)),
        false_negative=int(np.sum(~refused & bad)),
        true_negative=int(np.sum(~refused & ~bad)),
    )


def choose(probabilities: FloatArray, target: IntArray, costs: Costs) -> float:
    """Return the threshold at which granting and refusing cost the same, as ``break_even`` reads it off.

    Where no curve tells (few rows, or probabilities that say nothing), it is the cheapest cut between these rows.
    """
    # In one order, whatever order the rows come in: sums depend on it in their last digits.
    order = np.lexsort((target, probabilities))
    ranked, bad = np.clip(probabilities[order], SMALLEST, 1 - SMALLEST), target[order].astype(np.float64)
    threshold = break_even(np.log(ranked / (1 - ranked)), 1 - bad, bad, costs)
    return cheapest_threshold(probabilities, target, costs) if threshold is None else threshold


def cheapest_threshold(probabilities: FloatArray, target: IntArray, costs: Costs) -> float:
    """Return the threshold of lowest cost on these rows, over every cut that the probabilities allow.

    The cut lies halfway between two neighbouring probabilities; among equal costs the lowest threshold wins, which
    refuses more.
    """
    order = np.argsort(probabilities, kind="stable")
    ranked, bad = probabilities[order], target[order] == 1
    # Cut k accepts the k lowest: their defaults are missed, the good ones above are refused.
    missed = np.concatenate(([0], np.cumsum(bad)))
    good_above = np.sum(~bad) - np.concatenate(([0], np.cumsum(~bad)))
    cost = costs.false_negative * missed + costs.false_positive * good_above
    edges = np.concatenate(([ranked[0] / 2], (ranked[:-1] + ranked[1:]) / 2, [(ranked[-1] + 1) / 2]))
    # Between equal probabilities there is no cut.
    possible = np.concatenate(([True], ranked[:-1] < ranked[1:], [True]))
    cost = np.where(possible, cost, np.inf)
    return float(edges[int(np.argmin(cost))])


def cross_chosen_cost(probabilities: FloatArray, target: IntArray, fold: IntArray, costs: Costs) -> float:
    """Return the cost per applicant, each fold at a threshold chosen on the other folds."""
    return over_folds(costs_by_fold(probabilities, target, fold, costs), fold)


def over_folds(by_fold: Sequence[float], fold: IntArray) -> float:
    """Return a figure of all rows from those of the folds, each weighted with its rows."""
    sizes = np.unique(fold, return_counts=True)[1]
    return float(np.dot(sizes, by_fold) / len(fold))


def costs_by_fold(probabilities: FloatArray, target: IntArray, fold: IntArray, costs: Costs) -> list[float]:
    """Return the cost per applicant of each fold, at a threshold chosen on the other folds."""
    fold_costs = []
    for number in np.unique(fold):
        held_out = fold == number
        threshold = choose(probabilities[~held_out], target[~held_out], costs)
        fold_costs.append(confusion(probabilities[held_out], target[held_out], threshold).cost(costs))
    return fold_costs


def cost_curve(probabilities: FloatArray, target: IntArray, costs: Costs) -> list[CostPoint]:
    """Return cost per applicant and share refused over a grid of thresholds from 0 to ``CURVE_END``."""
    return [
        CostPoint(
            threshold=threshold,
            cost=confusion(probabilities, target, threshold).cost(costs),
            refused=float(np.mean(probabilities >= threshold)),
        )
        for threshold in np.linspace(0.0, CURVE_END, CURVE_POINTS).tolist()
    ]
