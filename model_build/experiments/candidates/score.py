"""What a candidate is worth, in the figures that all of them are compared by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from model_build.metrics.evaluate import auc_by_fold, calibration_bins, calibration_error
from model_build.metrics.threshold import Confusion, choose, confusion, cross_chosen_cost
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.manifest import Costs

SHOWN_FEATURES = 10


@dataclass(frozen=True)
class CandidateScore:
    """One candidate with its out-of-fold figures.

    ``cost`` is measured at thresholds chosen on other folds; ``threshold`` and ``confusion`` belong together and to
    the rows that chose the threshold.
    """

    name: str
    parameters: Mapping[str, float | int | str]
    auc: float
    auc_by_fold: tuple[float, ...]
    average_precision: float
    cost: float
    threshold: float
    brier: float
    calibration_error: float
    seconds: float
    confusion: Confusion
    importance: tuple[Mapping[str, Any], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return what ``candidates.json`` keeps."""
        return {
            "name": self.name,
            "auc": self.auc,
            "auc_by_fold": list(self.auc_by_fold),
            "average_precision": self.average_precision,
            "cost": self.cost,
            "threshold": self.threshold,
            "brier": self.brier,
            "calibration_error": self.calibration_error,
            "seconds": round(self.seconds, 3),
            "parameters": dict(self.parameters),
            "importance": [dict(row) for row in self.importance],
        }


def score_candidate(
    name: str,
    parameters: Mapping[str, float | int | str],
    probabilities: FloatArray,
    target: IntArray,
    fold: IntArray,
    costs: Costs,
    *,
    seconds: float,
    importance: Sequence[Mapping[str, Any]],
) -> CandidateScore:
    """Judge out-of-fold probabilities of shape (rows,) against outcomes and folds of shape (rows,)."""
    cut = choose(probabilities, target, costs)
    return CandidateScore(
        name=name,
        parameters=parameters,
        auc=float(roc_auc_score(target, probabilities)),
        auc_by_fold=tuple(auc_by_fold(probabilities, target, fold)),
        average_precision=float(average_precision_score(target, probabilities)),
        cost=cross_chosen_cost(probabilities, target, fold, costs),
        threshold=cut,
        brier=float(brier_score_loss(target, probabilities)),
        calibration_error=calibration_error(calibration_bins(probabilities, target), len(target)),
        seconds=seconds,
        confusion=confusion(probabilities, target, cut),
        importance=tuple(importance[:SHOWN_FEATURES]),
    )
