"""How good the model is: figures and curves of the out-of-fold evaluation, typed, for staff."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.disclosure import RiskHistogram, measured_share, risk_histogram, rounded_count
from dashboard_app.store import ActiveBundle
from model_bundle.manifest import Costs, Headline
from model_bundle.reports import CalibrationBin, ConfusionMatrix, CostPoint, Interval

_DIGITS = 3


@dataclass(frozen=True)
class Outcomes:
    """How many former applicants the threshold would have granted or refused, by what became of their credit."""

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
        """Share of those who repaid that the threshold refuses."""
        return _share(self.refused_repaid, self.refused_repaid + self.granted_repaid)

    @property
    def refused_of_defaulted(self) -> float:
        """Share of those who did not repay that the threshold refuses."""
        return _share(self.refused_defaulted, self.refused_defaulted + self.granted_defaulted)

    @property
    def defaulted_of_refused(self) -> float:
        """Share of the refused who did not repay."""
        return _share(self.refused_defaulted, self.refused_defaulted + self.refused_repaid)


@dataclass(frozen=True)
class Quality:
    """Everything that was measured; a bundle of an older contract has no intervals.

    Counts are rounded, and shares told in steps of ten applicants or more: see `dashboard_app.services.disclosure`.
    Points of ``roc`` are (share of good clients refused, share of defaults found), those of ``precision`` (share of
    defaults found, share of the refused who did not repay).
    """

    headline: Headline
    costs: Costs
    threshold: float
    cost_at_threshold: float
    auc_by_fold: tuple[float, ...]
    calibration_error: float
    outcomes: Outcomes
    roc: tuple[tuple[float, float], ...]
    precision: tuple[tuple[float, float], ...]
    calibration: tuple[CalibrationBin, ...]
    cost_curve: tuple[CostPoint, ...]
    scores: RiskHistogram
    auc_interval: Interval | None
    cost_interval: Interval | None
    threshold_interval: Interval | None


def quality(active_bundle: ActiveBundle, actor: Actor) -> Quality:
    """Return what the evaluation of the active bundle measured, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require(actor, Capability.READ_MODEL)
    manifest, evaluation = active_bundle.bundle.manifest, active_bundle.bundle.evaluation
    outcomes = _outcomes(evaluation.confusion)
    return Quality(
        headline=manifest.metrics,
        costs=manifest.costs,
        threshold=evaluation.threshold,
        cost_at_threshold=evaluation.confusion.cost(manifest.costs),
        auc_by_fold=evaluation.auc_by_fold,
        calibration_error=evaluation.calibration_error,
        outcomes=outcomes,
        roc=_curve(
            ((point.false_positive_rate, point.true_positive_rate) for point in evaluation.roc),
            (outcomes.repaid, outcomes.defaulted),
        ),
        precision=_curve(
            ((point.recall, point.precision) for point in evaluation.precision_recall),
            (outcomes.defaulted, outcomes.defaulted),
        ),
        calibration=tuple(_in_steps(group) for group in evaluation.calibration),
        cost_curve=tuple(
            point.model_copy(
                update={
                    "cost": round(point.cost, _DIGITS),
                    "refused": measured_share(point.refused, outcomes.applicants),
                }
            )
            for point in evaluation.cost_curve
        ),
        scores=risk_histogram(active_bundle),
        auc_interval=evaluation.auc_interval,
        cost_interval=evaluation.cost_interval,
        threshold_interval=evaluation.threshold_interval,
    )


def _outcomes(confusion: ConfusionMatrix) -> Outcomes:
    # Positive means refused.
    return Outcomes(
        granted_repaid=rounded_count(confusion.true_negative),
        granted_defaulted=rounded_count(confusion.false_negative),
        refused_repaid=rounded_count(confusion.false_positive),
        refused_defaulted=rounded_count(confusion.true_positive),
    )


def _curve(points: Iterable[tuple[float, float]], people: tuple[int, int]) -> tuple[tuple[float, float], ...]:
    """Return the points of a curve in steps of ten people; those that fall on the one before are left out."""
    rounded = ((measured_share(across, people[0]), measured_share(up, people[1])) for across, up in points)
    return tuple(dict.fromkeys(rounded))


def _in_steps(group: CalibrationBin) -> CalibrationBin:
    """Return a group of similar risk with its count rounded and its shares in steps of ten people."""
    people, interval = group.applicants, group.interval
    return CalibrationBin(
        predicted=round(group.predicted, _DIGITS),
        observed=measured_share(group.observed, people),
        applicants=rounded_count(people),
        interval=interval
        and Interval(low=measured_share(interval.low, people), high=measured_share(interval.high, people)),
    )


def _share(part: int, total: int) -> float:
    return part / total if total else float("nan")
