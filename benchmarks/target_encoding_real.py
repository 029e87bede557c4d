"""What columns learnt from outcomes bring on real rows: with and without each, same folds, four seeds.

Every outer fold fits them anew on the clients that it learns from. The cost is measured at thresholds chosen on the
other folds. Neighbours are judged on ``applications``, the row-level model of reported credits on ``with_history``.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks._bundle import report
from benchmarks._real import prepared_real, real_data, silent
from benchmarks.quality_real import SEEDS
from model_build.experiments.optional import with_fitted
from model_build.metrics.delong import auc_deviation
from model_build.metrics.headline import Figures, measure_figures
from model_build.prepare import Prepared, training_set
from model_build.sources import open_tables
from model_build.target_encoding import CrossFitted
from model_build.target_encoding.bureau_source import BUREAU_ROWS
from model_build.target_encoding.client_rows import read_rows
from model_build.target_encoding.neighbours import POINT, NeighbourEncoder
from model_build.target_encoding.row_model import RowEncoder
from model_build.target_encoding.row_source import row_categories
from model_build.training.fitting import score_out_of_fold
from model_build.training.train import TrainingSet, available_threads, recipe_for
from model_bundle.arrow_file import FloatArray
from model_bundle.manifest import Costs

Fitted = Callable[[int], CrossFitted]
"""From a seed to columns that are fitted in each fold."""


def evaluate_seed(data: TrainingSet, seed: int) -> tuple[FloatArray, Figures]:
    """Train on five folds: return probabilities by models that never saw the row, and what they are worth."""
    recipe = recipe_for(len(data.target), seed=seed, threads=available_threads())
    probabilities, fold = score_out_of_fold(data, recipe, silent)
    return probabilities, measure_figures(probabilities, fold, data.target, Costs())


def compare(what: str, data: TrainingSet, fitted: Fitted) -> None:
    """Print what columns bring, seed by seed, then the mean."""
    gains, costs, errors = [], [], []
    for seed in SEEDS:
        began = time.perf_counter()
        scores_before, before = evaluate_seed(data, seed)
        middle = time.perf_counter()
        scores_after, after = evaluate_seed(with_fitted(data, [fitted(seed)]), seed)
        gains.append(after.auc - before.auc)
        costs.append(after.cost - before.cost)
        errors.append(auc_deviation(data.target, scores_before, scores_after))
        print(
            f"{what}, seed {seed}: AUC {before.auc:.4f} -> {after.auc:.4f} ({gains[-1]:+.4f} +- {errors[-1]:.4f}), "
            f"cost {before.cost:.4f} -> {after.cost:.4f} ({costs[-1]:+.4f}), "
            f"{middle - began:.0f} s -> {time.perf_counter() - middle:.0f} s",
            flush=True,
        )
    gain, spread = statistics.mean(gains), statistics.stdev(gains)
    report(f"{what}: gain in AUC, mean of {len(SEEDS)} seeds", f"{gain:+.5f}", "> 2 standard errors")
    report(f"{what}: standard error of it over clients", f"{statistics.mean(errors):.5f}", "-")
    report(f"{what}: spread of it over seeds", f"{spread:.5f}", "-")
    report(f"{what}: change in cost per applicant", f"{statistics.mean(costs):+.5f}", "< 0")
    report(f"{what}: spread of it over seeds", f"{statistics.stdev(costs):.5f}", "-")


def get_neighbours(folder: Path, prepared: Prepared) -> Fitted:  # noqa: ARG001 - as for reported credits
    """Return the default rate of neighbours, made anew for each seed."""
    columns = [prepared.plan.names.index(name) for name in POINT]
    points = np.ascontiguousarray(prepared.train.matrix[:, columns])
    encoder = NeighbourEncoder(points, prepared.target, threads=available_threads())
    return lambda seed: CrossFitted(encoder, seed=seed)


def fit_credits(folder: Path, prepared: Prepared) -> Fitted:
    """Return the row-level model of reported credits, made anew for each seed."""
    with open_tables(folder) as tables:
        categories = row_categories(tables.connection, BUREAU_ROWS)
        rows = read_rows(tables.connection, BUREAU_ROWS, categories, "application_train")
    print(f"{len(rows.owner):,} reported credits of {rows.clients:,} applicants", flush=True)
    encoder = RowEncoder(rows, prepared.target, BUREAU_ROWS.prefix, threads=available_threads())
    return lambda seed: CrossFitted(replace(encoder, seed=seed), seed=seed)


def main() -> None:
    """Print what the row-level model and the neighbours bring, each beside all features of the plan."""
    for what, rows, columns in (
        ("row model of reported credits", "with_history", fit_credits),
        ("neighbours", "applications", get_neighbours),
    ):
        folder, prepared = real_data(rows), prepared_real(rows)
        full = training_set(prepared)
        print(f"{what}: {len(full.target):,} applicants, {len(full.names)} features without", flush=True)
        compare(what, full, columns(folder, prepared))


if __name__ == "__main__":
    main()
