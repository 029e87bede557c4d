"""A fairness report as a bundle stores it."""

from model_bundle.reports import AttributeFairness, Estimate, FairnessReport, GroupFairness, GroupGap


def interval(value, width=0.02):
    """A figure with its interval."""
    return Estimate(value=value, low=value - width, high=value + width)


def gap(value):
    """A distance between two groups, with its interval."""
    return GroupGap(**dict(interval(value)), lowest="one", highest="other")


def _group(value, applicants, granted):
    size = {"value": value, "applicants": applicants, "defaults": applicants // 12}
    if applicants < 100:
        return GroupFairness(**size)
    return GroupFairness(
        **size,
        selection_rate=interval(granted),
        true_positive_rate=interval(0.6),
        false_positive_rate=interval(0.3),
        predicted=0.08,
        observed=interval(0.085),
    )


def _attribute(name, ratio, groups):
    return AttributeFairness(
        name=name,
        unknown=0,
        selection_rate_ratio=gap(ratio) if ratio else None,
        true_positive_rate_gap=gap(0.05),
        false_positive_rate_gap=gap(0.04),
        calibration_gap=gap(0.01),
        groups=groups,
    )


FAIRNESS = FairnessReport(
    rows="of this test",
    threshold=0.09,
    attributes=(
        _attribute(
            "gender",
            0.75,
            (
                _group("F", 6_000, 0.8),
                _group("M", 4_000, 0.6),
            ),
        ),
        _attribute(
            "age",
            0.9,
            (
                _group("20-29", 3_000, 0.63),
                _group("30-39", 4_000, 0.7),
                _group("60-69", 40, None),
            ),
        ),
        _attribute("family_status", None, (_group("Married", 60, None),)),
    ),
    auc=0.75,
    auc_with_protected=0.752,
    cost=0.54,
    cost_with_protected=0.538,
)
