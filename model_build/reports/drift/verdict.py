"""The project's own drift rule.

Evidently says "not detected" with 20 of 120 columns drifted (its default wants half of them). Here the data has
drifted if the score has, or any of the most important features, or more than a tenth of all features.
"""

from collections.abc import Mapping, Sequence

from model_bundle.reports import DriftRule, DriftVerdict


def assess_drift(
    drifted: Mapping[str, bool], by_importance: Sequence[str], *, score_drifted: bool, rule: DriftRule
) -> DriftVerdict:
    """Apply the rule to the features' own verdicts; ``by_importance`` names them, the most important first."""
    top = tuple(name for name in by_importance[: rule.top_features] if drifted[name])
    share = sum(drifted.values()) / max(1, len(drifted))
    too_many = share > rule.largest_share
    return DriftVerdict(
        is_drifted=score_drifted or bool(top) or too_many,
        score_drifted=score_drifted,
        top_drifted=top,
        share_drifted=share,
        too_many_drifted=too_many,
        rule=rule,
    )
