"""The model that answers: probabilities and exact contributions.

Contributions are TreeSHAP values (Lundberg et al., 2020, "From local explanations to global understanding with
explainable AI for trees"), as LightGBM computes them, in log-odds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import lightgbm as lgb
import numpy as np

from model_bundle.arrow_file import FloatArray
from model_bundle.errors import BundleContractError, BundleCorruptError
from model_bundle.manifest import Reference

THREADS = 1
"""One thread per prediction: more is slower for one row, and hangs after a fork with OpenMP."""


@dataclass(frozen=True)
class Contributions:
    """What each feature adds to the log-odds of one score, relative to the average accepted client.

    ``values`` has shape (features,); ``base`` is the log-odds of that average; ``base + values.sum()`` is the
    log-odds of the score.
    """

    values: FloatArray
    base: float

    @property
    def log_odds(self) -> float:
        """The log-odds that the contributions add up to."""
        return self.base + float(self.values.sum())


def sigmoid(log_odds: FloatArray) -> FloatArray:
    """Return probabilities of log-odds, stable at both ends."""
    probabilities: FloatArray = 0.5 * (1.0 + np.tanh(0.5 * log_odds))
    return probabilities


class Scorer:
    """A LightGBM model in memory, for single rows or tables."""

    def __init__(self, model_text: str, feature_names: Sequence[str], reference: Reference) -> None:
        try:
            self._booster = lgb.Booster(model_str=model_text)
        except lgb.basic.LightGBMError as error:
            raise BundleCorruptError(f"model.txt is no LightGBM model: {error}. Build the bundle again.") from error
        if self._booster.feature_name() != list(feature_names):
            raise BundleCorruptError(
                "The model and the manifest name other features, or name them in another order: got "
                f"{self._booster.num_feature()} features from {self._booster.feature_name()[0]!r} and "
                f"{len(feature_names)} from {feature_names[0]!r}. Build the bundle again."
            )
        self._reference = np.array([reference.contributions[name] for name in feature_names])

    @property
    def trees(self) -> int:
        """Number of trees of the model."""
        return int(self._booster.num_trees())

    def log_odds(self, matrix: FloatArray, *, threads: int = THREADS) -> FloatArray:
        """Return the calibrated log-odds of rows of shape (rows, features), as shape (rows,)."""
        raw = self._booster.predict(np.ascontiguousarray(matrix), raw_score=True, num_threads=threads)
        return np.asarray(raw, dtype=np.float64)

    def probabilities(self, matrix: FloatArray, *, threads: int = THREADS) -> FloatArray:
        """Return the probability of default of rows of shape (rows, features), as shape (rows,)."""
        return sigmoid(self.log_odds(matrix, threads=threads))

    def raw_contributions(self, matrix: FloatArray, *, threads: int = THREADS) -> FloatArray:
        """Return TreeSHAP values of shape (rows, features + 1); the last column is the model's bias."""
        raw = self._booster.predict(np.ascontiguousarray(matrix), pred_contrib=True, num_threads=threads)
        return np.asarray(raw, dtype=np.float64)

    def contributions(self, matrix: FloatArray, *, threads: int = THREADS) -> tuple[FloatArray, FloatArray]:
        """Return contributions relative to the average accepted client, and the log-odds that they start from.

        The first has shape (rows, features), the second (rows,); together they add up to the log-odds of each row.
        """
        raw = self.raw_contributions(matrix, threads=threads)
        # What is taken from the contributions goes to the base, so that they still add up.
        return raw[:, :-1] - self._reference, raw[:, -1] + self._reference.sum()

    def explain(self, row: FloatArray) -> Contributions:
        """Return the contributions of one row of shape (features,), relative to the average accepted client."""
        values, bases = self.contributions(row.reshape(1, -1))
        return Contributions(values=values[0], base=float(bases[0]))


def require_lightgbm(built_with: str) -> None:
    """Refuse to read a model that a newer LightGBM wrote.

    Raises
    ------
    BundleContractError
        The installed LightGBM is older than the one that trained the model.
    """
    installed = version("lightgbm")
    if _release(installed) < _release(built_with):
        raise BundleContractError(
            f"The model was trained with LightGBM {built_with}, but LightGBM {installed} is installed. "
            "Install the versions of requirements.txt."
        )


def _release(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2] if part.isdigit())
