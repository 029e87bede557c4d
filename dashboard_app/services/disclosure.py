"""What keeps a count of former clients from telling of one of them.

A group under `SMALLEST_GROUP` is not shown at all. Every other count is rounded to a multiple of `ROUNDED_TO` before
anything is made of it: the difference of two groups, one of which has a few people more, then says nothing of those
few, however filters are combined.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

SMALLEST_GROUP: Final = 10
"""Groups under this size are not shown: a chart of nine people is a chart of persons."""
ROUNDED_TO: Final = 5

Counts = npt.NDArray[np.int64]


def rounded(counts: Counts) -> Counts:
    """Return counts as the nearest multiples of five, in the same shape."""
    nearest: Counts = ((np.asarray(counts, np.int64) + ROUNDED_TO // 2) // ROUNDED_TO) * ROUNDED_TO
    return nearest


def rounded_count(count: int) -> int:
    """Return one count as the nearest multiple of five."""
    return int(rounded(np.array([count]))[0])


def group_count(count: int) -> int:
    """Return how many a group holds, rounded; 0 where it is too small to be shown."""
    return rounded_count(count) if count >= SMALLEST_GROUP else 0


def rounded_share(part: int, whole: int) -> float:
    """Return the share of a part, both as the nearest multiples of five; NaN where nothing is left of the whole."""
    of = rounded_count(whole)
    return min(1.0, rounded_count(part) / of) if of else float("nan")
