"""Whether two scores of the same rows differ by more than the luck of these rows."""

from math import sqrt

import numpy as np
import numpy.typing as npt

from model_bundle.arrow_file import FloatArray, IntArray


def auc_deviation(target: IntArray, before: FloatArray, after: FloatArray) -> float:
    """Return the standard error of a paired difference in AUC of two scores of shape (rows,).

    After DeLong, DeLong and Clarke-Pearson (1988), by ranks instead of all pairs.
    """
    is_bad, variance = target == 1, 0.0
    for side in (True, False):
        difference = _placements(after, is_bad, side=side) - _placements(before, is_bad, side=side)
        variance += float(np.var(difference, ddof=1)) / len(difference)
    return sqrt(variance)


def _placements(scores: FloatArray, is_bad: npt.NDArray[np.bool_], *, side: bool) -> FloatArray:
    """Return, for each row of one outcome, the share of the other outcome that is ranked on its right side."""
    own, other = scores[is_bad == side], np.sort(scores[is_bad != side])
    below = (np.searchsorted(other, own, "left") + np.searchsorted(other, own, "right")) / 2 / len(other)
    return np.asarray(below if side else 1 - below)
