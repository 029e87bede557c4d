"""What a build measured: the content of every report in a bundle.

A build constructs these models and writes them with ``model_dump_json``; a bundle reads them; services, pages and the
API use their names. ``rows`` says, for whoever opens the file, on which rows the figures were measured.

What an earlier contract did not measure is None or empty; `model_bundle.legacy` turns its files into these models.
"""

from model_bundle.reports.drift import ColumnDrift, DriftBins, DriftReport, DriftRule, DriftVerdict, FeatureDrift
from model_bundle.reports.evaluation import (
    CalibrationBin,
    CostPoint,
    EvaluationReport,
    GlobalExplanation,
    PrecisionRecallPoint,
    RocPoint,
)
from model_bundle.reports.experiments import (
    AblationReport,
    AblationResult,
    CandidateReport,
    CandidateScore,
    LeverShares,
    Trial,
    TrialState,
    TuningOutcome,
    TuningReport,
)
from model_bundle.reports.fairness import ATTRIBUTE_COLUMNS, AttributeFairness, FairnessReport, GroupFairness, GroupGap
from model_bundle.reports.figures import ConfusionMatrix, Estimate, Importance, Interval, Parameter

__all__ = [
    "ATTRIBUTE_COLUMNS",
    "AblationReport",
    "AblationResult",
    "AttributeFairness",
    "CalibrationBin",
    "CandidateReport",
    "CandidateScore",
    "ColumnDrift",
    "ConfusionMatrix",
    "CostPoint",
    "DriftBins",
    "DriftReport",
    "DriftRule",
    "DriftVerdict",
    "Estimate",
    "EvaluationReport",
    "FairnessReport",
    "FeatureDrift",
    "GlobalExplanation",
    "GroupFairness",
    "GroupGap",
    "Importance",
    "Interval",
    "LeverShares",
    "Parameter",
    "PrecisionRecallPoint",
    "RocPoint",
    "Trial",
    "TrialState",
    "TuningOutcome",
    "TuningReport",
]
