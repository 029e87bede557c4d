"""The fixed bins of a feature: the finest division in which former clients are ever counted.

Edges are round numbers and the same for everybody, whatever is filtered: none is the value of a person, and two ways
of counting the same feature never cut between the same two people.
"""

from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard_app.i18n.values import DAYS_PER_MONTH
from dashboard_app.steps import round_step
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import CatalogueEntry, Unit
from model_bundle.home_credit import DAYS_PER_YEAR

BINS: Final = 26
TAIL: Final = 0.005
"""Share cut off at each end of the axis; values beyond it are counted in the outermost bins."""
MISSING: Final = -1
_MANY: Final = 4
_FLAG: Final = (-0.5, 0.5, 1.5)


def compute_edges(known: FloatArray, entry: CatalogueEntry) -> FloatArray:
    """Return the edges of the bins of a number, given its known values of shape (rows,), as they are read."""
    if entry.unit is Unit.FLAG:
        # Both values always: a flag that nearly nobody has is what makes a client stand out.
        return np.array(_FLAG)
    if not len(known):
        return np.array([0.0, 1.0])
    low, high = (float(end) for end in np.quantile(known, [TAIL, 1 - TAIL]))
    distinct = known[:: max(1, len(known) // 2000)]
    if bool(np.array_equal(distinct, np.round(distinct))):
        low, high = np.floor(low), np.ceil(high)
        if high - low < BINS:
            # Few whole numbers (children, counts): one bin each, centred on the number.
            centred: FloatArray = np.arange(low, high + 2) - 0.5
            return centred
    if not low < high:
        return np.array([np.floor(low), np.floor(low) + 1.0])
    step = _step(entry, high - low)
    # Ten decimals: a product of floats would leave 0.30000000000000004.
    return np.round(step * np.arange(np.floor(low / step), np.floor(high / step) + 2), 10)


def assign_bins(edges: FloatArray, values: FloatArray) -> npt.NDArray[np.int16]:
    """Return the bin of each value; what lies beyond the axis goes to its outermost bins."""
    bins = np.searchsorted(edges, values, side="right") - 1
    return np.clip(bins, 0, len(edges) - 2).astype(np.int16)


def encode_bins(values: FloatArray, entry: CatalogueEntry, edges: FloatArray) -> npt.NDArray[np.int16]:
    """Return the bin or category of each value, of the same shape; ``MISSING`` where it is not known."""
    known = ~np.isnan(values)
    codes = np.full(len(values), MISSING, dtype=np.int16)
    codes[known] = values[known].astype(np.int16) if entry.categories else assign_bins(edges, values[known])
    return codes


def holds_whole_numbers(edges: FloatArray) -> bool:
    """Return whether each bin is centred on one whole number."""
    return all(left % 1 == 0.5 and right - left == 1 for left, right in pairwise(edges.tolist()))


def _step(entry: CatalogueEntry, span: float) -> float:
    units: tuple[float, ...] = (1.0,)
    if entry.days or entry.unit is Unit.DAYS:
        # Days read as months and years when there are many, and so do the edges.
        units = DAYS_PER_YEAR, DAYS_PER_MONTH, 1.0
    unit = next((size for size in units if span >= _MANY * size), 1.0)
    return unit * round_step(span / unit / BINS)
