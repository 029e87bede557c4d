"""The comparison: every candidate is fitted and evaluated on the folds of the served model."""

import time
from collections.abc import Iterable, Sequence

import numpy as np

from model_build.experiments.candidates.candidate import Candidate, Fitted
from model_build.experiments.candidates.dummy import dummy
from model_build.experiments.candidates.forest import forest
from model_build.experiments.candidates.logistic import logistic
from model_build.experiments.candidates.score import score_candidate
from model_build.progress import Progress
from model_build.reports.explain import feature_importance
from model_build.training import calibrate
from model_build.training.fitting import FittedModel
from model_build.training.train import OutOfFold, Recipe, TrainingSet
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.manifest import Costs
from model_bundle.reports import CandidateReport, CandidateScore, Importance
from model_bundle.scorer import sigmoid

SERVED = "lightgbm"
# TreeSHAP of a forest takes milliseconds a row.
EXPLAINED_ROWS = 200
_ROWS = (
    "Out-of-fold predictions of the training applicants, on the same folds for every candidate, each fold calibrated "
    "on the others. Cost: at thresholds chosen on other folds; threshold: chosen on these same rows. "
    f"Importance: {EXPLAINED_ROWS} applicants of the first fold, explained by the model that never saw that fold; for "
    f"{SERVED}, training applicants drawn by seed, explained by the served model."
)


def candidates(recipe: Recipe, *, is_quick: bool = False) -> tuple[Candidate, ...]:
    """Return what the served model is compared with, from the simplest on; quickly: what scikit-learn alone can do."""
    if is_quick:
        return dummy(), logistic()
    from model_build.experiments.candidates.xgboost_trees import xgboost_trees

    return dummy(), logistic(), forest(recipe.seed, recipe.threads), xgboost_trees(recipe)


def compare(
    data: TrainingSet,
    fitted_model: FittedModel,
    importance: Sequence[Importance],
    recipe: Recipe,
    costs: Costs,
    progress: Progress,
    *,
    is_quick: bool = False,
) -> tuple[CandidateScore, ...]:
    """Evaluate every candidate on the folds of the served model, which comes last and is not trained again.

    ``importance`` is that of the served model, from the most important feature on; ``is_quick`` leaves out the
    candidates that need libraries of their own.
    """
    others = [
        evaluate_candidate(candidate, data, fitted_model.out_of_fold.fold, recipe.seed, costs, progress)
        for candidate in candidates(recipe, is_quick=is_quick)
    ]
    served = score_candidate(
        SERVED,
        {"trees": recipe.trees, "seeds": recipe.seeds, **recipe.parameters},
        fitted_model.probabilities,
        data.target,
        fitted_model.out_of_fold.fold,
        costs,
        seconds=fitted_model.seconds,
        importance=importance,
    )
    return (*others, served)


def evaluate_candidate(
    candidate: Candidate, data: TrainingSet, fold: IntArray, seed: int, costs: Costs, progress: Progress
) -> CandidateScore:
    """Train one candidate on each side of the folds of shape (rows,), and judge it on the side it did not see."""
    numbers = np.unique(fold)
    margins, seconds = np.empty(len(fold)), 0.0
    contributions = np.zeros((0, len(data.names)))
    for done, number in enumerate(numbers):
        progress(f"Judging {candidate.name}, fold {done + 1} of {len(numbers)}", done / len(numbers))
        held_out, fit_model = np.flatnonzero(fold == number), np.flatnonzero(fold != number)
        visible = data.for_training_rows(fit_model)
        began = time.perf_counter()
        fitted = candidate.fit(visible, fit_model)
        margins[held_out] = fitted.margins(visible.matrix[held_out])
        seconds += time.perf_counter() - began
        if not done:
            contributions = _sampled_contributions(fitted, visible.matrix[held_out], seed)
    scores = OutOfFold(margins, fold)
    if candidate.is_calibrated:
        slope, probabilities = 1.0, sigmoid(margins)
    else:
        slope = calibrate.fit(margins, data.target).slope
        probabilities = calibrate.cross_fitted(scores, data.target)
    return score_candidate(
        candidate.name,
        candidate.parameters,
        probabilities,
        data.target,
        fold,
        costs,
        seconds=seconds,
        # The scale of the calibrated log-odds, so that candidates can be compared; nothing where nothing counts.
        importance=[row for row in feature_importance(slope * contributions, data.names) if row.importance > 0],
    )


def candidate_report(scores: Iterable[CandidateScore], recipe: Recipe) -> CandidateReport:
    """Return the report; without candidates, that nothing was compared."""
    return CandidateReport(rows=_ROWS, folds=recipe.folds, seed=recipe.seed, served=SERVED, candidates=tuple(scores))


def _sampled_contributions(fitted: Fitted, matrix: FloatArray, seed: int) -> FloatArray:
    rows = np.random.default_rng(seed).permutation(len(matrix))[:EXPLAINED_ROWS]
    return fitted.contributions(matrix[np.sort(rows)])
