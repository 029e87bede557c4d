"""Logistic regression: the method that credit scoring began with."""

from dataclasses import dataclass

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from threadpoolctl import threadpool_limits

from model_build.experiments.candidates.candidate import Candidate, Fitted, Rows, get_positions
from model_build.training.train import TrainingSet
from model_bundle.arrow_file import FloatArray, IntArray

# Columns are many and say similar things: a weak penalty cost 0.007 of AUC on real applications.
INVERSE_PENALTY = 0.005
ITERATIONS = 50
RAREST_CATEGORY = 20


@dataclass(frozen=True)
class _Linear:
    """``feature`` (encoded columns,) says which feature an encoded column was made from."""

    encoder: ColumnTransformer
    weights: FloatArray
    intercept: float
    means: FloatArray
    feature: IntArray

    def margins(self, matrix: FloatArray) -> FloatArray:
        margins: FloatArray = self.encoder.transform(matrix) @ self.weights + self.intercept
        return margins

    def contributions(self, matrix: FloatArray) -> FloatArray:
        """Return weight times distance from the mean, which for a linear model is the SHAP value itself."""
        parts = (self.encoder.transform(matrix) - self.means) * self.weights
        member = self.feature[:, np.newaxis] == np.arange(matrix.shape[1])
        contributions: FloatArray = parts @ member.astype(np.float64)
        return contributions


def logistic() -> Candidate:
    """Return logistic regression on imputed, scaled numbers and categories as one column each."""

    def fit(data: TrainingSet, rows: Rows) -> Fitted:
        numbers, categories = get_positions(data, categorical=False), get_positions(data, categorical=True)
        encoder = ColumnTransformer(
            [
                ("numbers", make_pipeline(_imputer(), StandardScaler()), numbers),
                ("categories", _one_hot(), categories),
            ]
        )
        encoded = encoder.fit_transform(data.matrix[rows])
        # A Newton step costs one product of the matrix with itself; it is there after about five.
        model = LogisticRegression(C=INVERSE_PENALTY, solver="newton-cholesky", max_iter=ITERATIONS)
        # How a product is cut up for threads shows in its last digits.
        with threadpool_limits(1, user_api="blas"):
            model.fit(encoded, data.target[rows])
        return _Linear(
            encoder,
            np.asarray(model.coef_[0], dtype=np.float64),
            float(model.intercept_[0]),
            np.asarray(encoded.mean(axis=0), dtype=np.float64),
            _origins(encoder, numbers, categories),
        )

    parameters: dict[str, float | int | str] = {
        "missing": "median",
        "scale": "standard",
        "categories": "one-hot",
        "rarest_category": RAREST_CATEGORY,
        "C": INVERSE_PENALTY,
        "solver": "newton-cholesky",
    }
    return Candidate("logistic", parameters, fit)


def _imputer() -> SimpleImputer:
    # A column that is empty in one fold must not shift all the others.
    return SimpleImputer(strategy="median", keep_empty_features=True)


def _one_hot() -> OneHotEncoder:
    return OneHotEncoder(handle_unknown="ignore", min_frequency=RAREST_CATEGORY, sparse_output=False)


def _origins(encoder: ColumnTransformer, numbers: list[int], categories: list[int]) -> IntArray:
    one_hot = encoder.named_transformers_["categories"]
    widths = [1] * len(numbers)
    if categories:
        names = [f"{prefix}" for prefix in categories]
        encoded = one_hot.get_feature_names_out(names)
        widths += [sum(name.partition("_")[0] == prefix for name in encoded) for prefix in names]
    return np.repeat(np.array([*numbers, *categories], dtype=np.int64), widths)
