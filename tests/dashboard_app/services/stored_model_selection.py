"""Comparisons as a bundle stores them."""

from model_bundle.reports import (
    AblationReport,
    AblationResult,
    CandidateReport,
    CandidateScore,
    Importance,
    Trial,
    TrialState,
    TuningOutcome,
    TuningReport,
)

ROWS = "of this test"


def _candidate(name, auc, *, importance=()):
    return CandidateScore(
        name=name,
        auc=auc,
        auc_by_fold=(auc - 0.01, auc + 0.01),
        average_precision=0.2,
        cost=1.3 - auc,
        threshold=0.09,
        brier=0.07,
        calibration_error=0.004,
        seconds=1.5,
        parameters={},
        importance=importance,
    )


def _trial(number, state, auc):
    return Trial(number=number, state=state, auc=auc, seconds=1.0, parameters={})


def _result(name, gain, *, is_kept):
    return AblationResult(
        name=name,
        auc_without=0.75,
        auc_with=0.75 + gain,
        gain_by_seed=(gain - 0.001, gain + 0.001),
        cost_without=0.54,
        cost_with=0.53,
        is_kept=is_kept,
    )


CANDIDATES = CandidateReport(
    rows=ROWS,
    folds=2,
    seed=0,
    served="lightgbm",
    candidates=(
        _candidate("dummy", 0.5),
        _candidate("lightgbm", 0.75, importance=(Importance(name="EXT_SOURCE_2", importance=0.4),)),
        _candidate("logistic", 0.74, importance=(Importance(name="gone", importance=0.1),)),
    ),
)
TUNING = TuningReport(
    rows=ROWS,
    outcome=TuningOutcome.ADOPTED,
    trials=(
        _trial(0, TrialState.COMPLETE, 0.74),
        _trial(1, TrialState.PRUNED, 0.73),
        _trial(2, TrialState.COMPLETE, 0.75),
    ),
    chosen={"num_leaves": 16},
    gain_by_seed=(0.001, 0.003),
)
ABLATION = AblationReport(
    rows=ROWS,
    seeds=(0, 1),
    folds=2,
    results=(_result("constraints", -0.0005, is_kept=True), _result("protected", 0.002, is_kept=False)),
)
