"""Evaluation of the model on out-of-fold predictions."""

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)

from model_build.metrics.bootstrap import DRAWINGS, confidence
from model_build.metrics.intervals import wilson
from model_build.metrics.threshold import confusion, cost_curve, costs_by_fold, over_folds
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.manifest import Costs, Headline
from model_bundle.reports import CalibrationBin, EvaluationReport, PrecisionRecallPoint, RocPoint

CALIBRATION_BINS = 20
CURVE_POINTS = 200
_ROWS = (
    "Out-of-fold predictions of the training applicants, each fold calibrated on the others: the margin of each comes "
    "from a model that never saw them, Platt's slope and intercept from the margins of the other folds. The confusion "
    "matrix is that of the rows that chose the threshold. "
    f"Intervals, 95 %: {DRAWINGS:,} drawings of these rows with replacement, thresholds chosen anew in each."
)


def evaluate(
    probabilities: FloatArray, target: IntArray, fold: IntArray, threshold: float, costs: Costs, *, seed: int = 0
) -> EvaluationReport:
    """Evaluate out-of-fold probabilities of shape (rows,) on outcomes of shape (rows,).

    The headline cost is measured at thresholds chosen on other folds; the confusion matrix is the one at the
    current threshold, which was chosen on these rows, and says so. ``seed`` draws the rows of the intervals.
    """
    cost_by_fold = costs_by_fold(probabilities, target, fold, costs)
    headline = Headline(
        applicants=len(target),
        default_rate=float(target.mean()),
        auc=float(roc_auc_score(target, probabilities)),
        average_precision=float(average_precision_score(target, probabilities)),
        brier=float(brier_score_loss(target, probabilities)),
        cost=over_folds(cost_by_fold, fold),
        cost_accept_all=float(costs.false_negative * target.mean()),
    )
    bins = calibration_bins(probabilities, target)
    curve = cost_curve(probabilities, target, costs)
    cuts = np.array([point.threshold for point in curve])
    confidence_intervals = confidence(probabilities, target, fold, costs, thresholds=cuts, seed=seed)
    return EvaluationReport(
        rows=_ROWS,
        headline=headline,
        auc_by_fold=tuple(auc_by_fold(probabilities, target, fold)),
        auc_interval=confidence_intervals.auc,
        cost_by_fold=tuple(cost_by_fold),
        cost_interval=confidence_intervals.cost,
        threshold=threshold,
        threshold_interval=confidence_intervals.threshold,
        confusion=confusion(probabilities, target, threshold),
        calibration_error=calibration_error(bins),
        calibration=tuple(bins),
        roc=_roc(probabilities, target),
        precision_recall=_precision_recall(probabilities, target),
        cost_curve=tuple(
            point.model_copy(update={"interval": interval})
            for point, interval in zip(curve, confidence_intervals.cost_curve, strict=True)
        ),
    )


def auc_by_fold(probabilities: FloatArray, target: IntArray, fold: IntArray) -> list[float]:
    """Return the AUC among the rows of each fold, in the order of their numbers."""
    return [float(roc_auc_score(target[fold == number], probabilities[fold == number])) for number in np.unique(fold)]


def calibration_bins(probabilities: FloatArray, target: IntArray) -> list[CalibrationBin]:
    """Return mean probability and default rate over groups of equal size, from the lowest risk to the highest."""
    groups = np.array_split(np.argsort(probabilities, kind="stable"), CALIBRATION_BINS)
    return [
        CalibrationBin(
            predicted=float(probabilities[rows].mean()),
            observed=float(target[rows].mean()),
            applicants=len(rows),
            interval=wilson(int(target[rows].sum()), len(rows)),
        )
        for rows in groups
        if len(rows)
    ]


def calibration_error(bins: Sequence[CalibrationBin]) -> float:
    """Return the expected calibration error: the mean gap between prediction and outcome, weighted by group size."""
    applicants = sum(bin_.applicants for bin_ in bins)
    return sum(bin_.applicants * abs(bin_.predicted - bin_.observed) for bin_ in bins) / applicants


def _roc(probabilities: FloatArray, target: IntArray) -> tuple[RocPoint, ...]:
    false_positive, true_positive, _ = roc_curve(target, probabilities)
    return tuple(
        RocPoint(false_positive_rate=float(false_positive[i]), true_positive_rate=float(true_positive[i]))
        for i in _spread(len(false_positive))
    )


def _precision_recall(probabilities: FloatArray, target: IntArray) -> tuple[PrecisionRecallPoint, ...]:
    precision, recall, _ = precision_recall_curve(target, probabilities)
    return tuple(
        PrecisionRecallPoint(precision=float(precision[i]), recall=float(recall[i])) for i in _spread(len(precision))
    )


def _spread(length: int) -> list[int]:
    return sorted({int(i) for i in np.linspace(0, length - 1, min(length, CURVE_POINTS))})
