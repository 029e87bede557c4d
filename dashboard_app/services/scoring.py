"""The score of one client and what it means at the threshold."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from dashboard_app.instrumentation import SCORING_SECONDS
from dashboard_app.services.client_file import ClientFile
from dashboard_app.services.data_checks import require_score
from dashboard_app.services.disclosure import lower_risks
from model_bundle.decision import Decision, decide
from model_bundle.manifest import Threshold
from model_bundle.scorer import sigmoid


@dataclass(frozen=True)
class Score:
    """A probability of default with the decision it leads to.

    ``risk_percentile_accepted`` and ``risk_percentile_all`` are the shares of former clients with a lower
    risk, of those below the threshold and of all, in steps of 5 points at fixed cuts; None where fewer than 100 people
    are on one side.
    ``scored_at`` is when the bundle was made: it holds the data that are scored.
    """

    client_id: int
    probability: float
    decision: Decision
    threshold: Threshold
    risk_percentile_accepted: float | None
    risk_percentile_all: float | None
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
def score(file: ClientFile) -> Score:
    """Return the score of a client.

    Raises
    ------
    DataCheckError
        Values of this client cannot be, and must be checked first.
    """
    require_score(file)
    manifest = file.active_bundle.bundle.manifest
    # Scored anew by the active model: what is shown and what is explained come from the same numbers.
    probability = float(sigmoid(np.array([file.log_odds]))[0])
    lower = lower_risks(file.active_bundle, probability)
    return Score(
        client_id=file.client_id,
        probability=probability,
        decision=decide(probability, manifest.threshold),
        threshold=manifest.threshold,
        risk_percentile_accepted=lower.accepted,
        risk_percentile_all=lower.all,
        bundle_id=manifest.bundle_id,
        scored_at=manifest.created_at,
    )
