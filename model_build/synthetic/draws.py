"""Sampling of synthetic values: all start from normal scores, so that columns can be correlated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_NORMAL = NormalDist()
# Minimum, 1, 5, 25, 50, 75, 95 and 99 %, maximum: the quantiles that are known of every column.
_KNOTS: Final = np.array([-4.0, *(_NORMAL.inv_cdf(p) for p in (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)), 4.0])


@dataclass(frozen=True)
class Labels:
    """A text column: for each row the index of its text in ``levels``, or -1 for missing."""

    codes: NDArray[np.int16]
    levels: tuple[str, ...]

    def missing_where(self, mask: Bools) -> Labels:
        """Return the same column, missing where ``mask`` holds."""
        return Labels(np.where(mask, np.int16(-1), self.codes), self.levels)

    def is_level(self, level: str) -> Bools:
        """Return for each row whether its text is ``level``."""
        matches: Bools = self.codes == self.levels.index(level)
        return matches


Column = Floats | Ints | Labels
Frame = dict[str, Column]


class QuantileCurve:
    """A distribution known by nine quantiles: minimum, 1, 5, 25, 50, 75, 95 and 99 %, maximum."""

    def __init__(self, *quantiles: float) -> None:
        self._values = np.array(quantiles, dtype=np.float64)
        if len(self._values) != len(_KNOTS):
            raise ValueError(f"A curve needs {len(_KNOTS)} quantiles: got {len(quantiles)}; give all of them.")

    def __call__(self, score: Floats) -> Floats:
        """Map normal scores to values of this distribution."""
        return np.interp(score, _KNOTS, self._values)


class Levels:
    """The texts of a column with their shares, written from the lowest risk to the highest."""

    def __init__(self, shares: Mapping[str, float]) -> None:
        self.names = tuple(shares)
        reached = np.cumsum(np.array(list(shares.values()), dtype=np.float64))
        self._cuts = np.array([_NORMAL.inv_cdf(min(share, 1 - 1e-12)) for share in reached[:-1] / reached[-1]])

    def __call__(self, score: Floats) -> Labels:
        """Give each normal score its text: high scores get the texts written last."""
        return Labels(np.searchsorted(self._cuts, score).astype(np.int16), self.names)


def mix(rng: np.random.Generator, *parts: tuple[float, Floats]) -> Floats:
    """Draw normal scores that lean on given ones, by ``(weight, scores)``.

    The parts are taken as independent of one another; where they are not, the result is a little wider than
    a standard normal, which its users bear.
    """
    size = len(parts[0][1])
    weights = np.array([weight for weight, _ in parts])
    mixed = rng.standard_normal(size)
    mixed *= np.sqrt(max(0.0, 1 - float(weights @ weights)))
    for weight, scores in parts:
        mixed += weight * scores
    return mixed


def happens(rng: np.random.Generator, share: float | Floats, size: int) -> Bools:
    """Draw for each row whether something happens that happens in this share of the rows."""
    return rng.random(size) < share


def to_grid(values: Floats, step: float) -> Floats:
    """Round amounts to the steps that the published amounts are multiples of."""
    return np.round(values / step) * step


def to_integers(values: Floats) -> Ints:
    """Round to whole numbers."""
    return np.rint(values).astype(np.int64)


def choose(labels: Sequence[tuple[Bools, str]], otherwise: Labels | str, size: int) -> Labels:
    """Put texts where conditions hold, the first that holds winning, over a column or a text."""
    base = Labels(np.zeros(size, np.int16), (otherwise,)) if isinstance(otherwise, str) else otherwise
    levels = list(base.levels)
    codes = base.codes.copy()
    for mask, text in reversed(labels):
        if text not in levels:
            levels.append(text)
        codes[mask] = levels.index(text)
    return Labels(codes, tuple(levels))


@dataclass(frozen=True)
class Groups:
    """Rows in runs, one run per parent: the shape of every history table.

    ``parent`` is the parent's row, ``index`` the position inside the run, from 0.
    """

    counts: Ints
    parent: Ints
    index: Ints

    @classmethod
    def of(cls, counts: Ints) -> Groups:
        """Lay out ``counts[i]`` rows for parent ``i``."""
        parent = np.repeat(np.arange(len(counts)), counts)
        starts = np.cumsum(counts) - counts
        return cls(counts, parent, np.arange(len(parent)) - np.repeat(starts, counts))

    def __len__(self) -> int:
        return len(self.parent)


def normal_quantile(share: float) -> float:
    """Return the normal score that this share of draws falls below."""
    return _NORMAL.inv_cdf(share)
