"""The decision policy, readable by every signed-in user."""

from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry
from model_bundle.manifest import Costs, Threshold
from model_bundle.naming import ALL_GROUNDS, Ground


@dataclass(frozen=True)
class DecisionPolicy:
    """The threshold with its band, what wrong decisions cost, and how many former applicants it was learnt from.

    ``left_out`` are the fields of the form that may never be a reason and that the model does not look at;
    ``protected`` are the grounds that are never a reason.
    """

    threshold: Threshold
    costs: Costs
    applicants: int
    left_out: tuple[CatalogueEntry, ...]
    protected: frozenset[Ground] = ALL_GROUNDS


def get_decision_policy(active_bundle: ActiveBundle, actor: Actor) -> DecisionPolicy:
    """Return the decision policy.

    Raises
    ------
    NotAllowedError
        The person has no role here.
    """
    require(actor, Capability.READ_HELP)
    manifest, catalogue = active_bundle.bundle.manifest, active_bundle.bundle.catalogue
    return DecisionPolicy(
        threshold=manifest.threshold,
        costs=manifest.costs,
        applicants=manifest.metrics.applicants,
        left_out=tuple(
            entry for name, entry in catalogue.columns.items() if entry.protected and name not in catalogue.features
        ),
        protected=active_bundle.protected_grounds,
    )
