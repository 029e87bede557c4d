"""Which families are reasons of a score, and which facts may be named for them.

A reason is a family of features with an effect that scoring again confirms. Protected facts, and what is nobody's to
talk about, are no part of it. A fact is named only if the score moves the way of its family when this one feature is
typical, and by a good part of what the whole family moves it.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard_app.i18n.phrases import Values, fact_text, has_phrase, topics
from dashboard_app.i18n.translator import get_translator
from dashboard_app.services.contributions import FamilyContribution, FeatureContribution, Strength, get_strength
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import CatalogueEntry, Family, Unit
from model_bundle.naming import Ground, Naming

NAMED_SHARE = 0.05
"""A family under this share of the total is not named, but for ``FILLING_SHARE``."""
FILLING_SHARE = 0.01
"""A family down to this share may be named against a client above the threshold who has few reasons otherwise."""
ENOUGH_REASONS = 2
"""A refusal with fewer reasons that can be talked about says what decides in their place."""
CARRIED = 0.20
"""A fact carries at least this part of what its family moves the score by."""
FACTS_PER_REASON = 2
_TRIED_PER_FAMILY = 6
"""Facts of a family that are scored again: those that weigh most."""


@dataclass(frozen=True)
class Fact:
    """A value that may be named; ``effect`` is how far the log-odds fall where it alone is typical, NaN where unused.

    ``typical`` is told to three digits: the exact one may be that of a person.
    """

    entry: CatalogueEntry
    value: float
    typical: float
    effect: float


@dataclass(frozen=True)
class Reason:
    """A family of features that may be named, what those of it that may be named add, and the facts that carry it."""

    family: Family
    contribution: float
    share: float
    facts: tuple[Fact, ...]

    @property
    def raises(self) -> bool:
        """Whether it raises the risk."""
        return self.contribution > 0

    @property
    def strength(self) -> Strength:
        """How much it weighs, for the words of the page."""
        return get_strength(self.share)

    @property
    def feature(self) -> str | None:
        """The feature of the fact that carries most; None where the family speaks alone."""
        return self.facts[0].entry.name if self.facts else None


@dataclass(frozen=True)
class RankedReasons:
    """The reasons, strongest first, and the families that scoring again does not confirm."""

    reasons: tuple[Reason, ...]
    doubtful: frozenset[str]


@dataclass(frozen=True)
class _Part:
    """What of a family may be a reason."""

    family: Family
    members: tuple[FeatureContribution, ...]

    @cached_property
    def contribution(self) -> float:
        return sum([member.contribution for member in self.members])


def is_protected(entry: CatalogueEntry, grounds: Collection[Ground], value: float = math.nan) -> bool:
    """Return whether a feature tells of what may never be a reason; with its value, also whether that does.

    Of the sources of income, a pension tells of age.
    """
    return entry.protected or entry.phrasing.ground in grounds or _silent_ground(entry, value) in grounds


def may_be_named(entry: CatalogueEntry, grounds: Collection[Ground], value: float) -> bool:
    """Return whether a feature may be a part of a reason, with this value."""
    if entry.phrasing.naming is Naming.NEVER or is_protected(entry, grounds, value):
        return False
    return (_category(entry, value), None) not in entry.phrasing.silent


@dataclass(frozen=True)
class Nameable:
    """The names of the features of one client that may be part of a reason, and of those that are protected."""

    named: frozenset[str]
    protected: frozenset[str]


def classify(active_bundle: ActiveBundle, features: Sequence[FeatureContribution]) -> Nameable:
    """Return which features of a client may be named, given all of them in the order of the vector.

    Nearly all are the same for every client: only a feature with silent categories depends on its value.
    """
    grounds = active_bundle.protected_grounds

    def classify_entries() -> tuple[Nameable, tuple[int, ...]]:
        entries = [part.entry for part in features]
        constant = [entry for entry in entries if not entry.phrasing.silent]
        return (
            Nameable(
                frozenset(entry.name for entry in constant if may_be_named(entry, grounds, math.nan)),
                frozenset(entry.name for entry in constant if is_protected(entry, grounds)),
            ),
            tuple(index for index, entry in enumerate(entries) if entry.phrasing.silent),
        )

    constant, by_value = active_bundle.cached("nameable", classify_entries)
    others = [features[index] for index in by_value]
    return Nameable(
        constant.named | {part.entry.name for part in others if may_be_named(part.entry, grounds, part.value)},
        constant.protected | {part.entry.name for part in others if is_protected(part.entry, grounds, part.value)},
    )


def _silent_ground(entry: CatalogueEntry, value: float) -> Ground | None:
    return dict(entry.phrasing.silent).get(_category(entry, value)) if entry.phrasing.silent else None


def _category(entry: CatalogueEntry, value: float) -> str:
    """Return the raw text of a category; nothing for a number, and where it is not known."""
    is_code = bool(entry.categories) and 0 <= value < len(entry.categories)
    return entry.categories[int(value)].value if is_code else ""


def find_reasons(
    active_bundle: ActiveBundle,
    row: FloatArray,
    families: Sequence[FamilyContribution],
    client: Values,
    *,
    nameable: Collection[str],
    log_odds: float,
    is_above: bool,
) -> RankedReasons:
    """Return the reasons of a score, given by its feature vector of shape (features,) and its ``log_odds``.

    ``client`` is the same vector by name; ``nameable`` are the features that may be part of a reason; ``is_above`` says
    that the risk reaches the threshold.

    Whole families, what of them may be named, and each fact are scored again in one call, set to what is typical of
    clients below the threshold.
    """
    total = sum(abs(part.contribution) for part in families) or 1.0
    parts = [
        _Part(part.family, tuple([member for member in part.members if member.entry.name in nameable]))
        for part in families
    ]
    least = {False: NAMED_SHARE, True: FILLING_SHARE if is_above else NAMED_SHARE}
    candidates = [part for part in parts if abs(part.contribution) / total >= least[part.contribution > 0]]
    facts = [_facts_to_try(part, client) for part in candidates]
    weighty = [part for part in families if abs(part.contribution) / total >= NAMED_SHARE]
    changes = [
        *(_get_columns(active_bundle, part.members) for part in weighty),
        *(_get_columns(active_bundle, part.members) for part in candidates),
        *(_get_columns(active_bundle, (fact,)) for tried in facts for fact in tried),
    ]
    effects = iter(_effects(active_bundle, row, log_odds, changes))
    doubtful = {part.family.name for part in weighty if next(effects) * part.contribution <= 0}
    moved = [next(effects) for _ in candidates]
    reasons = []
    for part, effect, tried in zip(candidates, moved, facts, strict=True):
        carried = [(fact, next(effects)) for fact in tried]
        if effect * part.contribution <= 0:
            doubtful.add(part.family.name)
            continue
        carriers = [(fact, own) for fact, own in carried if own * effect > 0 and abs(own) >= CARRIED * abs(effect)]
        chosen = _without_repeats(sorted(carriers, key=lambda pair: -abs(pair[1])), client)
        reasons.append(Reason(part.family, part.contribution, abs(part.contribution) / total, chosen))
    return RankedReasons(
        _enough(sorted(reasons, key=lambda reason: (-reason.share, reason.family.order))), frozenset(doubtful)
    )


def _enough(ranked: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return the reasons that weigh enough, and as many smaller ones as two that can be talked about need."""
    named = [reason for reason in ranked if reason.share >= NAMED_SHARE]
    missing = ENOUGH_REASONS - len([reason for reason in named if reason.raises and reason.facts])
    smaller = [reason for reason in ranked if reason.share < NAMED_SHARE and reason.raises and reason.facts]
    return (*named, *smaller[: max(0, missing)])


def _facts_to_try(part: _Part, client: Values) -> tuple[FeatureContribution, ...]:
    """Return the members that may be named, those that weigh most: the order of members."""
    translator = get_translator("en")
    raises = part.contribution > 0
    pushing = (member for member in part.members if member.contribution != 0 and member.raises is raises)
    with_phrase = (member for member in pushing if has_phrase(member.entry, member.typical, client, translator))
    return tuple(member for member, _ in zip(with_phrase, range(_TRIED_PER_FAMILY), strict=False))


def _without_repeats(carriers: Sequence[tuple[FeatureContribution, float]], client: Values) -> tuple[Fact, ...]:
    """Return the first facts, none of which repeats another one in other words or the same.

    The highest of several scores is one of them: the same score is not named twice.
    """
    chosen: list[Fact] = []
    chosen_topics: set[str] = set()
    for fact, effect in carriers:
        fact_topics = topics(fact.entry) | {fact_text(fact.entry, fact.typical, client, get_translator("en")).text}
        if fact.entry.unit is Unit.SCORE:
            fact_topics |= {f"score {fact.value:.6f}"}
        if len(chosen) < FACTS_PER_REASON and chosen_topics.isdisjoint(fact_topics):
            chosen.append(Fact(fact.entry, fact.value, fact.typical, effect))
            chosen_topics |= fact_topics
    return tuple(chosen)


def _get_columns(active_bundle: ActiveBundle, members: Sequence[FeatureContribution]) -> list[int]:
    return [active_bundle.feature_index[member.entry.name] for member in members]


def _effects(
    active_bundle: ActiveBundle, row: FloatArray, log_odds: float, changes: Sequence[Sequence[int]]
) -> list[float]:
    """Return how far the log-odds fall for each set of features that is made typical.

    The model scores a row to the last digit as it does among others: what has no effect differs by exactly nothing.
    """
    if not changes:
        return []
    variants = np.tile(row, (len(changes), 1))
    for variant, columns in zip(variants, changes, strict=True):
        variant[columns] = active_bundle.typical[columns]
    effects: list[float] = (log_odds - active_bundle.bundle.scorer.log_odds(variants)).tolist()
    return effects
