"""Drift between the applicants who trained the model and those to be decided, for administrators."""

from dataclasses import dataclass
from typing import Any

from dashboard_app.actor import ADMINS, Actor
from dashboard_app.services.access import require_role
from dashboard_app.store import Portfolio
from model_bundle.catalogue import Entry


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

    @property
    def weight(self) -> float:
        """Distance weighted by importance: what is worth looking at first."""
        return (self.distance or 0.0) * self.importance


@dataclass(frozen=True)
class Drift:
    """The verdict by the project's own rule, and every feature, the weightiest first."""

    is_drifted: bool
    score_drifted: bool
    score_distance: float
    top_drifted: tuple[Entry, ...]
    share_drifted: float
    largest_share: float
    top_features: int
    threshold: float
    reference_rows: int
    current_rows: int
    features: tuple[DriftedFeature, ...]

    @property
    def drifted(self) -> int:
        """How many features have drifted."""
        return sum(feature.drifted for feature in self.features)


def drift(portfolio: Portfolio, actor: Actor) -> Drift:
    """Return the drift of the bundle in force, for administrators.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    """
    require_role(actor, ADMINS)
    stored, entries = portfolio.bundle.drift, portfolio.bundle.catalogue.features
    verdict = stored["verdict"]
    features = [_feature(entries[row["name"]], row) for row in stored["features"]]
    return Drift(
        is_drifted=verdict["is_drifted"],
        score_drifted=verdict["score_drifted"],
        score_distance=stored["score"]["distance"],
        top_drifted=tuple(entries[name] for name in verdict["top_drifted"]),
        share_drifted=verdict["share_drifted"],
        largest_share=verdict["rule"]["largest_share"],
        top_features=verdict["rule"]["top_features"],
        threshold=stored["threshold"],
        reference_rows=stored["reference_rows"],
        current_rows=stored["current_rows"],
        features=tuple(sorted(features, key=lambda feature: (not feature.drifted, -feature.weight))),
    )


def report(portfolio: Portfolio, actor: Actor) -> bytes:
    """Return Evidently's own page, for administrators.

    Raises
    ------
    NotAllowedError
        The person is no administrator.
    """
    require_role(actor, ADMINS)
    return portfolio.bundle.drift_report.read_bytes()


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
    )
