"""Drift between the applicants who trained the model and those to be decided, for administrators."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.durations import edges_as_displayed, shares_as_displayed
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import Entry


@dataclass(frozen=True)
class Bins:
    """Shares of both sides, per bin or category, of the known values.

    ``edges`` has one value more than the shares (numbers) or is empty (categories, in the catalogue's order). Where
    neither side has a value, both are empty.
    """

    edges: tuple[float, ...]
    reference: tuple[float, ...]
    current: tuple[float, ...]


@dataclass(frozen=True)
class DriftedFeature:
    """How far one feature moved; ``distance`` is None where nothing could be measured."""

    entry: Entry
    method: str
    distance: float | None
    drifted: bool
    importance: float
    missing_reference: float
    missing_current: float
    new_categories: tuple[str, ...]
    bins: Bins

    @property
    def weight(self) -> float:
        """Distance weighted by importance: what is worth looking at first."""
        return (self.distance or 0.0) * self.importance


@dataclass(frozen=True)
class Drift:
    """The verdict by the project's own rule, and every feature, the weightiest first; the build compares them.

    ``report_columns`` of ``report_of`` columns compared are in Evidently's page; None in bundles that do not say.
    """

    is_drifted: bool
    score_drifted: bool
    score_distance: float
    score_bins: Bins
    top_drifted: tuple[Entry, ...]
    share_drifted: float
    largest_share: float
    top_features: int
    threshold: float
    reference_rows: int
    current_rows: int
    reference_sample: int
    current_sample: int
    report_columns: int | None
    report_of: int | None
    features: tuple[DriftedFeature, ...]
    compared_at: datetime

    @property
    def drifted(self) -> int:
        """How many features have drifted."""
        return sum(feature.drifted for feature in self.features)

    @property
    def first(self) -> tuple[DriftedFeature, ...]:
        """The features to look at first: those that moved, and the most important ones."""
        ranked = sorted(self.features, key=lambda feature: -feature.importance)
        important = {feature.entry.name for feature in ranked[: self.top_features]}
        return tuple(feature for feature in self.features if feature.drifted or feature.entry.name in important)

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
        The person is no administrator.
    """
    require(actor, Capability.READ_DRIFT)
    stored, entries = active_bundle.bundle.drift, active_bundle.bundle.catalogue.features
    verdict = stored["verdict"]
    features = [_feature(entries[row["name"]], row) for row in stored["features"]]
    return Drift(
        is_drifted=verdict["is_drifted"],
        score_drifted=verdict["score_drifted"],
        score_distance=stored["score"]["distance"],
        score_bins=Bins(**{side: tuple(shares) for side, shares in stored["score"]["bins"].items()}),
        top_drifted=tuple(entries[name] for name in verdict["top_drifted"]),
        share_drifted=verdict["share_drifted"],
        largest_share=verdict["rule"]["largest_share"],
        top_features=verdict["rule"]["top_features"],
        threshold=stored["threshold"],
        reference_rows=stored["reference_rows"],
        current_rows=stored["current_rows"],
        reference_sample=stored["compared_rows"]["reference"],
        current_sample=stored["compared_rows"]["current"],
        report_columns=stored.get("report", {}).get("columns"),
        report_of=stored.get("report", {}).get("of"),
        features=tuple(sorted(features, key=lambda feature: (not feature.drifted, -feature.weight))),
        compared_at=active_bundle.bundle.manifest.created_at,
    )


def drift_of(active_bundle: ActiveBundle, actor: Actor, feature: str) -> DriftedFeature:
    """Return the drift of one feature, for administrators.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    InvalidRequestError
        The report has no such feature.
    """
    require(actor, Capability.READ_DRIFT)
    row = next((row for row in active_bundle.bundle.drift["features"] if row["name"] == feature), None)
    if row is None:
        raise InvalidRequestError(f"There is no feature {str(feature)[:40]!r}. Choose one that the page offers.")
    return _feature(active_bundle.bundle.catalogue.features[feature], row)


def report(active_bundle: ActiveBundle, actor: Actor) -> bytes:
    """Return Evidently's own page, for administrators.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    """
    require(actor, Capability.READ_DRIFT)
    return active_bundle.bundle.drift_report.read_bytes()


def _feature(entry: Entry, row: dict[str, Any]) -> DriftedFeature:
    return DriftedFeature(
        entry=entry,
        method=row["method"],
        distance=row["distance"],
        drifted=row["drifted"],
        importance=row["importance"],
        missing_reference=row["missing_reference"],
        missing_current=row["missing_current"],
        new_categories=tuple(row["new_categories"]),
        bins=Bins(
            edges_as_displayed(entry, row["bins"].get("edges", ())),
            shares_as_displayed(entry, row["bins"]["reference"]),
            shares_as_displayed(entry, row["bins"]["current"]),
        ),
    )
