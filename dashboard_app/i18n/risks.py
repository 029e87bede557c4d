"""A risk beside the bounds it is compared with: the two never read alike where they differ.

Everything that shows a risk (list, file, customer's page, files to take away) writes it by these functions, so that two
clients of the same written risk have the same decision.
"""

import math

from dashboard_app.i18n.translator import Translator
from model_bundle.manifest import Threshold

_FEWEST, _NEAR_FEWEST = 1, 2
_NEAR = 2.0
"""Within so many half-widths of the band a risk is near it."""


def is_near(probability: float, threshold: Threshold) -> bool:
    """Return whether a risk is in the review band, or as near to it as the band is wide on that side."""
    below = threshold.value - threshold.review_low
    above = threshold.review_high - threshold.value
    return threshold.value - _NEAR * below <= probability < threshold.value + _NEAR * above


def risk_digits(probability: float, threshold: Threshold, translator: Translator) -> int:
    """Return how many decimals a risk is written with: one, two near the band, more where a bound would read alike."""
    fewest = _NEAR_FEWEST if is_near(probability, threshold) else _FEWEST
    bounds = (threshold.review_low, threshold.value, threshold.review_high)
    return translator.digits_apart(probability, bounds, fewest)


def risk_text(probability: float, threshold: Threshold, translator: Translator) -> str:
    """Return a risk as a percentage, with as many decimals as `risk_digits` says."""
    return translator.percent(probability, risk_digits(probability, threshold, translator))


def bound_text(bound: float, translator: Translator, digits: int = _NEAR_FEWEST) -> str:
    """Return the threshold or an end of the review band: two decimals, more beside a risk that has more."""
    return translator.percent(bound, max(digits, _NEAR_FEWEST))


def distance_text(probability: float, threshold: Threshold, translator: Translator) -> str:
    """Return how far a risk is from the threshold, without its sign: 2.7 points.

    It is the distance of the two as they are written, so that a reader's own sum agrees, and never none where they
    differ.
    """
    digits = risk_digits(probability, threshold, translator)
    if not math.isfinite(probability):
        return translator.points_text(probability, digits)
    decimals = digits + 2
    return translator.points_text(
        round(round(probability, decimals) - round(threshold.value, decimals), decimals), digits
    )
