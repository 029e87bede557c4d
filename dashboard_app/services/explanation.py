"""Why one client has this score: contributions by feature and by family, in log-odds, and the reasons to be named.

Everything is relative to the average client below the threshold. The shares and strengths that people read are
computed here; words are chosen by the components.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from dashboard_app.i18n.phrases import Values
from dashboard_app.instrumentation import SCORING_SECONDS
from dashboard_app.services.client_file import ClientFile
from dashboard_app.services.contributions import (
    FamilyContribution,
    FeatureContribution,
    Strength,
    get_strength,
    sum_by_family,
)
from dashboard_app.services.data_checks import require_score
from dashboard_app.services.reasons import (
    ENOUGH_REASONS,
    NAMED_SHARE,
    Fact,
    Reason,
    classify,
    find_reasons,
)
from dashboard_app.steps import three_digits
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import FloatArray
from model_bundle.scorer import sigmoid

__all__ = [
    "NAMED_SHARE",
    "REASONS_PER_SIDE",
    "STRONGEST",
    "Explanation",
    "Fact",
    "FamilyContribution",
    "FeatureContribution",
    "Reason",
    "Strength",
    "explain",
    "explain_vector",
    "get_strength",
]
REASONS_PER_SIDE = 4
STRONGEST = 10
SCORES_FAMILY = "external_ratings"


@dataclass(frozen=True)
class Explanation:
    """All contributions of one score; ``base`` plus their sum is the log-odds of the score.

    ``found`` are the reasons of both sides, strongest first; ``protected`` is what protected features add together;
    ``is_above`` says that the risk reaches the threshold; ``values`` are the features of the client, by name, and
    ``nameable`` the names of those that may be part of a reason.
    """

    base: float
    features: tuple[FeatureContribution, ...]
    families: tuple[FamilyContribution, ...]
    ranked_reasons: tuple[Reason, ...] = ()
    protected: float = 0.0
    is_above: bool = False
    values: Values = field(default_factory=lambda: Values({}, {}))
    nameable: Collection[str] = ()

    @cached_property
    def strongest(self) -> tuple[FeatureContribution, ...]:
        """The features that weigh most of those that may be named, strongest first; ties in the vector's order."""
        named = (part for part in self.features if part.entry.name in self.nameable)
        return tuple(sorted(named, key=lambda part: -abs(part.contribution))[:STRONGEST])

    @cached_property
    def rest(self) -> float:
        """What all features but the strongest add together."""
        named = {part.entry.name for part in self.strongest}
        return float(sum(part.contribution for part in self.features if part.entry.name not in named))

    def reasons(self, *, raising: bool) -> tuple[Reason, ...]:
        """Return the reasons to be named on one side, strongest first."""
        return tuple(part for part in self.ranked_reasons if part.raises is raising)[:REASONS_PER_SIDE]

    @property
    def has_enough_against(self) -> bool:
        """Whether there are enough reasons against the client that weigh clearly, and that they can talk about."""
        weighty = (part for part in self.reasons(raising=True) if part.facts and part.share >= NAMED_SHARE)
        return len(list(weighty)) >= ENOUGH_REASONS

    @property
    def do_scores_decide(self) -> bool:
        """Whether the external scores are the strongest reason against the client."""
        return any(part.family.name == SCORES_FAMILY for part in self.reasons(raising=True)[:1])

    @property
    def protected_share(self) -> float:
        """The share of what protected features add together in all that weighs."""
        return abs(self.protected) / (sum(abs(part.contribution) for part in self.families) or 1.0)

    @property
    def unnamed(self) -> tuple[FamilyContribution, ...]:
        """The confirmed families that ``reasons`` names on neither side, but for those that may never be a reason."""
        reasons = (*self.reasons(raising=True), *self.reasons(raising=False))
        named = {part.family.name for part in reasons}
        return tuple(
            part for part in self.families if part.family.name not in named and part.is_confirmed and part.is_reason
        )

    @property
    def unconfirmed(self) -> tuple[FamilyContribution, ...]:
        """The families whose effect scoring again does not confirm."""
        return tuple(part for part in self.families if not part.is_confirmed)


@SCORING_SECONDS.labels("explain").time()
def explain(file: ClientFile) -> Explanation:
    """Return the explanation of a client's score.

    Raises
    ------
    DataCheckError
        Values of this client cannot be, and must be checked first.
    """
    require_score(file)
    return explain_vector(file.active_bundle, file.features)


def explain_vector(active_bundle: ActiveBundle, row: FloatArray) -> Explanation:
    """Return the explanation of the score of a feature vector of shape (features,).

    A family whose effect does not survive re-scoring keeps its place in the sum but is no reason: it is set to what is
    typical of clients below the threshold, the row is scored again, and the sign of the difference must agree.
    """
    contributions = active_bundle.bundle.scorer.explain(row)
    catalogue = active_bundle.bundle.catalogue
    # The same for every client.
    entries = active_bundle.cached(
        "entries", lambda: tuple(catalogue.features[name] for name in active_bundle.feature_index)
    )
    typical = active_bundle.cached("typical", lambda: tuple(map(three_digits, active_bundle.typical.tolist())))
    features = tuple(map(FeatureContribution, entries, row.tolist(), typical, contributions.values.tolist()))
    families = sum_by_family(features, catalogue.families)
    log_odds = contributions.base + sum(part.contribution for part in features)
    is_above = bool(sigmoid(np.array([log_odds]))[0] >= active_bundle.bundle.manifest.threshold.value)
    values = Values(catalogue.features, {part.entry.name: part.value for part in features})
    nameable = classify(active_bundle, features)
    ranked = find_reasons(active_bundle, row, families, values, nameable=nameable.named, is_above=is_above)
    protected = sum(part.contribution for part in features if part.entry.name in nameable.protected)
    marked = tuple(
        replace(
            part,
            share=0.0 if part.family.name in ranked.doubtful else part.share,
            is_confirmed=part.family.name not in ranked.doubtful,
            is_reason=any(member.entry.name in nameable.named for member in part.members),
        )
        for part in families
    )
    return Explanation(
        contributions.base, features, marked, ranked.reasons, protected, is_above, values, nameable.named
    )
