"""What each step of the recipe brings on real rows: with and without it, same folds, several fold seeds.

The baseline is the raw application columns, without gender and age, no constraints, with the parameters of the recipe.
Costs are measured at thresholds chosen on the other folds. A step is one line of ``steps``: its name, what stands
without it and what stands with it; every variant is trained once per seed, however many steps name it.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks._bundle import report
from benchmarks._real import prepared_real, silent
from benchmarks.quality_real import raw_training_set
from model_build.experiments.ablation import with_protected, without_columns, without_constraints
from model_build.labels.protected_grounds import ON_PROTECTED_GROUNDS
from model_build.metrics.headline import Figures, measure_figures
from model_build.prepare import Prepared, training_set
from model_build.training import calibrate
from model_build.training.train import (
    PARAMETERS,
    OutOfFold,
    Recipe,
    TrainingSet,
    available_threads,
    train_folds,
    trees_for,
)
from model_bundle.manifest import Costs

AVERAGED = 3
WIDE = 0.8


@dataclass(frozen=True, eq=False)
class Variant:
    """One way of training: rows and columns, what differs from the recipe's parameters, how many are averaged."""

    label: str
    data: Callable[[], TrainingSet]
    parameters: tuple[tuple[str, float], ...] = ()
    averaged: int = 1
    splits_sets: bool = False
    has_bands: bool = True


@dataclass(frozen=True)
class AblationResult:
    """A step as ``steps.json`` names it, and its two variants."""

    name: str
    without: Variant
    with_it: Variant


def steps(prepared: Prepared) -> list[AblationResult]:
    """Return the steps in the order of the recipe; a new one is one more line here."""
    full = cache(lambda: training_set(prepared))
    served = Variant("served recipe", full)
    raw = Variant("raw columns", lambda: raw_training_set(prepared))
    free = Variant("without constraints", lambda: without_constraints(full()))
    return [
        AblationResult("ratios", raw, free),
        AblationResult("constraints", free, served),
        AblationResult(
            "low_column_sampling", Variant("many columns per tree", full, (("feature_fraction", WIDE),)), served
        ),
        AblationResult(
            "categoricals against left out", Variant("no categories", lambda: without_categories(full())), served
        ),
        AblationResult("categoricals against sets", Variant("sets of categories", full, splits_sets=True), served),
        AblationResult("categoricals against one-hot", Variant("one-hot", lambda: one_hot(full())), served),
        AblationResult("seeds", served, Variant(f"{AVERAGED} seeds averaged", full, averaged=AVERAGED)),
        AblationResult(
            "protected", served, Variant("gender and age", lambda: with_protected(full(), prepared.protected))
        ),
        AblationResult("bands", Variant("no bands", full, has_bands=False), served),
        AblationResult(
            "protected_grounds",
            Variant("no such ground", lambda: without_columns(full(), ON_PROTECTED_GROUNDS)),
            served,
        ),
        AblationResult("all of the served recipe", raw, served),
    ]


def without_categories(data: TrainingSet) -> TrainingSet:
    """Return the rows without their categorical columns."""
    return without_columns(data, data.categorical)


def one_hot(data: TrainingSet) -> TrainingSet:
    """Return the rows with one column of 0 and 1 for each category; a missing one is 0 everywhere."""
    rest = without_categories(data)
    columns, names = [rest.matrix], list(rest.names)
    for name in data.categorical:
        codes = data.matrix[:, data.names.index(name)]
        known = np.unique(codes[~np.isnan(codes)])
        columns.append((codes[:, None] == known).astype(np.float64))
        names += [f"{name}_{code:.0f}" for code in known]
    matrix = np.hstack(columns)
    directions = (*rest.directions, *[0] * (matrix.shape[1] - len(rest.directions)))
    return TrainingSet(matrix, data.target, tuple(names), (), directions)


def evaluate_recipe(variant: Variant, seed: int) -> Figures:
    """Train the folds of a seed, and print it; averaged models share the folds and differ in the columns they draw."""
    began, data = time.perf_counter(), variant.data()
    margins = []
    for number in range(variant.averaged):
        seeded = {"feature_fraction_seed": 1_000 * seed + number} if number else {}
        recipe = Recipe(
            trees=trees_for(len(data.target)),
            seed=seed,
            threads=available_threads(),
            splits_sets=variant.splits_sets,
            has_bands=variant.has_bands,
            parameters={**PARAMETERS, **dict(variant.parameters), **seeded},
        )
        scores = train_folds(data, recipe, silent)
        margins.append(scores.margins)
    mean = OutOfFold(np.mean(margins, axis=0), scores.fold)
    measured = measure_figures(calibrate.cross_fitted(mean, data.target), mean.fold, data.target, Costs())
    print_now(
        f"seed {seed}: {variant.label:<24} {len(data.names):>4} columns, AUC {measured.auc:.4f}, "
        f"cost {measured.cost:.4f}, "
        f"{time.perf_counter() - began:.0f} s"
    )
    return measured


def print_now(line: str) -> None:
    """Print a line at once: a long measurement is read while it runs."""
    print(line, flush=True)


def summary(results: list[AblationResult], figures: dict[tuple[str, int], Figures], seeds: list[int]) -> None:
    """Print the mean of each step over the seeds that are done."""
    print_now(f"mean of {len(seeds)} fold seeds, paired: gain in AUC (by seed), cost without -> with")
    for step in results:
        pairs = [(figures[step.without.label, seed], figures[step.with_it.label, seed]) for seed in seeds]
        gains = [after.auc - before.auc for before, after in pairs]
        before, after = (statistics.mean(pair[side].cost for pair in pairs) for side in (0, 1))
        by_seed = ", ".join(f"{gain:+.4f}" for gain in gains)
        print_now(f"  {step.name:<34} {statistics.mean(gains):+.4f} ({by_seed}), {before:.4f} -> {after:.4f}")


def main(arguments: list[str]) -> None:
    """Train what the steps need, seed by seed, and print each line as it comes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=4, help="how many fold seeds, from 0 on")
    parser.add_argument("--only", nargs="*", help="beginnings of the names of the steps to measure")
    options = parser.parse_args(arguments)
    prepared = prepared_real("applications")
    selected = [step for step in steps(prepared) if not options.only or step.name.startswith(tuple(options.only))]
    print_now(f"{len(prepared.target):,} applicants, neither gender nor age unless said")
    figures: dict[tuple[str, int], Figures] = {}
    for seed in range(options.seeds):
        for variant in {v.label: v for step in selected for v in (step.without, step.with_it)}.values():
            figures[variant.label, seed] = evaluate_recipe(variant, seed)
        summary(selected, figures, list(range(seed + 1)))
    if selected and selected[-1].name == "all of the served recipe":
        gains, costs = [], []
        for seed in range(options.seeds):
            before, after = (figures[variant.label, seed] for variant in (selected[-1].without, selected[-1].with_it))
            gains.append(after.auc - before.auc)
            costs.append(after.cost)
        report("gain in out-of-fold AUC over the raw columns, mean", f"{statistics.mean(gains):+.4f}", ">= +0.008")
        report("cost per applicant, threshold chosen on other folds, mean", f"{statistics.mean(costs):.4f}", "<= 0.533")


if __name__ == "__main__":
    main(sys.argv[1:])
