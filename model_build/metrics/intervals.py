"""Intervals that stand beside a figure."""

import math

from model_bundle.reports import Interval

NORMAL_95 = 1.959963984540054


def wilson(hits: int, trials: int) -> Interval:
    """Return the interval of a share, which stays within 0 and 1 and holds for rare hits too.

    Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    """
    share, spread = hits / trials, NORMAL_95**2 / trials
    middle = (share + spread / 2) / (1 + spread)
    reach = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    # Rounding would leave a hair beside 0 and 1, where the interval ends exactly.
    return Interval(low=0.0 if hits == 0 else middle - reach, high=1.0 if hits == trials else middle + reach)
