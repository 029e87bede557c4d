"""The figures of one attribute: rates of each group, and the distance between the groups furthest apart.

Selection means granted, positive means refused: the true positive rate is the share refused of those who did not repay,
the false positive rate that of those who did.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from model_build.metrics.intervals import NORMAL_95, wilson
from model_bundle.arrow_file import FloatArray

FEWEST_APPLICANTS = 100
FEWEST_DEFAULTS = 10
DRAWINGS = 2_000
LEVELS = (2.5, 97.5)
NOTHING = {"value": None, "low": None, "high": None}


class Group:
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

    def to_dict(self) -> dict[str, Any]:
        """Return the group as ``fairness.json`` has it; a small group has its size and no figure."""
        size = {"value": self.value, "applicants": self.applicants, "defaults": self.defaults}
        names = ("selection_rate", "true_positive_rate", "false_positive_rate", "observed")
        if not self.is_large_enough:
            return {**size, **dict.fromkeys(names, NOTHING), "predicted": None}
        good_granted, good_refused, bad_granted, bad_refused = (int(count) for count in self.cells)
        return {
            **size,
            "selection_rate": _share(good_granted + bad_granted, self.applicants),
            "true_positive_rate": _share(bad_refused, self.defaults),
            "false_positive_rate": _share(good_refused, good_granted + good_refused),
            "predicted": self._predicted,
            "observed": _share(self.defaults, self.applicants),
        }


def distances(groups: Sequence[Group], rng: np.random.Generator) -> dict[str, dict[str, Any]]:
    """Return ratio and gaps between the two groups furthest apart, with intervals; groups of a few are left out.

    The two groups are those of the rows as they are; the intervals, by bootstrap within each group, are those of the
    distance between these two, and may hold no distance at all.
    """
    names = ("selection_rate_ratio", "true_positive_rate_gap", "false_positive_rate_gap", "calibration_gap")
    compared = [group for group in groups if group.is_large_enough]
    if len(compared) < 2:
        return {name: {**NOTHING, "lowest": None, "highest": None} for name in names}
    exact = np.array([rates(group.cells) for group in compared])
    drawn = np.array([_drawn(group, rng) for group in compared])
    found: dict[str, dict[str, Any]] = {}
    for place, name in enumerate(names[:3]):
        # Two groups even where all are alike: a group is at no distance from itself, and for certain.
        low, *_, high = np.argsort(exact[:, place], kind="stable").tolist()
        distance = np.divide if name.endswith("ratio") else _gap
        # A drawing in which nobody was granted tells no ratio.
        with np.errstate(invalid="ignore", divide="ignore"):
            value = float(distance(exact[low, place], exact[high, place]))
            tried = distance(drawn[low, :, place], drawn[high, :, place])
        known = tried[np.isfinite(tried)]
        if not np.isfinite(value) or not len(known):
            found[name] = {**NOTHING, "lowest": None, "highest": None}
            continue
        ends = np.percentile(known, LEVELS)
        found[name] = _between(value, float(ends[0]), float(ends[1]), compared[low], compared[high])
    lowest, *_, highest = sorted(compared, key=lambda group: group.bias)
    gap, reach = highest.bias - lowest.bias, NORMAL_95 * float(np.hypot(lowest.bias_error, highest.bias_error))
    found[names[3]] = _between(gap, gap - reach, gap + reach, lowest, highest)
    return found


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


def _gap(lowest: FloatArray, highest: FloatArray) -> FloatArray:
    return highest - lowest


def _drawn(group: Group, rng: np.random.Generator) -> FloatArray:
    return rates(rng.multinomial(group.applicants, group.cells / group.applicants, DRAWINGS).astype(np.float64))


def _share(hits: int, trials: int) -> dict[str, Any]:
    return {"value": hits / trials, **asdict(wilson(hits, trials))}


def _between(value: float, low: float, high: float, lowest: Group, highest: Group) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "lowest": lowest.value, "highest": highest.value}
