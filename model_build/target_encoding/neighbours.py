"""The default rate of the former applicants who are most like a client in ratings and length of the credit."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.neighbors import NearestNeighbors

from model_bundle.arrow_file import FloatArray

IntArray = npt.NDArray[np.int64]

NEIGHBOURS: Final = 500
NAMES: Final = ("NEIGHBOURS_DEFAULT_RATE",)
POINT: Final = ("EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3", "CREDIT_TO_ANNUITY")
"""The features between which distance is measured."""
_CHUNK = 8_192


@dataclass(frozen=True)
class Space:
    """Scaling of points: the value of unknown coordinates, and the unit of each, both of shape (coordinates,)."""

    typical: FloatArray
    spread: FloatArray

    @classmethod
    def of(cls, points: FloatArray) -> "Space":
        """Measure median and standard deviation of the known coordinates of points, of shape (points, coordinates)."""
        typical, spread = np.zeros(points.shape[1]), np.ones(points.shape[1])
        for index, column in enumerate(points.T):
            known = column[np.isfinite(column)]
            if len(known):
                typical[index] = np.median(known)
                # A coordinate that is the same for everybody tells nobody apart, whatever its unit.
                spread[index] = np.std(known) or 1.0
        return cls(typical, spread)

    def scale(self, points: FloatArray) -> FloatArray:
        """Return points in units of the spread, none unknown."""
        return np.where(np.isfinite(points), points - self.typical, 0.0) / self.spread


class Surroundings:
    """Former applicants as points with outcomes; gives the default rate around any point."""

    def __init__(self, points: FloatArray, target: IntArray, *, neighbours: int, threads: int) -> None:
        self._space = Space.of(points)
        self._target = target
        self._neighbours = min(neighbours, len(target))
        self._search = NearestNeighbors(algorithm="kd_tree", leaf_size=40, n_jobs=threads)
        if self._neighbours:
            self._search.fit(self._space.scale(points))

    def rate(self, points: FloatArray) -> FloatArray:
        """Return the default rate of the nearest applicants of each point, of shape (points,); NaN without any.

        A few thousand points at a time: memory does not grow with their number.
        """
        rates = np.full(len(points), np.nan)
        for begin in range(0, len(points) if self._neighbours else 0, _CHUNK):
            part = slice(begin, begin + _CHUNK)
            nearest = self._search.kneighbors(self._space.scale(points[part]), self._neighbours, return_distance=False)
            # Whole numbers first: the order in which neighbours are found changes nothing.
            rates[part] = self._target[nearest].sum(axis=1) / self._neighbours
        return rates


@dataclass(frozen=True)
class FittedNeighbours:
    """Neighbours fitted on some applicants, and the points of the training set."""

    points: FloatArray
    surroundings: Surroundings

    def values(self, positions: IntArray) -> FloatArray:
        """Return the default rate around the clients at these places, of shape (places, 1)."""
        return self.surroundings.rate(self.points[positions])[:, np.newaxis]


@dataclass(frozen=True)
class NeighbourEncoder:
    """Encodes a client as the default rate of its nearest training clients.

    ``points`` has shape (clients, coordinates), NaN where unknown, and ``target`` shape (clients,). What stands for
    an unknown coordinate and the unit of each come from the clients that are learnt from.
    """

    points: FloatArray
    target: IntArray
    neighbours: int = NEIGHBOURS
    threads: int = 2
    names: tuple[str, ...] = NAMES

    @property
    def clients(self) -> int:
        """How many clients the training set has."""
        return len(self.target)

    def fit(self, positions: IntArray) -> FittedNeighbours:
        """Fit on the clients at these positions."""
        return FittedNeighbours(self.points, self.served(positions))

    def served(self, positions: IntArray) -> Surroundings:
        """Return the surroundings made of the clients at these places; with all of them, the one that serves."""
        return Surroundings(
            self.points[positions], self.target[positions], neighbours=self.neighbours, threads=self.threads
        )
