"""The model as a whole: what drives it, how it was measured, what it says of itself."""

import re
from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.disclosure import BeeswarmSummary, get_beeswarm
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry, Family

SHOWN_FEATURES = 15
BEESWARM_FEATURES = 12


@dataclass(frozen=True)
class FeatureImportance:
    """Mean absolute contribution of one feature, in log-odds."""

    entry: CatalogueEntry
    importance: float


@dataclass(frozen=True)
class FamilyImportance:
    """Mean absolute contribution of one family, in log-odds."""

    family: Family
    importance: float


@dataclass(frozen=True)
class Beeswarm:
    """The effects of one feature on the sample, summed up in dots that stand for ten applicants each."""

    entry: CatalogueEntry
    summary: BeeswarmSummary


@dataclass(frozen=True)
class Overview:
    """What weighs most: features and families, the most important first, and a sample of the first features."""

    features: tuple[FeatureImportance, ...]
    families: tuple[FamilyImportance, ...]
    beeswarms: tuple[Beeswarm, ...]


def overview(active_bundle: ActiveBundle, actor: Actor) -> Overview:
    """Return what drives the model as a whole, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require(actor, Capability.READ_MODEL)
    bundle = active_bundle.bundle
    features = tuple(
        FeatureImportance(bundle.catalogue.features[item.name], item.importance) for item in bundle.explanation.features
    )
    # Categories have no low and high values, which is what the shade of a dot would say.
    numeric = [part for part in features if not part.entry.categories]
    return Overview(
        features=features[:SHOWN_FEATURES],
        families=tuple(
            FamilyImportance(bundle.catalogue.families[item.name], item.importance)
            for item in bundle.explanation.families
        ),
        beeswarms=tuple(
            Beeswarm(part.entry, get_beeswarm(active_bundle, part.entry)) for part in numeric[:BEESWARM_FEATURES]
        ),
    )


def feature_ranking(active_bundle: ActiveBundle, actor: Actor) -> tuple[CatalogueEntry, ...]:
    """Return every feature, the most important first, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require(actor, Capability.READ_MODEL)
    entries = active_bundle.bundle.catalogue.features
    return tuple(entries[feature.name] for feature in active_bundle.bundle.explanation.features)


def model_card(active_bundle: ActiveBundle, actor: Actor, language: str) -> tuple[str, str]:
    """Return the title of the model card, and its text in Markdown as a part of a page that has its own headings.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require(actor, Capability.READ_MODEL)
    title, _, text = active_bundle.bundle.model_card(language).partition("\n")
    return title.lstrip("# ").strip(), re.sub(r"^(#+) ", r"#\1 ", text, flags=re.MULTILINE)
