"""The interface of a candidate model: fit, score, and explain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from model_build.training.train import TrainingSet
from model_bundle.arrow_file import FloatArray

Rows = npt.NDArray[np.intp]


class Fitted(Protocol):
    """A method that has learned."""

    def margins(self, matrix: FloatArray) -> FloatArray:
        """Return log-odds of rows of shape (rows, features), as shape (rows,)."""

    def contributions(self, matrix: FloatArray) -> FloatArray:
        """Return SHAP values of the margins, of shape (rows, features)."""


@dataclass(frozen=True)
class Candidate:
    """A method to compare.

    Attributes
    ----------
    name
        The name under which figures are kept and shown.
    parameters
        What another person needs to train it again.
    fit
        Learns from these rows of a training set and from no other row.
    is_calibrated
        Whether its margins are log-odds as they are; the others are calibrated on other folds.
    """

    name: str
    parameters: Mapping[str, float | int | str]
    fit: Callable[[TrainingSet, Rows], Fitted]
    is_calibrated: bool = False


def get_positions(data: TrainingSet, *, categorical: bool) -> list[int]:
    """Return the columns that hold category codes, or all the others."""
    return [column for column, name in enumerate(data.names) if (name in data.categorical) == categorical]


def log_odds(probabilities: FloatArray) -> FloatArray:
    """Return log-odds of probabilities, finite also at 0 and 1."""
    # A forest may be sure; a sure answer still has to be put on the scale of the others.
    inside = np.clip(probabilities, 1e-6, 1 - 1e-6)
    odds: FloatArray = np.log(inside / (1 - inside))
    return odds
