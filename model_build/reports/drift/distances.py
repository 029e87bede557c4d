"""How far each column moved between two sets of applicants, by the definitions of Evidently.

Distances, not tests: with tens of thousands of rows every p-value is tiny, and Evidently's default changes its method
with the number of rows, so that two reports could not be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance

NUMERIC_METHOD: Final = "wasserstein"
CATEGORY_METHOD: Final = "jensenshannon"
# What Evidently divides by where a column is constant.
_SMALLEST_DEVIATION: Final = 0.001


@dataclass(frozen=True)
class Distance:
    """How far one column moved, by which method."""

    method: str
    value: float
    threshold: float

    @property
    def is_drifted(self) -> bool:
        """Return whether the distance reaches the threshold."""
        return self.value >= self.threshold


def measure(
    reference: pd.DataFrame, current: pd.DataFrame, categorical: Sequence[str], threshold: float
) -> dict[str, Distance]:
    """Return the distance of each column of two frames with the same columns, from which ``threshold`` on it drifted.

    Numbers: the Wasserstein distance in standard deviations of the reference. Categories: the Jensen-Shannon distance.
    Unknown values are left out; columns that are empty on one side cannot be compared and must be left out by the
    caller.
    """
    is_category = set(categorical)
    return {
        str(name): Distance(CATEGORY_METHOD, _categories_apart(reference[name], current[name]), threshold)
        if name in is_category
        else Distance(NUMERIC_METHOD, _numbers_apart(reference[name], current[name]), threshold)
        for name in reference.columns
    }


def _numbers_apart(reference: "pd.Series[float]", current: "pd.Series[float]") -> float:
    left, right = _known(reference), _known(current)
    return float(wasserstein_distance(left, right)) / max(float(np.std(left)), _SMALLEST_DEVIATION)


def _categories_apart(reference: "pd.Series[str]", current: "pd.Series[str]") -> float:
    shares = pd.concat([side.value_counts(normalize=True) for side in (reference, current)], axis=1).fillna(0.0)
    return float(jensenshannon(shares.iloc[:, 0].to_numpy(), shares.iloc[:, 1].to_numpy()))


def _known(values: "pd.Series[float]") -> npt.NDArray[np.float64]:
    numbers = np.asarray(values, dtype=np.float64)
    known: npt.NDArray[np.float64] = numbers[np.isfinite(numbers)]
    return known
