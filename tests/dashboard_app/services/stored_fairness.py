"""A fairness report as a bundle stores it."""


def interval(value, width=0.02):
    """A figure with its interval."""
    return {"value": value, "low": value - width, "high": value + width}


NOTHING = {"value": None, "low": None, "high": None}


def _group(value, applicants, granted):
    is_small = applicants < 100
    rate = (lambda _: NOTHING) if is_small else interval
    return {
        "value": value,
        "applicants": applicants,
        "defaults": applicants // 12,
        "selection_rate": rate(granted),
        "true_positive_rate": rate(0.6),
        "false_positive_rate": rate(0.3),
        "predicted": None if is_small else 0.08,
        "observed": rate(0.085),
    }


def _attribute(name, ratio, groups):
    return {
        "name": name,
        "selection_rate_ratio": interval(ratio) if ratio else NOTHING,
        "true_positive_rate_gap": interval(0.05),
        "false_positive_rate_gap": interval(0.04),
        "calibration_gap": interval(0.01),
        "groups": groups,
    }


FAIRNESS = {
    "threshold": 0.09,
    "attributes": [
        _attribute("gender", 0.75, [_group("F", 6_000, 0.8), _group("M", 4_000, 0.6)]),
        _attribute("age", 0.9, [_group("20-29", 3_000, 0.63), _group("30-39", 4_000, 0.7), _group("60-69", 40, None)]),
        _attribute("family_status", None, [_group("Married", 60, None)]),
    ],
    "auc": 0.75,
    "auc_with_protected": 0.752,
    "cost": 0.54,
    "cost_with_protected": 0.538,
}
