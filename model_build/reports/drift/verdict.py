"""The project's own drift rule.

Evidently says "not detected" with 20 of 120 columns drifted (its default wants half of them). Here the data has
drifted if the score has, or any of the most important features, or more than a tenth of all features.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class DriftRule:
    """What counts as drift: the distance from which a column has drifted, and which columns may not."""

    threshold: float = 0.1
    top_features: int = 20
    largest_share: float = 0.10


@dataclass(frozen=True)
class DriftVerdict:
    """Whether the data has drifted, and by which parts of the rule."""

    is_drifted: bool
    score_drifted: bool
    top_drifted: tuple[str, ...]
    share_drifted: float
    too_many_drifted: bool


def assess_drift(
    drifted: Mapping[str, bool], by_importance: Sequence[str], *, score_drifted: bool, rule: DriftRule
) -> DriftVerdict:
    """Apply the rule to the features' own verdicts; ``by_importance`` names them, the most important first."""
    top = tuple(name for name in by_importance[: rule.top_features] if drifted[name])
    share = sum(drifted.values()) / max(1, len(drifted))
    too_many = share > rule.largest_share
    return DriftVerdict(score_drifted or bool(top) or too_many, score_drifted, top, share, too_many)


def to_dict(verdict: DriftVerdict, rule: DriftRule) -> dict[str, object]:
    """Return the verdict with its rule, for ``drift.json``."""
    return {**asdict(verdict), "top_drifted": list(verdict.top_drifted), "rule": asdict(rule)}
