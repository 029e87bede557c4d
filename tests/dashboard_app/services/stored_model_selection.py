"""Comparisons as a bundle stores them."""


def _candidate(name, auc, *, importance=()):
    return {
        "name": name,
        "auc": auc,
        "auc_by_fold": [auc - 0.01, auc + 0.01],
        "average_precision": 0.2,
        "cost": 1.3 - auc,
        "threshold": 0.09,
        "brier": 0.07,
        "calibration_error": 0.004,
        "seconds": 1.5,
        "parameters": {},
        "importance": list(importance),
    }


CANDIDATES = {
    "served": "lightgbm",
    "folds": 2,
    "candidates": [
        _candidate("dummy", 0.5),
        _candidate("lightgbm", 0.75, importance=[{"name": "EXT_SOURCE_2", "importance": 0.4}]),
        _candidate("logistic", 0.74, importance=[{"name": "gone", "importance": 0.1}]),
    ],
}
TUNING = {
    "trials": [
        {"number": 0, "state": "complete", "auc": 0.74, "seconds": 1.0, "parameters": {}},
        {"number": 1, "state": "pruned", "auc": None, "seconds": 0.3, "parameters": {}},
        {"number": 2, "state": "complete", "auc": 0.75, "seconds": 1.1, "parameters": {}},
    ],
    "chosen": {"num_leaves": 16},
    "gain_by_seed": [0.001, 0.003],
    "kept": True,
}


def _step(name, gain, *, kept):
    return {
        "name": name,
        "auc_without": 0.75,
        "auc_with": 0.75 + gain,
        "gain": gain,
        "gain_by_seed": [gain - 0.001, gain + 0.001],
        "cost_without": 0.54,
        "cost_with": 0.53,
        "kept": kept,
    }


STEPS = {"steps": [_step("constraints", -0.0005, kept=True), _step("protected", 0.002, kept=False)]}
