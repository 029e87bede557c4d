"""Confidence intervals of shares."""

from scipy.stats import binomtest

from model_bundle.reports import Interval

NORMAL_95 = 1.959963984540054


def wilson(hits: int, trials: int) -> Interval:
    """Return the interval of a share, which stays within 0 and 1 and holds for rare hits too.

    It is for single shares: SciPy takes up to a millisecond for each, since it tests a hypothesis on the way.

    Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    """
    interval = binomtest(hits, trials).proportion_ci(confidence_level=0.95, method="wilson")
    return Interval(low=float(interval.low), high=float(interval.high))
