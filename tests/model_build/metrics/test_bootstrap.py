import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from model_build.metrics import bootstrap
from model_build.metrics.bootstrap import Ranked, confidence, replicates
from model_build.metrics.threshold import choose, confusion, cross_chosen_cost
from model_bundle.manifest import Costs

COSTS = Costs()
CUTS = np.linspace(0.0, 0.5, 11)


def scored(rows, seed=1, digits=12):
    rng = np.random.default_rng(seed)
    probabilities = np.round(rng.beta(1, 9, rows), digits)
    target = (rng.uniform(size=rows) < probabilities).astype(np.int64)
    return probabilities, target, rng.integers(0, 5, rows)


@pytest.mark.parametrize("digits", [12, 2], ids=["every score once", "many ties"])
def test_counted_rows_give_the_figures_of_the_rows(digits):
    probabilities, target, fold = scored(2_000, digits=digits)
    ranked = Ranked(probabilities, target, fold, COSTS)
    counts = ranked.count(np.arange(2_000, dtype=np.int32))
    by_threshold = ranked.costs_by_threshold(counts)

    assert ranked.auc(counts) == pytest.approx(roc_auc_score(target, probabilities), abs=1e-12)
    assert ranked.threshold(counts, by_threshold) == pytest.approx(choose(probabilities, target, COSTS), abs=1e-12)
    # A cut may stand a row of the judged fold further up or down, where the other folds have none.
    assert ranked.cost(counts, by_threshold) == pytest.approx(
        cross_chosen_cost(probabilities, target, fold, COSTS), abs=5 * 10 / 2_000
    )
    for place, cut in zip(ranked.threshold_indices(CUTS), CUTS, strict=True):
        exact = confusion(probabilities, target, cut).cost(COSTS)
        assert by_threshold[:, place].sum() / 2_000 == pytest.approx(exact, abs=1e-12)


def test_a_drawing_is_judged_as_its_rows_would_be():
    probabilities, target, fold = scored(500)
    drawn = next(replicates(target, 3))
    ranked = Ranked(probabilities, target, fold, COSTS)
    counts = ranked.count(drawn)

    assert ranked.auc(counts) == pytest.approx(roc_auc_score(target[drawn], probabilities[drawn]), abs=1e-12)
    chosen = ranked.threshold(counts, ranked.costs_by_threshold(counts))
    cheapest = choose(probabilities[drawn], target[drawn], COSTS)
    costs = [confusion(probabilities[drawn], target[drawn], cut).cost(COSTS) for cut in (chosen, cheapest)]
    assert costs[0] == pytest.approx(costs[1])


def test_more_scores_than_groups_move_an_auc_by_next_to_nothing(monkeypatch):
    probabilities, target, fold = scored(20_000)
    ranked = Ranked(probabilities, target, fold, COSTS)
    counts = ranked.count(np.arange(20_000, dtype=np.int32))
    assert counts.shape == (bootstrap.GROUPS, 5, 2)
    assert counts.sum() == 20_000
    assert ranked.auc(counts) == pytest.approx(roc_auc_score(target, probabilities), abs=5e-6)
    exact = choose(probabilities, target, COSTS)
    assert ranked.threshold(counts, ranked.costs_by_threshold(counts)) == pytest.approx(exact, abs=0.002)


@pytest.fixture(scope="module", autouse=True)
def all_drawings():
    """As many as a build draws."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "DRAWINGS", 1_000)
        yield


@pytest.fixture(scope="module")
def found():
    return confidence(*scored(4_000), COSTS, thresholds=CUTS, seed=0)


def test_intervals_hold_the_figures(found):
    probabilities, target, fold = scored(4_000)
    assert found.auc.low < roc_auc_score(target, probabilities) < found.auc.high
    assert found.cost.low < cross_chosen_cost(probabilities, target, fold, COSTS) < found.cost.high
    assert found.threshold.low < choose(probabilities, target, COSTS) < found.threshold.high
    for interval, cut in zip(found.cost_curve, CUTS, strict=True):
        assert interval.low < confusion(probabilities, target, cut).cost(COSTS) < interval.high


def test_the_auc_interval_is_as_wide_as_theory_says(found):
    """Hanley and McNeil, 1982."""
    probabilities, target, _ = scored(4_000)
    auc, bad = roc_auc_score(target, probabilities), int(target.sum())
    good = len(target) - bad
    one, two = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    error = np.sqrt((auc * (1 - auc) + (bad - 1) * (one - auc**2) + (good - 1) * (two - auc**2)) / (bad * good))
    assert found.auc.high - found.auc.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_four_times_the_rows_halve_an_interval(found):
    many = confidence(*scored(16_000), COSTS, thresholds=CUTS, seed=0)
    assert many.auc.high - many.auc.low == pytest.approx((found.auc.high - found.auc.low) / 2, rel=0.25)
    assert many.cost.high - many.cost.low == pytest.approx((found.cost.high - found.cost.low) / 2, rel=0.3)


def test_intervals_do_not_depend_on_the_order_of_the_rows_and_follow_the_seed():
    sides = scored(600, digits=2)
    order = np.random.default_rng(9).permutation(600)
    first = confidence(*sides, COSTS, thresholds=CUTS, seed=4)

    assert confidence(*(side[order] for side in sides), COSTS, thresholds=CUTS, seed=4) == first
    assert confidence(*sides, COSTS, thresholds=CUTS, seed=5) != first


def test_every_drawing_has_both_outcomes():
    target = np.array([1, 0, 0, 0, 0, 0, 0, 0])
    assert all(0 < target[drawn].sum() < 8 for drawn in replicates(target, 0))
