"""How good the model is: figures and curves of the out-of-fold evaluation, typed, for staff."""

from dataclasses import dataclass
from typing import Any

from dashboard_app.actor import STAFF, Actor
from dashboard_app.services.access import require_role
from dashboard_app.store import Portfolio
from model_bundle.manifest import Costs, Headline


@dataclass(frozen=True)
class Outcomes:
    """How many former applicants the limit would have granted or refused, by what became of their credit."""

    granted_repaid: int
    granted_defaulted: int
    refused_repaid: int
    refused_defaulted: int

    @property
    def applicants(self) -> int:
        """All that were judged."""
        return self.granted_repaid + self.granted_defaulted + self.refused_repaid + self.refused_defaulted

    @property
    def refused_of_repaid(self) -> float:
        """Share of those who repaid that the limit refuses."""
        return _share(self.refused_repaid, self.refused_repaid + self.granted_repaid)

    @property
    def refused_of_defaulted(self) -> float:
        """Share of those who did not repay that the limit refuses."""
        return _share(self.refused_defaulted, self.refused_defaulted + self.granted_defaulted)

    @property
    def defaulted_of_refused(self) -> float:
        """Share of the refused who did not repay."""
        return _share(self.refused_defaulted, self.refused_defaulted + self.refused_repaid)


@dataclass(frozen=True)
class RiskGroup:
    """Applicants of similar score: the mean estimate, and the share of them who did not repay."""

    estimated: float
    observed: float
    applicants: int


@dataclass(frozen=True)
class CostAt:
    """What decisions cost per applicant at one limit, and the share refused there."""

    limit: float
    cost: float
    refused: float


@dataclass(frozen=True)
class Scores:
    """Estimates of both groups: shares per bin; ``edges`` has one value more. The last bin holds what lies beyond."""

    edges: tuple[float, ...]
    repaid: tuple[float, ...]
    defaulted: tuple[float, ...]


@dataclass(frozen=True)
class Quality:
    """Everything that was measured. Points of ``roc`` are (share of good clients refused, share of defaults found).

    Points of ``precision`` are (share of defaults found, share of the refused who did not repay).
    """

    headline: Headline
    costs: Costs
    limit: float
    cost_at_limit: float
    auc_by_fold: tuple[float, ...]
    calibration_error: float
    outcomes: Outcomes
    roc: tuple[tuple[float, float], ...]
    precision: tuple[tuple[float, float], ...]
    calibration: tuple[RiskGroup, ...]
    cost_curve: tuple[CostAt, ...]
    scores: Scores


def quality(portfolio: Portfolio, actor: Actor) -> Quality:
    """Return what the evaluation of the bundle in force measured, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require_role(actor, STAFF)
    manifest, stored = portfolio.bundle.manifest, portfolio.bundle.evaluation
    return Quality(
        headline=manifest.metrics,
        costs=manifest.costs,
        limit=stored["threshold"],
        cost_at_limit=stored["confusion"]["cost"],
        auc_by_fold=tuple(stored["auc_by_fold"]),
        calibration_error=stored["calibration_error"],
        outcomes=_outcomes(stored["confusion"]),
        roc=tuple((point["false_positive_rate"], point["true_positive_rate"]) for point in stored["roc"]),
        precision=tuple((point["recall"], point["precision"]) for point in stored["precision_recall"]),
        calibration=tuple(
            RiskGroup(group["predicted"], group["observed"], group["applicants"]) for group in stored["calibration"]
        ),
        cost_curve=tuple(CostAt(point["threshold"], point["cost"], point["refused"]) for point in stored["cost_curve"]),
        scores=Scores(**{side: tuple(stored["scores"][side]) for side in ("edges", "repaid", "defaulted")}),
    )


def _outcomes(confusion: dict[str, Any]) -> Outcomes:
    # Positive means refused.
    return Outcomes(
        granted_repaid=confusion["true_negative"],
        granted_defaulted=confusion["false_negative"],
        refused_repaid=confusion["false_positive"],
        refused_defaulted=confusion["true_positive"],
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
