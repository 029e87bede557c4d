"""How good the model is: figures and curves of the out-of-fold evaluation, typed, for staff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.disclosure import RiskHistogram, measured_share, risk_histogram, rounded_count
from dashboard_app.store import ActiveBundle
from model_bundle.manifest import Costs, Headline

_DIGITS = 3


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
    def repaid(self) -> int:
        """All who repaid."""
        return self.granted_repaid + self.refused_repaid

    @property
    def defaulted(self) -> int:
        """All who did not."""
        return self.granted_defaulted + self.refused_defaulted

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
class Interval:
    """Where a figure lies with 95 % confidence."""

    low: float
    high: float

    @classmethod
    def of(cls, found: Mapping[str, Any] | None) -> "Interval | None":
        """Read an interval; None where an older bundle has none."""
        return cls(found["low"], found["high"]) if found and found.get("low") is not None else None


@dataclass(frozen=True)
class RiskGroup:
    """Applicants of similar score: the mean estimate, and the share of them who did not repay with its interval."""

    estimated: float
    observed: float
    applicants: int
    interval: Interval | None


@dataclass(frozen=True)
class CostAt:
    """What decisions cost per applicant at one limit, with its interval, and the share refused there."""

    limit: float
    cost: float
    refused: float
    interval: Interval | None


@dataclass(frozen=True)
class Quality:
    """Everything that was measured; a bundle of an older contract has no intervals.

    Counts are rounded, and shares told in steps of ten applicants or more: see `dashboard_app.services.disclosure`.
    Points of ``roc`` are (share of good clients refused, share of defaults found), those of ``precision`` (share of
    defaults found, share of the refused who did not repay).
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
    scores: RiskHistogram
    auc_interval: Interval | None
    cost_interval: Interval | None
    limit_interval: Interval | None


def quality(active_bundle: ActiveBundle, actor: Actor) -> Quality:
    """Return what the evaluation of the active bundle measured, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require(actor, Capability.READ_MODEL)
    manifest, stored = active_bundle.bundle.manifest, active_bundle.bundle.evaluation
    outcomes = _outcomes(stored["confusion"])
    return Quality(
        headline=manifest.metrics,
        costs=manifest.costs,
        limit=stored["threshold"],
        cost_at_limit=stored["confusion"]["cost"],
        auc_by_fold=tuple(stored["auc_by_fold"]),
        calibration_error=stored["calibration_error"],
        outcomes=outcomes,
        roc=_curve(
            ((point["false_positive_rate"], point["true_positive_rate"]) for point in stored["roc"]),
            (outcomes.repaid, outcomes.defaulted),
        ),
        precision=_curve(
            ((point["recall"], point["precision"]) for point in stored["precision_recall"]),
            (outcomes.defaulted, outcomes.defaulted),
        ),
        calibration=tuple(_risk_group(group) for group in stored["calibration"]),
        cost_curve=tuple(
            CostAt(
                point["threshold"],
                round(point["cost"], _DIGITS),
                measured_share(point["refused"], outcomes.applicants),
                Interval.of(point),
            )
            for point in stored["cost_curve"]
        ),
        scores=risk_histogram(active_bundle),
        auc_interval=Interval.of(stored.get("auc_interval")),
        cost_interval=Interval.of(stored.get("cost_interval")),
        limit_interval=Interval.of(stored.get("threshold_interval")),
    )


def _outcomes(confusion: dict[str, Any]) -> Outcomes:
    # Positive means refused.
    return Outcomes(
        granted_repaid=rounded_count(confusion["true_negative"]),
        granted_defaulted=rounded_count(confusion["false_negative"]),
        refused_repaid=rounded_count(confusion["false_positive"]),
        refused_defaulted=rounded_count(confusion["true_positive"]),
    )


def _curve(points: Iterable[tuple[float, float]], people: tuple[int, int]) -> tuple[tuple[float, float], ...]:
    """Return the points of a curve in steps of ten people; those that fall on the one before are left out."""
    found = ((measured_share(across, people[0]), measured_share(up, people[1])) for across, up in points)
    return tuple(dict.fromkeys(found))


def _risk_group(group: Mapping[str, Any]) -> RiskGroup:
    people = group["applicants"]
    interval = Interval.of(group)
    return RiskGroup(
        estimated=round(group["predicted"], _DIGITS),
        observed=measured_share(group["observed"], people),
        applicants=rounded_count(people),
        interval=interval and Interval(measured_share(interval.low, people), measured_share(interval.high, people)),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
