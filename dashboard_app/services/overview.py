"""The model as a whole: what drives it, how good it is, what it says of itself."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard_app.actor import STAFF, Actor
from dashboard_app.services.access import require_role
from dashboard_app.store import Portfolio
from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.catalogue import Entry, Family
from model_bundle.manifest import Headline, Manifest

SHOWN_FEATURES = 15
BEESWARM_FEATURES = 12


@dataclass(frozen=True)
class FeatureImportance:
    """Mean absolute contribution of one feature, in log-odds."""

    entry: Entry
    importance: float


@dataclass(frozen=True)
class FamilyImportance:
    """Mean absolute contribution of one family, in log-odds."""

    family: Family
    importance: float


@dataclass(frozen=True)
class Swarm:
    """Values and contributions of one feature on the sample, both of shape (rows,)."""

    entry: Entry
    values: FloatArray
    contributions: FloatArray


@dataclass(frozen=True)
class Overview:
    """Everything that the model page shows."""

    manifest: Manifest
    features: tuple[FeatureImportance, ...]
    families: tuple[FamilyImportance, ...]
    swarms: tuple[Swarm, ...]
    card: str

    @property
    def headline(self) -> Headline:
        """The figures a reader asks for first."""
        return self.manifest.metrics


def overview(portfolio: Portfolio, actor: Actor, language: str) -> Overview:
    """Return the model page's content, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require_role(actor, STAFF)
    bundle = portfolio.bundle
    features = tuple(
        FeatureImportance(bundle.catalogue.features[row["name"]], row["importance"])
        for row in bundle.explanation["features"]
    )
    return Overview(
        manifest=bundle.manifest,
        features=features[:SHOWN_FEATURES],
        families=tuple(
            FamilyImportance(bundle.catalogue.families[row["name"]], row["importance"])
            for row in bundle.explanation["families"]
        ),
        swarms=tuple(_swarm(portfolio, part.entry) for part in features[:BEESWARM_FEATURES]),
        card=bundle.model_card(language),
    )


def evaluation(portfolio: Portfolio, actor: Actor) -> dict[str, Any]:
    """Return figures and curves of the out-of-fold evaluation, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require_role(actor, STAFF)
    return portfolio.bundle.evaluation


def _swarm(portfolio: Portfolio, entry: Entry) -> Swarm:
    sample = portfolio.bundle.shap_sample
    values = column_floats(sample, f"value.{entry.name}")
    contributions = column_floats(sample, f"contribution.{entry.name}")
    return Swarm(entry, values, np.ascontiguousarray(contributions))
