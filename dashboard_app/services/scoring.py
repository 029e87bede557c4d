"""The score of one client and what it means at the threshold."""

from dataclasses import dataclass
from datetime import datetime

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.measures import SCORING_SECONDS
from dashboard_app.services.access import client_row
from dashboard_app.services.data_checks import require_score
from dashboard_app.services.disclosure import lower_risks
from dashboard_app.store import Portfolio
from model_bundle.decision import Decision, decide
from model_bundle.manifest import Threshold


@dataclass(frozen=True)
class Score:
    """A probability of default with the decision it leads to.

    ``safer_accepted`` and ``safer_all`` are the shares of former clients with a lower risk, of those below the
    threshold and of all, in steps of 5 points at fixed cuts; None where fewer than 100 people are on one side.
    ``scored_at`` is when the bundle was made: it holds the data that are scored.
    """

    client_id: int
    probability: float
    decision: Decision
    threshold: Threshold
    safer_accepted: float | None
    safer_all: float | None
    bundle_id: str
    scored_at: datetime

    @property
    def distance(self) -> float:
        """Probability minus threshold: negative where the credit can be granted."""
        return self.probability - self.threshold.value

    @property
    def is_above(self) -> bool:
        """Whether the risk reaches the threshold."""
        return self.probability >= self.threshold.value


@SCORING_SECONDS.labels("score").time()
def score(portfolio: Portfolio, actor: Actor, client_id: object) -> Score:
    """Return the score of a client that this person may see.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    DataCheckError
        Values of this client cannot be, and must be checked first.
    """
    row = client_row(portfolio, actor, client_id, Capability.READ_FILE)
    require_score(portfolio, row)
    manifest = portfolio.bundle.manifest
    # Scored anew by the model in force: what is shown and what is explained come from the same numbers.
    probability = float(portfolio.bundle.scorer.probabilities(portfolio.features[row].reshape(1, -1))[0])
    lower = lower_risks(portfolio, probability)
    return Score(
        client_id=int(portfolio.client_ids[row]),
        probability=probability,
        decision=decide(probability, manifest.threshold),
        threshold=manifest.threshold,
        safer_accepted=lower.accepted,
        safer_all=lower.all,
        bundle_id=manifest.bundle_id,
        scored_at=manifest.created_at,
    )
