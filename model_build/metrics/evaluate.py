"""What the model is worth, measured on rows that the judged models never saw."""

from dataclasses import asdict, dataclass
from typing import Any

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
from model_build.metrics.threshold import Confusion, confusion, cost_curve, costs_by_fold, over_folds
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.manifest import Costs, Headline

CALIBRATION_BINS = 20
CURVE_POINTS = 200
HISTOGRAM_BINS = 50


@dataclass(frozen=True)
class Evaluation:
    """Headline figures, the confusion matrix at the threshold, and everything that is drawn."""

    headline: Headline
    confusion: Confusion
    content: dict[str, Any]


def evaluate(
    probabilities: FloatArray, target: IntArray, fold: IntArray, threshold: float, costs: Costs, *, seed: int = 0
) -> Evaluation:
    """Judge out-of-fold probabilities of shape (rows,) against outcomes of shape (rows,).

    The headline cost is measured at thresholds chosen on other folds; the confusion matrix is the one at the
    current threshold, which was chosen on these rows, and says so. ``seed`` draws the rows of the intervals.
    """
    at_threshold = confusion(probabilities, target, threshold)
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
    cuts = np.array([point["threshold"] for point in curve])
    sure = confidence(probabilities, target, fold, costs, thresholds=cuts, seed=seed)
    content = {
        "rows": "Out-of-fold predictions of the training applicants, each fold calibrated on the others.",
        "intervals": f"95 %: {DRAWINGS:,} drawings of these rows with replacement, thresholds chosen anew in each.",
        "headline": headline.model_dump(),
        "auc_by_fold": auc_by_fold(probabilities, target, fold),
        "auc_interval": asdict(sure.auc),
        "cost_by_fold": cost_by_fold,
        "cost_interval": asdict(sure.cost),
        "threshold": threshold,
        "threshold_interval": asdict(sure.threshold),
        "confusion": {
            **asdict(at_threshold),
            "accuracy": at_threshold.accuracy,
            "cost": at_threshold.cost(costs),
            "rows": "The same rows that chose the threshold.",
        },
        "calibration_error": calibration_error(bins, len(target)),
        "calibration_rows": (
            "The margin of each applicant comes from a model that never saw them; Platt's slope and intercept were "
            "fitted on the margins of the other folds."
        ),
        "calibration": bins,
        "roc": _roc(probabilities, target),
        "precision_recall": _precision_recall(probabilities, target),
        "cost_curve": [point | asdict(interval) for point, interval in zip(curve, sure.cost_curve, strict=True)],
        "scores": _score_histogram(probabilities, target),
    }
    return Evaluation(headline, at_threshold, content)


def auc_by_fold(probabilities: FloatArray, target: IntArray, fold: IntArray) -> list[float]:
    """Return the AUC among the rows of each fold, in the order of their numbers."""
    return [float(roc_auc_score(target[fold == number], probabilities[fold == number])) for number in np.unique(fold)]


def calibration_bins(probabilities: FloatArray, target: IntArray) -> list[dict[str, float]]:
    """Return mean probability and default rate over groups of equal size, from the lowest risk to the highest.

    ``low`` and ``high`` are the interval of the default rate.
    """
    groups = np.array_split(np.argsort(probabilities, kind="stable"), CALIBRATION_BINS)
    return [
        {
            "predicted": float(probabilities[rows].mean()),
            "observed": float(target[rows].mean()),
            "applicants": len(rows),
            **asdict(wilson(int(target[rows].sum()), len(rows))),
        }
        for rows in groups
        if len(rows)
    ]


def calibration_error(bins: list[dict[str, float]], rows: int) -> float:
    """Return the expected calibration error: the mean gap between prediction and outcome, weighted by group size."""
    return sum(bin_["applicants"] * abs(bin_["predicted"] - bin_["observed"]) for bin_ in bins) / rows


def _roc(probabilities: FloatArray, target: IntArray) -> list[dict[str, float]]:
    false_positive, true_positive, _ = roc_curve(target, probabilities)
    return [
        {"false_positive_rate": float(false_positive[i]), "true_positive_rate": float(true_positive[i])}
        for i in _spread(len(false_positive))
    ]


def _precision_recall(probabilities: FloatArray, target: IntArray) -> list[dict[str, float]]:
    precision, recall, _ = precision_recall_curve(target, probabilities)
    return [{"precision": float(precision[i]), "recall": float(recall[i])} for i in _spread(len(precision))]


def _score_histogram(probabilities: FloatArray, target: IntArray) -> dict[str, Any]:
    edges = np.linspace(0.0, float(np.quantile(probabilities, 0.995)), HISTOGRAM_BINS + 1)
    clipped = np.minimum(probabilities, edges[-1])
    return {
        "edges": edges.tolist(),
        "repaid": (np.histogram(clipped[target == 0], edges)[0] / max(1, int((target == 0).sum()))).tolist(),
        "defaulted": (np.histogram(clipped[target == 1], edges)[0] / max(1, int((target == 1).sum()))).tolist(),
    }


def _spread(length: int) -> list[int]:
    return sorted({int(i) for i in np.linspace(0, length - 1, min(length, CURVE_POINTS))})
