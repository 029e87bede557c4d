"""A random forest: many deep trees, each on other rows, averaged."""

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import RandomForestClassifier

from model_build.experiments.candidates.candidate import Candidate, Fitted, Rows, log_odds
from model_build.training.train import TrainingSet
from model_bundle.arrow_file import FloatArray

TREES = 60
DEPTH = 10
SMALLEST_LEAF = 20
# Rows that a tree may draw: what keeps the time bounded however many applicants there are.
LARGEST_SAMPLE = 20_000
# Missing values come before every other one: a tree can set them apart with one cut. (shap knows no other way of
# missing values in these trees.)
MISSING = -1e9


@dataclass(frozen=True)
class _Forest:
    forest: RandomForestClassifier

    def margins(self, matrix: FloatArray) -> FloatArray:
        return log_odds(self._probabilities(matrix))

    def contributions(self, matrix: FloatArray) -> FloatArray:
        """Return TreeSHAP values, put on the scale of log-odds.

        TreeSHAP adds up to the mean probability of the trees. Each row is stretched by the slope of the line from the
        average to its own score, so that the values add up to its log-odds.
        """
        # shap pulls in numba and llvmlite: three seconds that only a comparison should pay.
        import shap

        explainer = shap.TreeExplainer(self.forest)
        values = np.asarray(explainer.shap_values(_filled(matrix))[:, :, 1], dtype=np.float64)
        base = float(explainer.expected_value[1])
        apart = values.sum(axis=1)
        middle = np.clip(base, 1e-6, 1 - 1e-6)
        slope_at_base = 1 / (middle * (1 - middle))
        is_apart = np.abs(apart) > 1e-9
        rise = log_odds(base + apart) - log_odds(np.array([base]))
        slope = np.where(is_apart, rise / np.where(is_apart, apart, 1.0), slope_at_base)
        stretched: FloatArray = values * slope[:, np.newaxis]
        return stretched

    def _probabilities(self, matrix: FloatArray) -> FloatArray:
        return np.asarray(self.forest.predict_proba(_filled(matrix))[:, 1], dtype=np.float64)


def forest(seed: int, threads: int) -> Candidate:
    """Return a random forest whose work is bounded by number, depth and sample of its trees."""

    def fit(data: TrainingSet, rows: Rows) -> Fitted:
        model = RandomForestClassifier(
            n_estimators=TREES,
            max_depth=DEPTH,
            min_samples_leaf=SMALLEST_LEAF,
            max_features="sqrt",
            max_samples=min(len(rows), LARGEST_SAMPLE),
            n_jobs=threads,
            random_state=seed,
        )
        model.fit(_filled(data.matrix[rows]), data.target[rows])
        # Threads would add the trees up in whatever order they end in.
        return _Forest(model.set_params(n_jobs=1))

    parameters: dict[str, float | int | str] = {
        "trees": TREES,
        "max_depth": DEPTH,
        "min_samples_leaf": SMALLEST_LEAF,
        "max_features": "sqrt",
        "max_samples": LARGEST_SAMPLE,
        "missing": "lowest",
        "categories": "codes",
    }
    return Candidate("forest", parameters, fit)


def _filled(matrix: FloatArray) -> FloatArray:
    return np.where(np.isnan(matrix), MISSING, matrix)
