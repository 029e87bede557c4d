"""A world of former clients whose outcomes are luck, and an attacker who knows three values of each of them.

Outcomes are drawn without regard to anything else, so that nothing can be learned from likeness: whoever tells them
better than by chance has read them from what is published of these very people.
"""

from dataclasses import dataclass, field
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
import pyarrow as pa

from dashboard_app.actor import Actor, Role
from dashboard_app.filters import FILTERS, Basis, GroupFilter
from dashboard_app.services.comparison import compare
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import pack_matrix
from model_bundle.catalogue import CatalogueEntry, Text, Unit
from model_bundle.home_credit import BIRTH
from tests.dashboard_app.services.people import Kept, work_file

QUESTIONS = 150
"""What the attacker may ask about each of them."""
RATING, AMOUNT, BORN = "EXT_SOURCE_2", "AMT_CREDIT", "AGE_YEARS"
PROBE = 900_001
KNOWN = {BIRTH: BORN, "AMT_CREDIT": AMOUNT}
"""The columns of filters that the attacker knows, and the feature that holds the same value."""
_MOST_FILTERS = 2
"""The attacker narrows a group by so many filters at most."""
_WORDS = {
    "NAME_FAMILY_STATUS": (["Married", "Single", "Widow", "Civil marriage", "Unknown"], [0.55, 0.2, 0.1, 0.149, 0.001]),
    "NAME_INCOME_TYPE": (["Working", "Pensioner", "Associate", "Servant", "Student"], [0.5, 0.2, 0.2, 0.099, 0.001]),
    "NAME_EDUCATION_TYPE": (["Secondary", "Higher", "Incomplete", "Degree"], [0.7, 0.25, 0.045, 0.005]),
}
_OTHER_WORDS = ["Most", "Some", "Few", "Hardly anybody"], [0.7, 0.25, 0.045, 0.005]
_TEXTS = {one.column: _WORDS.get(one.column, _OTHER_WORDS) for one in FILTERS if not one.bands}
"""The values of each filter by a text, and the share of the people who have it."""


@dataclass(frozen=True)
class World:
    """A portfolio, and what is true of its former clients: their values and outcomes, of shape (people,)."""

    active_bundle: ActiveBundle
    values: dict[str, np.ndarray]
    defaulted: np.ndarray

    def targets(self, count, seed=1):
        """As many people who defaulted as people who repaid, mixed: a guess is right half the time."""
        chance = np.random.default_rng(seed)
        sides = [chance.choice(np.flatnonzero(self.defaulted == side), count // 2, replace=False) for side in (0, 1)]
        return chance.permutation(np.concatenate(sides))


def simulate(people, rate, seed=0):
    """Return a world of so many former clients, of whom a share did not repay."""
    chance = np.random.default_rng(seed)
    defaulted = chance.random(people) < rate
    values = {
        RATING: chance.beta(4, 3, people),
        AMOUNT: np.round(np.exp(chance.normal(13.1, 0.65, people)), 2),
        BORN: chance.uniform(20, 70, people),
    }
    columns = {
        "SK_ID_CURR": np.arange(people) + 1,
        "target": defaulted.astype(np.int8),
        "probability": chance.beta(2, 20, people),
        "granted": chance.random(people) < 0.7,
        "application.DAYS_BIRTH": np.round(values[BORN] * -365.25),
        "application.AMT_CREDIT": values[AMOUNT],
        **{f"application.{name}": chance.choice(texts, people, p=p) for name, (texts, p) in _TEXTS.items()},
        **{f"feature.{name}": column for name, column in values.items()},
    }
    clients = pa.table(
        {
            "SK_ID_CURR": np.array([PROBE]),
            "probability": np.array([0.1]),
            "features": pack_matrix(np.zeros((1, len(values)))),
        }
    )
    bundle = SimpleNamespace(
        manifest=SimpleNamespace(bundle_id="simulated", feature_names=tuple(values)),
        catalogue=SimpleNamespace(features={name: _entry(name) for name in values}, columns={}),
        population=pa.table(columns),
        clients=clients,
    )
    active_bundle = ActiveBundle(bundle)
    # The attacker's own client, whose values they choose: by the form, or by following many clients.
    active_bundle.__dict__["features"] = np.zeros((1, len(values)))
    return World(active_bundle, values, defaulted)


@dataclass
class Attacker:
    """Knows rating, amount and age of somebody, and asks; ``asked`` counts the questions."""

    world: World
    target: int
    asked: int = 0
    steps: float = 0.0
    _known: dict[str, float] = field(init=False)
    _mine: dict[str, str | None] = field(init=False)

    def __post_init__(self):
        self._known = {name: float(column[self.target]) for name, column in self.world.values.items()}
        self._mine = {
            one.name: _band(self._known[KNOWN[one.column]], one.bands) for one in FILTERS if one.column in KNOWN
        }

    def evidence(self):
        """Return how much speaks for a default: above 0 is a default, below it is none."""
        self.steps = self._watch_steps(0.6)
        # A step is certain, and weighs more than any sum of rounded counts.
        return 1_000 * self.steps + self._difference()

    def _watch_steps(self, share):
        """Move a client of one's own past the target's value, and see which group's share moves."""
        found, until = 0, share * QUESTIONS
        for wanted, name in product(self._groups(), (RATING, AMOUNT)):
            if self.asked + 2 > until:
                break
            below = self._ask(name, wanted, self._known[name])
            above = self._ask(name, wanted, np.nextafter(self._known[name], np.inf))
            if not below.is_suppressed:
                found += (above.lower_worse > below.lower_worse) - 0.0
                found -= (above.lower_better > below.lower_better) - 0.0
        return found

    def _groups(self):
        """Return the groups that the attacker may be in, those with the fewest filters first."""
        options = {
            one.name: _TEXTS[one.column][0] if one.column in _TEXTS else [self._mine[one.name]]
            for one in FILTERS
            if one.column in _TEXTS or self._mine.get(one.name) is not None
        }
        return [
            GroupFilter(**dict(zip(names, values, strict=True)))
            for count in range(_MOST_FILTERS + 1)
            for names in combinations(options, count)
            for values in product(*(options[name] for name in names))
        ]

    def _difference(self):
        """Take from a group everybody who is not in the target's band, bin by bin: what is left is few people."""
        evidence = []
        axes = [one for one in FILTERS if one.name in self._mine]
        for name, context, axis in product(self._known, (False, True), axes):
            if self.asked + len(axis.bands) > QUESTIONS:
                break
            rest = {other: band for other, band in self._mine.items() if other != axis.name} if context else {}
            left = np.array(self._counts(name, GroupFilter(**rest)))
            for band in axis.bands:
                if band.name != self._mine[axis.name]:
                    left -= self._counts(name, GroupFilter(**rest, **{axis.name: band.name}))
            worse, better = left
            rate = float(self.world.defaulted.mean())
            evidence.append(worse - rate * (worse + better))
        return float(np.mean(evidence)) if evidence else 0.0

    def _counts(self, name, wanted):
        """Return how many defaulted and repaid in the target's bin, as far as it is told."""
        found = self._ask(name, wanted, self._known[name])
        if found.is_suppressed or not found.edges:
            return np.zeros(2)
        edges = np.array(found.edges)
        place = int(np.clip(np.searchsorted(edges, self._known[name], side="right") - 1, 0, len(edges) - 2))
        width = (edges[place + 1] - edges[place]) / np.diff(edges).min()
        return np.array([side.shares[place] * side.clients / width for side in (found.worse, found.better)])

    def _ask(self, name, wanted, value):
        self.asked += 1
        assert self.asked <= QUESTIONS
        active_bundle = self.world.active_bundle
        active_bundle.features[0, active_bundle.feature_index[name]] = value
        attacker = Actor(f"attacker {self.target}", Role.ADVISER, None, "en", None, Kept())
        return compare(work_file(active_bundle, attacker, PROBE), name, wanted, Basis.OUTCOME)


def attack(world, targets):
    """Return how many outcomes the attacker tells rightly, half being defaults, and of how many a step told."""
    attackers = [Attacker(world, int(target)) for target in targets]
    evidence = np.array([attacker.evidence() for attacker in attackers])
    calls = evidence > np.median(evidence)
    return int((calls == world.defaulted[targets]).sum()), sum(attacker.steps != 0 for attacker in attackers)


def _band(value, bands):
    return next((band.name for band in bands if band.holds(value)), None)


def _entry(name):
    text = Text(name, name)
    return CatalogueEntry(name, "feature", "family", text, text, Unit.NUMBER)
