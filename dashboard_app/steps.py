"""Round numbers: steps as people count, for axes, edges and shares, and values without the digits of one person."""

import math
from typing import Final

_ROUND: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_SLACK: Final = 1e-9
_SMALLEST: Final = 1e-300


def three_digits(value: float) -> float:
    """Return a number to three significant digits; NaN stays NaN."""
    return value if math.isnan(value) or math.isinf(value) else float(f"{value:.3g}")


def count_decimals(step: float, most: int = 8) -> int:
    """Return how many decimals multiples of a step need to be written truly: 2.5 needs one, 0.02 two."""
    return next((count for count in range(most) if abs(round(step, count) - step) <= _SLACK * abs(step)), most)


def round_step(step: float) -> float:
    """Return the next larger step that is round as people count: 1, 2, 2.5 or 5 times a power of ten.

    A step beyond what a power of ten can be written for stays as it is.
    """
    if not _SMALLEST < step < 1 / _SMALLEST:
        return step if 0 < step < math.inf else 1.0
    size = 10.0 ** math.floor(math.log10(step))
    return next(size * factor for factor in _ROUND if size * factor >= step * (1 - _SLACK))
