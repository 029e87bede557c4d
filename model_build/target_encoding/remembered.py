"""A cache of fitted columns: each set of training clients is fitted once."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import numpy as np

from model_build.target_encoding.cross_fit import FittedColumns, Positions
from model_bundle.arrow_file import FloatArray

CACHE_SIZE: Final = 8
"""The folds of a build, all rows, and a few more; at full size each is some ten megabytes."""


class CachedColumns:
    """Columns as another gives them: a build judges several trainings on the same folds, and fitting takes minutes."""

    def __init__(self, columns: FittedColumns) -> None:
        self.names = columns.names
        self._fit: Callable[[Positions], FloatArray] = columns.fit
        self._cache: OrderedDict[bytes, FloatArray] = OrderedDict()

    def fit(self, training: Positions) -> FloatArray:
        """Return values of shape (clients, columns) of all clients; they are not to be written to."""
        key = hashlib.sha256(np.unique(training).tobytes()).digest()
        if key not in self._cache:
            values = self._fit(training)
            values.flags.writeable = False
            self._cache[key] = values
            if len(self._cache) > CACHE_SIZE:
                self._cache.popitem(last=False)
        return self._cache[key]
