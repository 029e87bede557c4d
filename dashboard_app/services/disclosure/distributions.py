"""A feature in two groups of former clients, as it may be published, and what may be read off it."""

import math
from dataclasses import dataclass

import numpy as np

from dashboard_app.services.disclosure.bins import MISSING, assign_bins
from dashboard_app.services.disclosure.rules import SMALLEST_GROUP, Rate, compute_rate, percentile


@dataclass(frozen=True)
class GroupDistribution:
    """One of the two groups: how many, the share with no value, and the share in each bin or category.

    ``missing`` is None where too few have no value.
    """

    clients: int
    missing: float | None
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Distribution:
    """A feature in two groups of former clients, as it may be published; empty where the group is not shown.

    ``edges`` has one value more than the shares (numbers) or is empty; ``categories`` has the code of each share,
    ``MISSING`` for the small ones together (categories) or is empty.
    """

    edges: tuple[float, ...]
    categories: tuple[int, ...]
    better: GroupDistribution
    worse: GroupDistribution
    group: int
    population: int
    is_suppressed: bool
    _counts: tuple[tuple[int, ...], ...] = ((), ())

    @property
    def has_lower(self) -> bool:
        """Whether the first bin is open: it holds lower values too. The edge alone says so, and nobody's value."""
        return len(self.edges) > 1 and self.edges[0] != -0.5

    @property
    def has_higher(self) -> bool:
        """Whether the last bin is open: it holds higher values too."""
        return len(self.edges) > 1 and (self.edges[0], self.edges[-1]) != (-0.5, 1.5)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The share of the worse side in each bin or category, made of nothing but the counts that are told."""
        return tuple(map(compute_rate, *self._counts))

    def get_bin(self, value: float) -> int | None:
        """Return the published bin or category of a value; None where it is not known or has none."""
        if math.isnan(value) or self.is_suppressed:
            return None
        if self.edges:
            return int(assign_bins(np.array(self.edges), np.array([value]))[0])
        return next((self.categories.index(code) for code in (int(value), MISSING) if code in self.categories), None)

    def lower_shares(self, value: float) -> tuple[float, float]:
        """Return the shares of the better and the worse group in lower bins than that of a value, in coarse steps.

        NaN in both where the value is not known, or too few people of a group are on one side of the threshold.
        """
        better, worse = (percentile(below, below + above) for below, above in self._beside(value))
        return (math.nan, math.nan) if math.isnan(better) or math.isnan(worse) else (better, worse)

    def few_beyond(self, value: float) -> tuple[bool, bool]:
        """Return whether too few people of a group are in lower bins than a value, and whether too few are not."""
        below, above = zip(*self._beside(value), strict=True)
        return min(below) < SMALLEST_GROUP, min(above) < SMALLEST_GROUP

    def _beside(self, value: float) -> list[tuple[int, int]]:
        bin_index = self.get_bin(value) if self.edges else None
        if bin_index is None:
            return [(0, 0), (0, 0)]
        return [(sum(side[:bin_index]), sum(side[bin_index:])) for side in self._counts]
