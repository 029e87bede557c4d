"""Round numbers: steps as people count, for axes, edges and shares, and values without the digits of one person."""

import math
from typing import Final

_ROUND: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_SLACK: Final = 1e-9


def three_digits(value: float) -> float:
    """Return a number to three significant digits; NaN stays NaN."""
    return value if math.isnan(value) or math.isinf(value) else float(f"{value:.3g}")


def round_step(step: float) -> float:
    """Return the next larger step that is round as people count: 1, 2, 2.5 or 5 times a power of ten."""
    size = 10.0 ** math.floor(math.log10(step))
    return next(size * factor for factor in _ROUND if size * factor >= step * (1 - _SLACK))
