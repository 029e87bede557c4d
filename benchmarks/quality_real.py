"""What the features are worth on real rows: paired with the raw application columns, same folds, four seeds.

Neither side sees gender or age. The cost is measured at thresholds chosen on the other folds.
"""

import statistics
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks._bundle import report
from benchmarks._real import prepared_real, silent
from model_build.experiments.ablation import evaluate_recipe
from model_build.metrics.headline import Figures
from model_build.prepare import Prepared, training_set
from model_build.training.train import TrainingSet, available_threads, recipe_for
from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.home_credit import BIRTH, GENDER, KEY, NO_DATE
from model_bundle.manifest import Costs

SEEDS = (0, 1, 2, 3)


def evaluate_seed(data: TrainingSet, seed: int) -> Figures:
    """Train the recipe on five folds and evaluate the out-of-fold predictions."""
    recipe = recipe_for(len(data.target), seed=seed, threads=available_threads())
    return evaluate_recipe(data, recipe, Costs(), silent)


def raw_training_set(prepared: Prepared) -> TrainingSet:
    """Return the columns of the form, without gender and age, unknown values as NaN, and without any constraint."""
    form, listed = prepared.train.application, prepared.plan.categories
    names = tuple(name for name in prepared.plan.inputs["application"] if name not in (KEY, GENDER, BIRTH))
    columns = [
        _codes(form.column(name), listed[name]) if name in listed else column_floats(form, name) for name in names
    ]
    matrix = np.column_stack(columns)
    days = matrix[:, names.index("DAYS_EMPLOYED")]
    days[days == NO_DATE] = np.nan
    return TrainingSet(
        matrix=matrix,
        target=prepared.target,
        names=names,
        categorical=tuple(name for name in names if name in listed),
        directions=(0,) * len(names),
    )


def _codes(column: pa.ChunkedArray, listed: Sequence[str]) -> FloatArray:
    codes = pc.index_in(column, value_set=pa.array(listed, pa.string()))
    return np.asarray(codes.to_numpy(), dtype=np.float64)


def main() -> None:
    """Print both sides seed by seed, and their means."""
    prepared = prepared_real("applications")
    raw, full = raw_training_set(prepared), training_set(prepared)
    print(f"{len(prepared.target):,} applicants; {len(raw.names)} raw columns, {len(full.names)} features")
    pairs = []
    for seed in SEEDS:
        before, after = evaluate_seed(raw, seed), evaluate_seed(full, seed)
        pairs.append((before, after))
        print(f"seed {seed}: AUC {before.auc:.4f} -> {after.auc:.4f}, cost {before.cost:.4f} -> {after.cost:.4f}")
    gain = statistics.mean(after.auc - before.auc for before, after in pairs)
    cost = statistics.mean(after.cost for _, after in pairs)
    report("paired gain in out-of-fold AUC over the raw columns, mean of 4 seeds", f"{gain:+.4f}", ">= +0.008")
    report("cost per applicant, threshold chosen on other folds, mean of 4 seeds", f"{cost:.4f}", "<= 0.533")


if __name__ == "__main__":
    main()
