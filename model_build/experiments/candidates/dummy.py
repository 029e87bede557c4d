"""The baseline: the share of defaults as every applicant's score."""

import numpy as np
from sklearn.dummy import DummyClassifier

from model_build.experiments.candidates.candidate import Candidate, Fitted, Rows, log_odds
from model_build.training.train import TrainingSet
from model_bundle.arrow_file import FloatArray


class _Constant:
    def __init__(self, classifier: DummyClassifier) -> None:
        self._classifier = classifier

    def margins(self, matrix: FloatArray) -> FloatArray:
        return log_odds(np.asarray(self._classifier.predict_proba(matrix[:, :1])[:, 1], dtype=np.float64))

    def contributions(self, matrix: FloatArray) -> FloatArray:
        return np.zeros_like(matrix)


def dummy() -> Candidate:
    """Return the candidate that predicts the share of defaults."""

    def fit(data: TrainingSet, rows: Rows) -> Fitted:
        # It reads no value: one column spares a copy of the rows.
        return _Constant(DummyClassifier(strategy="prior").fit(data.matrix[rows, :1], data.target[rows]))

    # Five constants cannot be calibrated on one another, and need not be.
    return Candidate("dummy", {"strategy": "prior"}, fit, is_calibrated=True)
