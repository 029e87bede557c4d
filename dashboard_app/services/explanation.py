"""Why one client has this score: contributions by feature and by family, in log-odds.

Everything is relative to the average accepted client. The shares and strengths that people read are computed here;
words are chosen by the components.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.measures import SCORING_SECONDS
from dashboard_app.services.access import client_row
from dashboard_app.services.data_checks import require_score
from dashboard_app.steps import three_digits
from dashboard_app.store import Portfolio
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import Entry, Family

NAMED_SHARE = 0.05
"""A family under this share of the total is not named."""
REASONS_PER_SIDE = 4
STRONGEST = 10
_STRONG, _MODERATE = 0.20, 0.10


class Strength(StrEnum):
    """How much a part weighs, by its share of all that weighs."""

    STRONG = "strong"
    MODERATE = "moderate"
    SLIGHT = "slight"


@dataclass(frozen=True)
class FeatureContribution:
    """What one feature adds to the log-odds; positive raises the risk. NaN values are missing.

    ``typical`` is told to three digits: the exact one may be that of a person.
    """

    entry: Entry
    value: float
    typical: float
    contribution: float

    @property
    def raises(self) -> bool:
        """Whether it raises the risk."""
        return self.contribution > 0

    @property
    def is_typical(self) -> bool:
        """Whether the value is the typical one, as far as that is told."""
        return self.value == self.typical or three_digits(self.value) == self.typical


@dataclass(frozen=True)
class FamilyContribution:
    """What a family of features adds together, its strongest members first."""

    family: Family
    contribution: float
    share: float
    members: tuple[FeatureContribution, ...]
    is_confirmed: bool = True

    @property
    def raises(self) -> bool:
        """Whether it raises the risk."""
        return self.contribution > 0

    @property
    def strength(self) -> Strength:
        """How much it weighs, for the words of the page."""
        if self.share >= _STRONG:
            return Strength.STRONG
        return Strength.MODERATE if self.share >= _MODERATE else Strength.SLIGHT

    @property
    def leading(self) -> FeatureContribution:
        """The member that weighs most in the direction of the family, preferably one that is not typical.

        Beside a typical value the same value would explain nothing.
        """
        pushing = [member for member in self.members if member.raises is self.raises]
        apart = [member for member in pushing if not member.is_typical]
        return max(apart or pushing or self.members, key=lambda member: abs(member.contribution))


@dataclass(frozen=True)
class Explanation:
    """All contributions of one score; ``base`` plus their sum is the log-odds of the score."""

    base: float
    features: tuple[FeatureContribution, ...]
    families: tuple[FamilyContribution, ...]

    @cached_property
    def strongest(self) -> tuple[FeatureContribution, ...]:
        """The features that weigh most, strongest first; ties in the order of the vector."""
        return tuple(sorted(self.features, key=lambda part: -abs(part.contribution))[:STRONGEST])

    @cached_property
    def rest(self) -> float:
        """What all features but the strongest add together."""
        named = {part.entry.name for part in self.strongest}
        return float(sum(part.contribution for part in self.features if part.entry.name not in named))

    def reasons(self, *, raising: bool) -> tuple[FamilyContribution, ...]:
        """Return the families to be named on one side, strongest first."""
        named = (
            part
            for part in self.families
            if part.raises is raising and part.share >= NAMED_SHARE and not part.leading.entry.protected
        )
        return tuple(named)[:REASONS_PER_SIDE]

    @property
    def unnamed(self) -> tuple[FamilyContribution, ...]:
        """The families that ``reasons`` names on neither side."""
        reasons = (*self.reasons(raising=True), *self.reasons(raising=False))
        named = {part.family.name for part in reasons}
        return tuple(part for part in self.families if part.family.name not in named)


@SCORING_SECONDS.labels("explain").time()
def explain(portfolio: Portfolio, actor: Actor, client_id: object) -> Explanation:
    """Return the explanation of a client's score.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    DataCheckError
        Values of this client cannot be, and must be checked first.
    """
    row = client_row(portfolio, actor, client_id, Capability.READ_FILE)
    require_score(portfolio, row)
    return explain_vector(portfolio, portfolio.features[row])


def explain_vector(portfolio: Portfolio, row: FloatArray) -> Explanation:
    """Return the explanation of the score of a feature vector of shape (features,).

    A family whose effect does not survive re-scoring keeps its place in the sum but is no reason: it is set to the
    typical accepted client, the row is scored again, and the sign of the difference must agree.
    """
    found = portfolio.bundle.scorer.explain(row)
    catalogue, typical = portfolio.bundle.catalogue, portfolio.typical
    features = tuple(
        FeatureContribution(
            catalogue.features[name], float(row[index]), three_digits(float(typical[index])), float(found.values[index])
        )
        for name, index in portfolio.feature_index.items()
    )
    families = _families(features, catalogue.families)
    return Explanation(found.base, features, _confirmed(portfolio, row, families))


def _families(
    features: tuple[FeatureContribution, ...], families: Mapping[str, Family]
) -> tuple[FamilyContribution, ...]:
    members: dict[str, list[FeatureContribution]] = {}
    for part in features:
        members.setdefault(part.entry.family, []).append(part)
    sums = {name: sum(part.contribution for part in parts) for name, parts in members.items()}
    total = sum(abs(value) for value in sums.values()) or 1.0
    ranked = sorted(sums, key=lambda name: (-abs(sums[name]), families[name].order))
    return tuple(
        FamilyContribution(
            families[name],
            sums[name],
            abs(sums[name]) / total,
            tuple(sorted(members[name], key=lambda part: -abs(part.contribution))),
        )
        for name in ranked
    )


def _confirmed(
    portfolio: Portfolio, row: FloatArray, families: tuple[FamilyContribution, ...]
) -> tuple[FamilyContribution, ...]:
    candidates = [part for part in families if part.share >= NAMED_SHARE]
    if not candidates:
        return families
    # The last row stays as it is: what has no effect at all then differs from it by exactly nothing.
    variants = np.tile(row, (len(candidates) + 1, 1))
    for variant, part in zip(variants[:-1], candidates, strict=True):
        places = [portfolio.feature_index[member.entry.name] for member in part.members]
        variant[places] = portfolio.typical[places]
    scored = portfolio.bundle.scorer.log_odds(variants)
    effects = scored[-1] - scored[:-1]
    doubtful = {
        part.family.name for part, effect in zip(candidates, effects, strict=True) if effect * part.contribution <= 0
    }
    return tuple(
        FamilyContribution(part.family, part.contribution, 0.0, part.members, is_confirmed=False)
        if part.family.name in doubtful
        else part
        for part in families
    )
