"""From a probability of default to a decision."""

import math
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from model_bundle.manifest import Threshold

REVIEW_BAND = 0.10
"""Relative half-width of the band around the threshold in which a person should look."""


class Decision(StrEnum):
    """What is proposed to the adviser."""

    GRANTED = "granted"
    REVIEW = "to be reviewed"
    REFUSED = "refused"
    DATA_CHECK = "data to be checked"
    """Nothing is proposed: a value of the form or of a history cannot be, and there is no probability."""


def threshold_with_band(value: float, band: float = REVIEW_BAND) -> Threshold:
    """Return a threshold with its review band of fixed relative width."""
    return Threshold(value=value, review_low=value * (1 - band), review_high=min(value * (1 + band), 1 - 1e-9))


def is_granted(probability: float, threshold: Threshold) -> bool:
    """Return on which side of the threshold a probability falls; costs are computed on these two sides."""
    return probability < threshold.value


def decide(probability: float, threshold: Threshold) -> Decision:
    """Return the decision for one probability of default; NaN, no probability, means that data must be checked."""
    if math.isnan(probability):
        return Decision.DATA_CHECK
    if threshold.review_low <= probability < threshold.review_high:
        return Decision.REVIEW
    return Decision.GRANTED if is_granted(probability, threshold) else Decision.REFUSED


def decide_all(probabilities: npt.NDArray[np.float64], threshold: Threshold) -> list[Decision]:
    """Return the decision for each probability of an array of shape (rows,)."""
    return [decide(float(probability), threshold) for probability in probabilities]
