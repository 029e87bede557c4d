"""The candidates side by side on real rows: the same folds for all, the served recipe among them."""

import time

from benchmarks._bundle import report
from benchmarks._real import prepared_real, silent
from model_build.experiments.candidates.comparison import compare
from model_build.prepare import training_set
from model_build.training.fitting import fit_model
from model_build.training.train import available_threads, recipe_for
from model_bundle.manifest import Costs


def main() -> None:
    """Print one line for each candidate, and what the comparison took beside the training of the model."""
    prepared = prepared_real("applications")
    data, costs = training_set(prepared), Costs()
    recipe = recipe_for(len(data.target), seed=0, threads=available_threads())
    fitted_model = fit_model(data, recipe, costs, silent)
    began = time.perf_counter()
    scores = compare(data, fitted_model, (), recipe, costs, silent)
    seconds = time.perf_counter() - began
    print(f"{len(data.target):,} applicants, {len(data.names)} features, {recipe.folds} folds")
    print("             AUC  average precision    cost  threshold   Brier  calibration error  seconds")
    for candidate in scores:
        print(
            f"{candidate.name:<9} {candidate.auc:6.4f}  {candidate.average_precision:17.4f}  "
            f"{candidate.cost:6.4f}  {candidate.threshold:9.4f}  "
            f"{candidate.brier:.4f}  {candidate.calibration_error:17.4f}  {candidate.seconds:7.1f}"
        )
    report("comparison of the candidates on 58,139 real applications, beside training", f"{seconds:.0f} s", "<= 120 s")
    best = max(scores, key=lambda candidate: candidate.auc)
    report("the candidate of highest out-of-fold AUC", best.name, "lightgbm")


if __name__ == "__main__":
    main()
