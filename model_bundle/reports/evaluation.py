"""How good the model is, and what drives it: ``evaluation.json`` and ``explanation.json``."""

from model_bundle.json_file import Frozen
from model_bundle.manifest import Headline
from model_bundle.reports.figures import ConfusionMatrix, Importance, Interval


class CalibrationBin(Frozen):
    """Applicants of similar risk: the mean prediction, and the share of them that did not repay, with its interval."""

    predicted: float
    observed: float
    applicants: int
    interval: Interval | None = None


class RocPoint(Frozen):
    """Share of good clients refused, share of defaults refused."""

    false_positive_rate: float
    true_positive_rate: float


class PrecisionRecallPoint(Frozen):
    """Share of the refused who did not repay, share of defaults refused."""

    precision: float
    recall: float


class CostPoint(Frozen):
    """What decisions cost per applicant at one threshold, with its interval, and the share refused there."""

    threshold: float
    cost: float
    refused: float
    interval: Interval | None = None


class EvaluationReport(Frozen):
    """Figures and curves of the out-of-fold evaluation.

    The confusion matrix is that of the rows that chose the threshold; the headline cost and ``cost_by_fold`` belong to
    thresholds chosen on other folds.
    """

    rows: str
    headline: Headline
    auc_by_fold: tuple[float, ...]
    auc_interval: Interval | None = None
    cost_by_fold: tuple[float, ...] = ()
    cost_interval: Interval | None = None
    threshold: float
    threshold_interval: Interval | None = None
    confusion: ConfusionMatrix
    calibration_error: float
    calibration: tuple[CalibrationBin, ...]
    roc: tuple[RocPoint, ...]
    precision_recall: tuple[PrecisionRecallPoint, ...]
    cost_curve: tuple[CostPoint, ...]


class GlobalExplanation(Frozen):
    """What drives the model: features and families, the most important first.

    ``typical`` is the median or most frequent category of accepted clients by feature; None where most have no value.
    """

    rows: str
    features: tuple[Importance, ...]
    families: tuple[Importance, ...]
    typical: dict[str, float | None]
