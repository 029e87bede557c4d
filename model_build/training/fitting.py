"""From a training set to the model that is served, with every figure measured on rows it did not fit."""

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

from model_build.errors import BuildError
from model_build.metrics import threshold
from model_build.metrics.evaluate import evaluate
from model_build.metrics.headline import Figures
from model_build.progress import Progress
from model_build.training import calibrate
from model_build.training.bands import without_file_name
from model_build.training.train import OutOfFold, Recipe, TrainingSet, train_final, train_folds
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.decision import threshold_with_band
from model_bundle.manifest import Calibration, Costs, Threshold
from model_bundle.reports import EvaluationReport

PROOF_ROWS = 1_000


@dataclass(frozen=True)
class FittedModel:
    """The served model as text, and what out-of-fold predictions say of it.

    ``probabilities`` are out-of-fold and cross-calibrated, of shape (rows,); ``granted`` is the decision on them;
    ``seconds`` is what training the folds took.
    """

    model_text: str
    calibration: Calibration
    threshold: Threshold
    probabilities: FloatArray
    granted: npt.NDArray[np.bool_]
    out_of_fold: OutOfFold
    evaluation: EvaluationReport
    seconds: float


def fit_model(data: TrainingSet, recipe: Recipe, costs: Costs, progress: Progress) -> FittedModel:
    """Train the folds, calibrate, choose the threshold by cost, evaluate, and train the served model.

    Raises
    ------
    BuildError
        There are too few rows of one outcome, or what they give is no model: it ranks applicants the wrong way
        round, or the cheapest decision is to refuse everybody.
    """
    began = time.perf_counter()
    scores = train_folds(data, recipe, progress)
    seconds = time.perf_counter() - began
    calibration = calibrate.fit(scores.margins, data.target)
    probabilities = calibrate.cross_fitted(scores, data.target)
    chosen = threshold.choose(probabilities, data.target, costs)
    granted = probabilities < chosen
    _require_a_model(calibration, scores, data.target, granted)
    evaluation = evaluate(probabilities, data.target, scores.fold, chosen, costs, seed=recipe.seed)
    booster = train_final(data, recipe, progress)
    return FittedModel(
        model_text=without_file_name(calibrate.fold_into_leaves(booster, calibration, data.matrix[:PROOF_ROWS])),
        calibration=calibration,
        threshold=threshold_with_band(chosen),
        probabilities=probabilities,
        granted=granted,
        out_of_fold=scores,
        evaluation=evaluation,
        seconds=seconds,
    )


def figures_served(fitted_model: FittedModel) -> Figures:
    """Return the headline figures of the recipe as it is."""
    return Figures(fitted_model.evaluation.headline.auc, fitted_model.evaluation.headline.cost)


def score_out_of_fold(data: TrainingSet, recipe: Recipe, progress: Progress) -> tuple[FloatArray, IntArray]:
    """Train the folds of a recipe: return probabilities by models that never saw the row, and the fold of each row."""
    scores = train_folds(data, recipe, progress)
    # Folds differ in scale; a rank comparison across folds needs them calibrated first, as for the model itself.
    return calibrate.cross_fitted(scores, data.target), scores.fold


def _require_a_model(
    calibration: Calibration, scores: OutOfFold, target: IntArray, granted: npt.NDArray[np.bool_]
) -> None:
    # A slope below zero would turn every reason round, and the monotone constraints with it.
    if calibration.slope <= 0:
        raise BuildError(
            "The model ranks applicants it has not seen no better than chance",
            got=f"an AUC of {roc_auc_score(target, scores.margins):.3f} on {len(target):,} applicants",
            remedy="train on more applicants",
        )
    if not granted.any():
        raise BuildError(
            "The decision that costs least is to refuse everybody",
            got=f"{target.mean():.1%} of the applicants with TARGET 1",
            remedy="train on all applicants, not on a sample balanced by outcome",
        )
