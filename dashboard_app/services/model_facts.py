"""What the bundle says of its model: figures, limits, importance, and every feature with its definition."""

from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.services.overview import FamilyImportance, FeatureImportance
from dashboard_app.store import ActiveBundle
from model_bundle.manifest import Manifest


@dataclass(frozen=True)
class ModelFacts:
    """The manifest, how many trees the model has, and the mean absolute contribution of each family, in log-odds."""

    manifest: Manifest
    trees: int
    families: tuple[FamilyImportance, ...]


def model_facts(active_bundle: ActiveBundle, actor: Actor) -> ModelFacts:
    """Return what is known of the active model, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    """
    require(actor, Capability.READ_MODEL)
    bundle = active_bundle.bundle
    families = tuple(
        FamilyImportance(bundle.catalogue.families[item.name], item.importance) for item in bundle.explanation.families
    )
    return ModelFacts(bundle.manifest, bundle.scorer.trees, families)


def feature_facts(
    active_bundle: ActiveBundle, actor: Actor, family: str | None = None
) -> tuple[FeatureImportance, ...]:
    """Return every feature in the order of the vector, or those of one family, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidRequestError
        There is no such family.
    """
    require(actor, Capability.READ_MODEL)
    bundle = active_bundle.bundle
    if family is not None and family not in bundle.catalogue.families:
        raise InvalidRequestError(f"There is no family {family[:40]!r}. Choose one of the catalogue.")
    importance = {item.name: item.importance for item in bundle.explanation.features}
    return tuple(
        FeatureImportance(entry, importance[name])
        for name, entry in bundle.catalogue.features.items()
        if family is None or entry.family == family
    )
