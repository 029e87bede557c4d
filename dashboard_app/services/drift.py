"""Drift between the applicants who trained the model and those to be decided, for administrators."""

from dataclasses import dataclass
from datetime import datetime

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.durations import edges_as_displayed, shares_as_displayed
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry
from model_bundle.reports import DriftBins, DriftReport, DriftRule, DriftVerdict, FeatureDrift


@dataclass(frozen=True)
class DriftedFeature:
    """How far one feature moved; ``bins`` are in the order in which a reader counts."""

    entry: CatalogueEntry
    measured: FeatureDrift
    bins: DriftBins


@dataclass(frozen=True)
class Drift:
    """The report that the build wrote, with its features: those that moved first, the weightiest first."""

    report: DriftReport
    top_drifted: tuple[CatalogueEntry, ...]
    features: tuple[DriftedFeature, ...]
    compared_at: datetime

    @property
    def verdict(self) -> DriftVerdict:
        """The verdict by the project's own rule."""
        return self.report.verdict

    @property
    def rule(self) -> DriftRule:
        """What counts as drift."""
        return self.report.verdict.rule

    @property
    def drifted(self) -> int:
        """How many features have drifted."""
        return sum(feature.measured.is_drifted for feature in self.features)

    @property
    def first(self) -> tuple[DriftedFeature, ...]:
        """The features to look at first: those that moved, and the most important ones."""
        ranked = sorted(self.features, key=lambda feature: -feature.measured.importance)
        important = {feature.entry.name for feature in ranked[: self.rule.top_features]}
        return tuple(
            feature for feature in self.features if feature.measured.is_drifted or feature.entry.name in important
        )

    @property
    def others(self) -> tuple[DriftedFeature, ...]:
        """The features that neither moved nor matter much."""
        first = {feature.entry.name for feature in self.first}
        return tuple(feature for feature in self.features if feature.entry.name not in first)


def drift(active_bundle: ActiveBundle, actor: Actor) -> Drift:
    """Return the drift of the active bundle, for administrators.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    """
    require(actor, Capability.READ_DRIFT)
    report, entries = active_bundle.bundle.drift, active_bundle.bundle.catalogue.features
    features = [_feature(entries[measured.name], measured) for measured in report.features]
    return Drift(
        report=report,
        top_drifted=tuple(entries[name] for name in report.verdict.top_drifted),
        features=tuple(
            sorted(features, key=lambda feature: (not feature.measured.is_drifted, -feature.measured.weight))
        ),
        compared_at=active_bundle.bundle.manifest.created_at,
    )


def get_feature_drift(active_bundle: ActiveBundle, actor: Actor, feature: str) -> DriftedFeature:
    """Return the drift of one feature, for administrators.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        The report has no such feature.
    """
    require(actor, Capability.READ_DRIFT)
    measured = next((candidate for candidate in active_bundle.bundle.drift.features if candidate.name == feature), None)
    if measured is None:
        raise InvalidRequestError(f"There is no feature {str(feature)[:40]!r}. Choose one that the page offers.")
    return _feature(active_bundle.bundle.catalogue.features[feature], measured)


def report(active_bundle: ActiveBundle, actor: Actor) -> bytes:
    """Return Evidently's own page, for administrators.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    """
    require(actor, Capability.READ_DRIFT)
    return active_bundle.bundle.drift_report.read_bytes()


def _feature(entry: CatalogueEntry, measured: FeatureDrift) -> DriftedFeature:
    displayed = {
        "edges": edges_as_displayed(entry, measured.bins.edges),
        "reference": shares_as_displayed(entry, measured.bins.reference),
        "current": shares_as_displayed(entry, measured.bins.current),
    }
    return DriftedFeature(entry, measured, measured.bins.model_copy(update=displayed))
