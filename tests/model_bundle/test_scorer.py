import math
from itertools import combinations

import lightgbm as lgb
import numpy as np
import pytest

from model_bundle import scorer as scoring
from model_bundle.errors import BundleContractError, BundleCorruptError
from model_bundle.manifest import Reference
from model_bundle.scorer import Scorer, require_lightgbm, sigmoid

NAMES = ("a", "b", "c", "d")
RNG = np.random.default_rng(11)
MATRIX = RNG.normal(size=(400, 4))
TARGET = (RNG.uniform(size=400) < sigmoid(1.5 * MATRIX[:, 0] - MATRIX[:, 1] * MATRIX[:, 2])).astype(int)
ZERO = Reference(contributions=dict.fromkeys(NAMES, 0.0))


def train(rounds: int) -> lgb.Booster:
    parameters = {
        "objective": "binary",
        "num_leaves": 6,
        "verbose": -1,
        "num_threads": 1,
        "min_data_in_leaf": 10,
    }
    return lgb.train(parameters, lgb.Dataset(MATRIX, TARGET, feature_name=list(NAMES)), num_boost_round=rounds)


def expected_value(node: dict, row: np.ndarray, known: frozenset[int]) -> float:
    """Value of a tree when only some features are known: unknown splits are averaged by their training counts."""
    if "leaf_value" in node:
        return node["leaf_value"]
    left, right = node["left_child"], node["right_child"]
    if node["split_feature"] in known:
        goes_left = row[node["split_feature"]] <= node["threshold"]
        return expected_value(left if goes_left else right, row, known)
    weights = [child.get("leaf_count", child.get("internal_count")) for child in (left, right)]
    values = [expected_value(child, row, known) for child in (left, right)]
    return float(np.average(values, weights=weights))


def shapley(tree: dict, row: np.ndarray, feature: int) -> float:
    """Shapley's formula over all coalitions, written out."""
    others = [index for index in range(len(NAMES)) if index != feature]
    total = 0.0
    for size in range(len(others) + 1):
        weight = math.factorial(size) * math.factorial(len(others) - size) / math.factorial(len(NAMES))
        for coalition in combinations(others, size):
            known = frozenset(coalition)
            gain = expected_value(tree, row, known | {feature}) - expected_value(tree, row, known)
            total += weight * gain
    return total


def test_contributions_equal_brute_force_shapley_values():
    booster = train(3)
    trees = [info["tree_structure"] for info in booster.dump_model()["tree_info"]]
    served = Scorer(booster.model_to_string(), NAMES, ZERO)
    for row in MATRIX[:10]:
        by_hand = [sum(shapley(tree, row, feature) for tree in trees) for feature in range(len(NAMES))]
        assert served.explain(row).values == pytest.approx(by_hand, abs=1e-9)


def test_contributions_add_up_to_the_log_odds_of_the_score():
    served = Scorer(train(30).model_to_string(), NAMES, ZERO)
    for row in MATRIX[:50]:
        found = served.explain(row)
        probability = float(served.probabilities(row.reshape(1, -1))[0])
        assert found.log_odds == pytest.approx(math.log(probability / (1 - probability)), abs=1e-9)


def test_a_row_has_the_same_score_to_the_last_digit_alone_and_among_others():
    served = Scorer(train(30).model_to_string(), NAMES, ZERO)
    alone = [float(served.log_odds(row.reshape(1, -1))[0]) for row in MATRIX]
    assert served.log_odds(MATRIX).tolist() == alone


def test_contributions_relative_to_a_reference_still_add_up():
    booster = train(30)
    plain = Scorer(booster.model_to_string(), NAMES, ZERO).raw_contributions(MATRIX)
    mean = plain[:, :-1].mean(axis=0)
    reference = Reference(contributions=dict(zip(NAMES, mean.tolist(), strict=True)))
    served = Scorer(booster.model_to_string(), NAMES, reference)
    found = served.explain(MATRIX[0])
    assert found.log_odds == pytest.approx(float(served.log_odds(MATRIX[:1])[0]), abs=1e-9)
    assert found.values == pytest.approx(plain[0, :-1] - mean)
    # The average of everybody is the base itself.
    assert found.base == pytest.approx(float(served.log_odds(MATRIX).mean()), abs=1e-9)


def test_the_same_features_in_another_order_are_refused():
    with pytest.raises(BundleCorruptError, match="another order"):
        Scorer(train(2).model_to_string(), ("b", "a", "c", "d"), ZERO)


def test_sigmoid_holds_at_both_ends():
    assert sigmoid(np.array([-800.0, 0.0, 800.0])).tolist() == [0.0, 0.5, 1.0]


@pytest.mark.parametrize(("built_with", "installed"), [("5.0.0", "4.7.0"), ("4.8.1", "4.7.9")])
def test_an_older_lightgbm_is_refused(monkeypatch, built_with, installed):
    monkeypatch.setattr(scoring, "version", lambda name: installed)
    with pytest.raises(BundleContractError, match=f"trained with LightGBM {built_with}"):
        require_lightgbm(built_with)


def test_a_newer_patch_of_lightgbm_is_accepted(monkeypatch):
    monkeypatch.setattr(scoring, "version", lambda name: "4.7.3")
    require_lightgbm("4.7.0")
