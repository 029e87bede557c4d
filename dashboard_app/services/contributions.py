"""What single features and families of them add to one score, in log-odds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from model_bundle.catalogue import CatalogueEntry, Family

_STRONG, _MODERATE = 0.20, 0.10


class Strength(StrEnum):
    """How much a part weighs, by its share of all that weighs."""

    STRONG = "strong"
    MODERATE = "moderate"
    SLIGHT = "slight"


def get_strength(share: float) -> Strength:
    """Return how much a part weighs that has this share of all that weighs."""
    if share >= _STRONG:
        return Strength.STRONG
    return Strength.MODERATE if share >= _MODERATE else Strength.SLIGHT


class FeatureContribution(NamedTuple):
    """What one feature adds to the log-odds; positive raises the risk. NaN values are missing.

    ``typical`` is told to three digits: the exact one may be that of a person.
    """

    entry: CatalogueEntry
    value: float
    typical: float
    contribution: float

    @property
    def raises(self) -> bool:
        """Whether it raises the risk."""
        return self.contribution > 0


@dataclass(frozen=True)
class FamilyContribution:
    """What a family of features adds together, its strongest members first.

    ``is_reason`` says that something of it may be a reason: not all of it is protected, or nobody's to talk about.
    """

    family: Family
    contribution: float
    share: float
    members: tuple[FeatureContribution, ...]
    is_confirmed: bool = True
    is_reason: bool = True

    @property
    def raises(self) -> bool:
        """Whether it raises the risk."""
        return self.contribution > 0

    @property
    def strength(self) -> Strength:
        """How much it weighs, for the words of the page."""
        return get_strength(self.share)


def sum_by_family(
    features: Sequence[FeatureContribution], families: Mapping[str, Family]
) -> tuple[FamilyContribution, ...]:
    """Return what families add, the strongest first; ties in the order in which a page lists families."""
    sums: dict[str, float] = {}
    for part in features:
        sums[part.entry.family] = sums.get(part.entry.family, 0.0) + part.contribution
    members: dict[str, list[FeatureContribution]] = {name: [] for name in sums}
    # Sorted once, and not family by family.
    for part in sorted(features, key=_weight):
        members[part.entry.family].append(part)
    total = sum(abs(value) for value in sums.values()) or 1.0
    ranked = sorted(sums, key=lambda name: (-abs(sums[name]), families[name].order))
    return tuple(
        FamilyContribution(
            families[name],
            sums[name],
            abs(sums[name]) / total,
            tuple(members[name]),
        )
        for name in ranked
    )


def _weight(part: FeatureContribution) -> float:
    return -abs(part.contribution)
