"""What averaging boosters of several seeds brings on real rows, and what it costs at every explanation.

Paired with one booster on the same folds, drawn with three seeds: K boosters that share the trees of one (and learn K
times as fast), and K boosters of as many trees each.
"""

import statistics
import time
from dataclasses import replace

import lightgbm as lgb
import numpy as np
from sklearn.metrics import roc_auc_score

from benchmarks._bundle import report
from benchmarks._real import prepared_real, silent
from model_build.prepare import training_set
from model_build.training import calibrate
from model_build.training.averaging import average
from model_build.training.train import (
    SEED_STEP,
    OutOfFold,
    Recipe,
    TrainingSet,
    available_threads,
    recipe_for,
    train_final,
    train_folds,
)
from model_bundle.arrow_file import FloatArray

FOLD_SEEDS = (0, 1, 2)
AVERAGED = (2, 3)
EXPLAINED_ROWS = 200


def auc(data: TrainingSet, scores: OutOfFold, margins: FloatArray | None = None) -> float:
    """Return the out-of-fold AUC of calibrated probabilities, of these margins where they are given."""
    score_out_of_fold = scores if margins is None else replace(scores, margins=margins)
    return float(roc_auc_score(data.target, calibrate.cross_fitted(score_out_of_fold, data.target)))


def seeded(recipe: Recipe, draw: int) -> Recipe:
    """Return the recipe whose only booster has the seed of the n-th one of an average, on the same folds."""
    return replace(recipe, parameters={**recipe.parameters, "feature_fraction_seed": SEED_STEP * draw + 2})


def gains(data: TrainingSet, fold_seed: int) -> dict[str, float]:
    """Return AUC of one booster, and what each average gains over it, on folds of one seed."""
    recipe = recipe_for(len(data.target), seed=fold_seed, threads=available_threads())
    scores = [train_folds(data, seeded(recipe, draw), silent) for draw in range(max(AVERAGED))]
    single = auc(data, scores[0])
    by_name = {"one": single}
    for number in AVERAGED:
        shared = recipe_for(len(data.target), seed=fold_seed, threads=available_threads(), seeds=number)
        by_name[f"{number}, same trees"] = auc(data, train_folds(data, shared, silent)) - single
        # A model file of K times the trees predicts the mean of the margins:
        # tests/model_build/training/test_averaging.py.
        mean = np.mean([score.margins for score in scores[:number]], axis=0)
        by_name[f"{number}, {number} times the trees"] = auc(data, scores[0], mean) - single
    return by_name


def milliseconds(booster: lgb.Booster, rows: FloatArray) -> float:
    """Return how long one explanation takes, the best of three times."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        booster.predict(rows, pred_contrib=True, num_threads=1)
        times.append(time.perf_counter() - began)
    return min(times) / len(rows) * 1_000


def main() -> None:
    """Print gains seed by seed, their means, and the time of an explanation."""
    prepared = prepared_real("applications")
    data = training_set(prepared)
    gains_by_seed = []
    for seed in FOLD_SEEDS:
        gains_by_seed.append(gains(data, seed))
        shown = ", ".join(f"{name}: {gain:+.5f}" for name, gain in gains_by_seed[-1].items() if name != "one")
        print(f"seed {seed}: one booster {gains_by_seed[-1]['one']:.4f}; {shown}", flush=True)
    recipe = recipe_for(len(data.target), seed=0, threads=available_threads())
    boosters = [train_final(data, seeded(recipe, draw), silent) for draw in range(max(AVERAGED))]
    rows = data.matrix[:EXPLAINED_ROWS]
    time_of = {1: milliseconds(boosters[0], rows)}
    for number in AVERAGED:
        copies = [lgb.Booster(model_str=booster.model_to_string()) for booster in boosters[:number]]
        time_of[number] = milliseconds(average(copies), rows)
    for name in list(gains_by_seed[0])[1:]:
        gain = statistics.mean(by_name[name] for by_name in gains_by_seed)
        explain_time = time_of[1] if "same" in name else time_of[int(name[0])]
        times = f"explanation: {explain_time:.2f} ms, of one: {time_of[1]:.2f}"
        label = f"boosters averaged: {name}; paired gain in AUC ({times})"
        report(label, f"{gain:+.5f}", "measured")


if __name__ == "__main__":
    main()
