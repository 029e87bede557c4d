"""Cross-fitting: the value of a client never depends on that client's own outcome."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from model_bundle.arrow_file import FloatArray

Positions = npt.NDArray[np.int64]
"""Positions of clients in the training set, ascending."""
INNER_FOLDS = 5


class FittedEncoder(Protocol):
    """An encoder fitted on some clients; it encodes any client."""

    def values(self, positions: Positions) -> FloatArray:
        """Return values of shape (positions, columns) of the clients at these positions of the training set."""
        ...


class Encoder(Protocol):
    """An encoder that is fitted on the outcomes of given clients only."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns that it gives."""
        ...

    @property
    def clients(self) -> int:
        """How many clients the training set has."""
        ...

    def fit(self, positions: Positions) -> FittedEncoder:
        """Fit on the clients at these positions."""
        ...


class FittedColumns(Protocol):
    """Columns of a training set that are fitted with the target, and so once for each outer fold.

    A training calls ``fit`` with the clients that a fold learns from, trains on their values, and judges the others
    on theirs.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        ...

    def fit(self, training: Positions) -> FloatArray:
        """Return values of shape (clients, columns) of all clients of the training set.

        The value of a client in ``training`` comes from other clients in ``training``; that of any other client comes
        from all of ``training``, and so from no judged outcome.
        """
        ...


@dataclass(frozen=True)
class CrossFitted:
    """The columns of a encoder, cross-fitted by client.

    The clients that are learnt from are dealt into inner folds, each of which gets its values from the others. The
    deal knows no outcome: with stratified folds, a client's own outcome would move a few others from fold to fold,
    and so its own value.

    Leaving out one client at a time would not do for neighbours: of two clients at the same place, the one who
    defaulted would always have the lower value, which gives the outcome away again.
    """

    encoder: Encoder
    folds: int = INNER_FOLDS
    seed: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return self.encoder.names

    def fit(self, training: Positions) -> FloatArray:
        """Return values of shape (clients, columns) of all clients of the training set."""
        training = np.unique(training)
        values = np.full((self.encoder.clients, len(self.names)), np.nan)
        fold = np.random.default_rng(self.seed).permutation(len(training)) % self.folds
        for number in np.unique(fold):
            held_out = training[fold == number]
            values[held_out] = self.encoder.fit(training[fold != number]).values(held_out)
        others = np.setdiff1d(np.arange(self.encoder.clients), training)
        if len(others):
            values[others] = self.encoder.fit(training).values(others)
        return values
