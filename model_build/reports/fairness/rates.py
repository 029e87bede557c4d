"""The figures of one attribute: rates of each group, and the distance between the groups furthest apart.

Selection means granted, positive means refused: the true positive rate is the share refused of those who did not repay,
the false positive rate that of those who did.
"""

from collections.abc import Callable, Sequence
from typing import TypedDict

import numpy as np

from model_build.metrics.intervals import NORMAL_95, wilson
from model_bundle.arrow_file import FloatArray
from model_bundle.reports import Estimate, GroupFairness, GroupGap

FEWEST_APPLICANTS = 100
FEWEST_DEFAULTS = 10
DRAWINGS = 2_000
LEVELS = (2.5, 97.5)


class Distances(TypedDict):
    """How far apart the two groups furthest apart are, by each measure; None where there were no two."""

    selection_rate_ratio: GroupGap | None
    true_positive_rate_gap: GroupGap | None
    false_positive_rate_gap: GroupGap | None
    calibration_gap: GroupGap | None


class ScoredGroup:
    """The applicants of one group: outcomes, decisions and probabilities, each of shape (applicants,)."""

    def __init__(self, value: str, bad: FloatArray, refused: FloatArray, probabilities: FloatArray) -> None:
        self.value = value
        self.applicants, self.defaults = len(bad), int(bad.sum())
        self._residuals, self._predicted = bad - probabilities, float(probabilities.mean())
        cells = np.bincount((2 * bad + refused).astype(np.int64), minlength=4)
        # Repaid and granted, repaid and refused, defaulted and granted, defaulted and refused.
        self.cells = cells.astype(np.float64)

    @property
    def is_large_enough(self) -> bool:
        """Whether rates of this group say anything."""
        repaid = self.applicants - self.defaults
        return self.applicants >= FEWEST_APPLICANTS and min(self.defaults, repaid) >= FEWEST_DEFAULTS

    @property
    def bias(self) -> float:
        """Observed default rate minus mean prediction."""
        return float(self._residuals.mean())

    @property
    def bias_error(self) -> float:
        """Standard error of the bias."""
        return float(self._residuals.std(ddof=1) / np.sqrt(self.applicants))

    def report(self) -> GroupFairness:
        """Return what the report says of the group; a small one has its size and no figure."""
        if not self.is_large_enough:
            return GroupFairness(value=self.value, applicants=self.applicants, defaults=self.defaults)
        good_granted, good_refused, bad_granted, bad_refused = (int(count) for count in self.cells)
        return GroupFairness(
            value=self.value,
            applicants=self.applicants,
            defaults=self.defaults,
            selection_rate=_share(good_granted + bad_granted, self.applicants),
            true_positive_rate=_share(bad_refused, self.defaults),
            false_positive_rate=_share(good_refused, good_granted + good_refused),
            predicted=self._predicted,
            observed=_share(self.defaults, self.applicants),
        )


def distances(groups: Sequence[ScoredGroup], rng: np.random.Generator) -> Distances:
    """Return ratio and gaps between the two groups furthest apart, with intervals; groups of a few are left out.

    The two groups are those of the rows as they are; the intervals, by bootstrap within each group, are those of the
    distance between these two, and may hold no distance at all.
    """
    compared = [group for group in groups if group.is_large_enough]
    if len(compared) < 2:
        return Distances(
            selection_rate_ratio=None, true_positive_rate_gap=None, false_positive_rate_gap=None, calibration_gap=None
        )
    exact = np.array([rates(group.cells) for group in compared])
    replicated = np.array([_replicate(group, rng) for group in compared])

    def between(rate_index: int, distance: Callable[[FloatArray, FloatArray], FloatArray]) -> GroupGap | None:
        # Two groups even where all are alike: a group is at no distance from itself, and for certain.
        low, *_, high = np.argsort(exact[:, rate_index], kind="stable").tolist()
        # A drawing in which nobody was granted tells no ratio.
        with np.errstate(invalid="ignore", divide="ignore"):
            value = float(distance(exact[low, rate_index], exact[high, rate_index]))
            tried = distance(replicated[low, :, rate_index], replicated[high, :, rate_index])
        known = tried[np.isfinite(tried)]
        if not np.isfinite(value) or not len(known):
            return None
        ends = np.percentile(known, LEVELS)
        return _gap_between(value, float(ends[0]), float(ends[1]), compared[low], compared[high])

    lowest, *_, highest = sorted(compared, key=lambda group: group.bias)
    gap, reach = highest.bias - lowest.bias, NORMAL_95 * float(np.hypot(lowest.bias_error, highest.bias_error))
    return Distances(
        selection_rate_ratio=between(0, np.divide),
        true_positive_rate_gap=between(1, _difference),
        false_positive_rate_gap=between(2, _difference),
        calibration_gap=_gap_between(gap, gap - reach, gap + reach, lowest, highest),
    )


def rates(cells: FloatArray) -> FloatArray:
    """Return selection rate, true and false positive rate of cells of shape (..., 4), as shape (..., 3)."""
    good_granted, good_refused, bad_granted, bad_refused = np.moveaxis(cells, -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack(
            [
                (good_granted + bad_granted) / cells.sum(axis=-1),
                bad_refused / (bad_granted + bad_refused),
                good_refused / (good_granted + good_refused),
            ],
            axis=-1,
        )


def _difference(lowest: FloatArray, highest: FloatArray) -> FloatArray:
    return highest - lowest


def _replicate(group: ScoredGroup, rng: np.random.Generator) -> FloatArray:
    return rates(rng.multinomial(group.applicants, group.cells / group.applicants, DRAWINGS).astype(np.float64))


def _share(hits: int, trials: int) -> Estimate:
    interval = wilson(hits, trials)
    return Estimate(value=hits / trials, low=interval.low, high=interval.high)


def _gap_between(value: float, low: float, high: float, lowest: ScoredGroup, highest: ScoredGroup) -> GroupGap:
    return GroupGap(value=value, low=low, high=high, lowest=lowest.value, highest=highest.value)
