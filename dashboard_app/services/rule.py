"""The rule by which a score becomes a decision, for everybody who is signed in."""

from dataclasses import dataclass

from dashboard_app.actor import EVERYBODY, Actor
from dashboard_app.services.access import require_role
from dashboard_app.store import Portfolio
from model_bundle.manifest import Costs, Threshold


@dataclass(frozen=True)
class Rule:
    """The limit with its band, what wrong decisions cost, and how many former applicants it was learnt from."""

    threshold: Threshold
    costs: Costs
    applicants: int


def rule(portfolio: Portfolio, actor: Actor) -> Rule:
    """Return the rule in force.

    Raises
    ------
    NotAllowedError
        The person has no role here.
    """
    require_role(actor, EVERYBODY)
    manifest = portfolio.bundle.manifest
    return Rule(manifest.threshold, manifest.costs, manifest.metrics.applicants)
