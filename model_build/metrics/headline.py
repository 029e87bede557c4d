"""The two headline figures of a recipe: how well it ranks, and what its decisions cost."""

from dataclasses import dataclass

from sklearn.metrics import roc_auc_score

from model_build.metrics.threshold import cross_chosen_cost
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.manifest import Costs


@dataclass(frozen=True)
class Figures:
    """AUC, and cost per applicant at thresholds chosen on other folds; both out of fold."""

    auc: float
    cost: float


def measure_figures(probabilities: FloatArray, fold: IntArray, target: IntArray, costs: Costs) -> Figures:
    """Return what calibrated out-of-fold probabilities are worth."""
    return Figures(float(roc_auc_score(target, probabilities)), cross_chosen_cost(probabilities, target, fold, costs))
