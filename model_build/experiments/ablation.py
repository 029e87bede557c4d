"""What single steps of the recipe bring, each measured on the same rows and the same folds with and without it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from model_build.experiments.ablation_names import CONSTRAINTS, GROUNDS, PROTECTED
from model_build.labels.protected_grounds import ON_PROTECTED_GROUNDS
from model_build.metrics.headline import Figures, measure_figures
from model_build.progress import Progress
from model_build.training import calibrate
from model_build.training.fitting import score_out_of_fold
from model_build.training.levers import Moved, Risk
from model_build.training.train import OutOfFold, Recipe, TrainingSet, train_final, train_folds
from model_bundle.arrow_file import FloatArray
from model_bundle.manifest import Costs
from model_bundle.reports import AblationReport, AblationResult, LeverShares

ROWS = (
    "Out-of-fold predictions of the training applicants, each fold calibrated on the others, its threshold chosen on "
    "the others; the same folds with and without the step."
)


def ablation_result(
    name: str,
    without: Figures,
    with_it: Figures,
    *,
    is_kept: bool,
    standard_error: float | None = None,
    levers: Sequence[LeverShares] = (),
) -> AblationResult:
    """Return what one step brings, from the figures of one seed without and with it."""
    return AblationResult(
        name=name,
        auc_without=without.auc,
        auc_with=with_it.auc,
        gain_by_seed=(with_it.auc - without.auc,),
        cost_without=without.cost,
        cost_with=with_it.cost,
        is_kept=is_kept,
        standard_error=standard_error,
        levers=tuple(levers),
    )


def ablation_report(results: Mapping[str, AblationResult], recipe: Recipe) -> AblationReport:
    """Return the report of all steps that were measured."""
    return AblationReport(rows=ROWS, seeds=(recipe.seed,), folds=recipe.folds, results=tuple(results.values()))


def measure_ablations(
    data: TrainingSet,
    protected: FloatArray,
    served: Figures,
    recipe: Recipe,
    costs: Costs,
    progress: Progress,
    *,
    moved: Mapping[str, Moved],
    risk: Risk,
) -> dict[str, AblationResult]:
    """Measure the constraints and the protected grounds, which the served model keeps, and gender and age, which not.

    ``served`` are the figures of the recipe as it is and ``risk`` its served model; ``protected`` has shape (rows,
    columns); ``moved`` are the levers of the constraints. Nothing of these trainings is kept but the figures.
    """
    steps = []
    if any(data.directions):
        steps.append(_ablate_constraints(data, served, recipe, costs, progress, moved=moved, risk=risk))
    with_both = with_protected(data, protected)
    both = evaluate_recipe(with_both, recipe, costs, with_label(progress, "leaving out gender and age costs"))
    steps.append(ablation_result(PROTECTED, served, both, is_kept=False))
    fewer = without_columns(data, ON_PROTECTED_GROUNDS)
    if len(fewer.names) < len(data.names):
        figures = evaluate_recipe(
            fewer, recipe, costs, with_label(progress, "leaving out other protected grounds costs")
        )
        steps.append(ablation_result(GROUNDS, figures, served, is_kept=True))
    return {step.name: step for step in steps}


def _ablate_constraints(
    data: TrainingSet,
    served: Figures,
    recipe: Recipe,
    costs: Costs,
    progress: Progress,
    *,
    moved: Mapping[str, Moved],
    risk: Risk,
) -> AblationResult:
    free, tell = without_constraints(data), with_label(progress, "the constraints cost")
    scores = train_folds(free, recipe, tell)
    figures = measure_figures(calibrate.cross_fitted(scores, data.target), scores.fold, data.target, costs)
    free_risk = fit_risk(free, scores, recipe, tell) if moved else risk
    levers = []
    for name, lever in moved.items():
        without, with_it = lever.rising(free_risk), lever.rising(risk)
        if without is not None and with_it is not None:
            levers.append(LeverShares(name=name, rising_without=without, rising_with=with_it))
    return ablation_result(CONSTRAINTS, figures, served, is_kept=True, levers=levers)


def fit_risk(data: TrainingSet, scores: OutOfFold, recipe: Recipe, progress: Progress) -> Risk:
    """Train on all rows, and return what gives the calibrated risk of feature vectors."""
    booster, calibration = train_final(data, recipe, progress), calibrate.fit(scores.margins, data.target)

    def risk(matrix: FloatArray) -> FloatArray:
        margins = booster.predict(matrix, raw_score=True, num_threads=recipe.threads)
        return calibrate.apply(calibration, np.asarray(margins, dtype=np.float64))

    return risk


def evaluate_recipe(data: TrainingSet, recipe: Recipe, costs: Costs, progress: Progress) -> Figures:
    """Train the folds of a recipe and score each row with a model that was not trained on it."""
    return measure_figures(*score_out_of_fold(data, recipe, progress), data.target, costs)


def without_constraints(data: TrainingSet) -> TrainingSet:
    """Return the same rows and features, every direction free."""
    return replace(data, directions=(0,) * len(data.directions))


def without_columns(data: TrainingSet, names: Collection[str]) -> TrainingSet:
    """Return the same rows without the columns named; a name that is none of them counts for nothing."""
    columns = [column for column, name in enumerate(data.names) if name not in names]
    return replace(
        data,
        matrix=np.ascontiguousarray(data.matrix[:, columns]),
        names=tuple(data.names[column] for column in columns),
        categorical=tuple(name for name in data.categorical if name not in names),
        directions=tuple(data.directions[column] for column in columns),
    )


def with_protected(data: TrainingSet, protected: FloatArray) -> TrainingSet:
    """Return the same rows with protected columns, of shape (rows, columns), added."""
    width = protected.shape[1]
    return replace(
        data,
        matrix=np.hstack([data.matrix, protected]),
        names=(*data.names, *(f"protected_{index}" for index in range(width))),
        directions=(*data.directions, *([0] * width)),
    )


def with_label(progress: Progress, what: str) -> Progress:
    """Label the progress of the trainings of a step."""

    def renamed(label: str, share: float) -> None:
        progress(label.replace("Training", f"Measuring what {what},"), share)

    return renamed
