"""What a candidate is worth, in the figures that all of them are compared by."""

from collections.abc import Mapping, Sequence

from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from model_build.metrics.evaluate import auc_by_fold, calibration_bins, calibration_error
from model_build.metrics.threshold import choose, confusion, cross_chosen_cost
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.manifest import Costs
from model_bundle.reports import CandidateScore, Importance, Parameter

SHOWN_FEATURES = 10


def score_candidate(
    name: str,
    parameters: Mapping[str, Parameter],
    probabilities: FloatArray,
    target: IntArray,
    fold: IntArray,
    costs: Costs,
    *,
    seconds: float,
    importance: Sequence[Importance],
) -> CandidateScore:
    """Evaluate out-of-fold probabilities of shape (rows,) on outcomes and folds of shape (rows,)."""
    threshold = choose(probabilities, target, costs)
    return CandidateScore(
        name=name,
        parameters=dict(parameters),
        auc=float(roc_auc_score(target, probabilities)),
        auc_by_fold=tuple(auc_by_fold(probabilities, target, fold)),
        average_precision=float(average_precision_score(target, probabilities)),
        cost=cross_chosen_cost(probabilities, target, fold, costs),
        threshold=threshold,
        brier=float(brier_score_loss(target, probabilities)),
        calibration_error=calibration_error(calibration_bins(probabilities, target)),
        seconds=round(seconds, 3),
        confusion=confusion(probabilities, target, threshold),
        importance=tuple(importance[:SHOWN_FEATURES]),
    )
