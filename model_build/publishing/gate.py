"""The gate before the active bundle: a bundle that costs more on the same rows does not replace it.

Both bundles hold a score of every former applicant by models that never saw them (``population.arrow``). They are
compared on the applicants that both have, number, application and outcome alike, each fifth of them decided at the
thresholds that are cheapest on the other four: the same fifths for both, by place in the order of the client numbers.

Bundles trained on other people cannot be compared, and neither stands in the way of the other: synthetic tables share
client numbers with real ones, but not their outcomes.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from model_build.metrics.bootstrap import LEVELS, Ranked, replicates
from model_build.metrics.threshold import cross_chosen_cost
from model_bundle.arrow_file import FloatArray, IntArray, column_floats
from model_bundle.bundle import Bundle
from model_bundle.errors import ClairscoreError
from model_bundle.home_credit import BIRTH, KEY
from model_bundle.manifest import Costs
from model_bundle.publication import active_id
from model_bundle.reports import Interval

FIFTHS = 5
FEWEST_APPLICANTS = 1_000
FEWEST_DEFAULTS = 100
SAME_PEOPLE = 0.9
"""Share of the common client numbers whose application and outcome must be the same."""
_IDENTITY = ("target", f"application.{BIRTH}", "application.AMT_CREDIT")


class Outcome(StrEnum):
    """What a comparison with the active bundle found."""

    FIRST = "nothing is active yet"
    NOT_WORSE = "it costs no more than the active bundle"
    WORSE = "it costs more than the active bundle"
    INCOMPARABLE = "it cannot be compared with the active bundle"


@dataclass(frozen=True)
class CostComparison:
    """Costs per applicant of both bundles on the same ``rows`` applicants; ``difference`` is new minus active."""

    rows: int
    are_all: bool
    cost: float
    champion_cost: float
    difference: Interval

    def __str__(self) -> str:
        """Return costs and difference as a person reads them."""
        rows = f"the same {self.rows:,} applicants" if self.are_all else f"the {self.rows:,} applicants of both"
        return (
            f"{self.cost:.4f} against {self.champion_cost:.4f} per applicant, difference "
            f"{self.cost - self.champion_cost:+.4f} (95 %: {self.difference.low:+.4f} to {self.difference.high:+.4f}), "
            f"on {rows}, out of fold"
        )


@dataclass(frozen=True)
class GateDecision:
    """The decision; ``champion`` is the id of the active bundle, ``why`` the reason if nothing was compared."""

    outcome: Outcome
    champion: str | None = None
    comparison: CostComparison | None = None
    why: str = ""

    def __str__(self) -> str:
        """Return the sentence that a person reads."""
        if self.comparison is None:
            return f"{self.outcome}{f': {self.why}' * bool(self.why)}"
        return f"{self.outcome} {self.champion}: {self.comparison}"


def evaluate_candidate_bundle(population: pa.Table, parent: Path, costs: Costs) -> GateDecision:
    """Compare a bundle's population with that of the active bundle among the bundles of ``parent``."""
    champion = active_id(parent)
    if champion is None:
        return GateDecision(Outcome.FIRST)
    try:
        other = Bundle.open(parent / champion).population
    except ClairscoreError as error:
        return GateDecision(Outcome.INCOMPARABLE, champion, why=f"it cannot be opened ({error})")
    mine, theirs, shared = _common(population, other)
    if len(mine) < max(1, SAME_PEOPLE * shared):
        why = f"of {shared:,} client numbers in common, {len(mine):,} stand for the same application and outcome"
        return GateDecision(Outcome.INCOMPARABLE, champion, why=why)
    target = population.column("target").to_numpy()[mine].astype(np.int64)
    are_all = len(mine) == population.num_rows == other.num_rows
    if not are_all and (len(mine) < FEWEST_APPLICANTS or target.sum() < FEWEST_DEFAULTS):
        why = f"they have {len(mine):,} applicants in common, {int(target.sum()):,} of whom did not repay"
        return GateDecision(Outcome.INCOMPARABLE, champion, why=why)
    scores = column_floats(population, "probability")[mine], column_floats(other, "probability")[theirs]
    comparison = compare_scores(*scores, target, costs, are_all=are_all)
    # Sums of whole numbers divided by the same count: equal costs are equal to the last digit.
    outcome = Outcome.WORSE if comparison.cost > comparison.champion_cost else Outcome.NOT_WORSE
    return GateDecision(outcome, champion, comparison)


def compare_scores(
    new: FloatArray, old: FloatArray, target: IntArray, costs: Costs, *, are_all: bool = True, seed: int = 0
) -> CostComparison:
    """Compare two scores of the same applicants, each of shape (rows,), in the order of their client numbers."""
    fifth = np.arange(len(target)) % FIFTHS
    ranked = [Ranked(scores, target, fifth, costs) for scores in (new, old)]
    differences = []
    for sampled_rows in replicates(target, seed):
        counted = [side.count(sampled_rows) for side in ranked]
        new_cost, old_cost = (
            side.cost(count, side.costs_by_threshold(count)) for side, count in zip(ranked, counted, strict=True)
        )
        differences.append(new_cost - old_cost)
    low, high = np.percentile(differences, LEVELS)
    return CostComparison(
        rows=len(target),
        are_all=are_all,
        cost=cross_chosen_cost(new, target, fifth, costs),
        champion_cost=cross_chosen_cost(old, target, fifth, costs),
        difference=Interval(low=float(low), high=float(high)),
    )


def _common(first: pa.Table, second: pa.Table) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], int]:
    """Return the indices of the same applicants in both tables, and the number of shared client numbers."""
    _, mine, theirs = np.intersect1d(
        first.column(KEY).to_numpy(), second.column(KEY).to_numpy(), assume_unique=True, return_indices=True
    )
    same = np.ones(len(mine), dtype=bool)
    for name in _IDENTITY:
        if name in first.column_names and name in second.column_names:
            here, there = column_floats(first, name)[mine], column_floats(second, name)[theirs]
            same &= (here == there) | (np.isnan(here) & np.isnan(there))
    return mine[same], theirs[same], len(mine)
