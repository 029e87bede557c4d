"""Platt calibration of raw margins, and its folding into the leaves of a model.

Platt, "Probabilistic outputs for support vector machines" (1999): probability = sigmoid(slope * margin + intercept),
fitted by maximum likelihood. Isotonic regression was tried and gave 63 distinct values and exact zeros.
"""

import lightgbm as lgb
import numpy as np
from sklearn.linear_model import LogisticRegression

from model_build.errors import BuildError
from model_build.training.averaging import leaves_of_trees
from model_build.training.train import OutOfFold
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.manifest import Calibration
from model_bundle.scorer import sigmoid

FOLDING_TOLERANCE = 1e-9


def fit(margins: FloatArray, target: IntArray) -> Calibration:
    """Fit slope and intercept on margins of shape (rows,) and outcomes 0 or 1."""
    platt = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(margins.reshape(-1, 1), target)
    return Calibration(slope=float(platt.coef_[0, 0]), intercept=float(platt.intercept_[0]))


def apply(calibration: Calibration, margins: FloatArray) -> FloatArray:
    """Return probabilities of raw margins of shape (rows,)."""
    return sigmoid(calibration.slope * margins + calibration.intercept)


def cross_fitted(scores: OutOfFold, target: IntArray) -> FloatArray:
    """Return out-of-fold probabilities, each fold calibrated on the others, of shape (rows,)."""
    probabilities = np.empty_like(scores.margins)
    for fold in np.unique(scores.fold):
        held_out = scores.fold == fold
        probabilities[held_out] = apply(fit(scores.margins[~held_out], target[~held_out]), scores.margins[held_out])
    return probabilities


def fold_into_leaves(booster: lgb.Booster, calibration: Calibration, rows: FloatArray) -> str:
    """Return the model as text, its leaves changed so that its raw prediction is the calibrated log-odds.

    Every leaf is multiplied by the slope; the intercept is added to the leaves of the first tree. ``rows`` of shape
    (rows, features) prove that the text predicts what the calibration says.

    Raises
    ------
    BuildError
        The text does not predict the calibrated log-odds.
    """
    expected = calibration.slope * np.asarray(booster.predict(rows, raw_score=True)) + calibration.intercept
    for tree, leaves in enumerate(leaves_of_trees(booster)):
        shift = calibration.intercept if tree == 0 else 0.0
        for leaf in range(leaves):
            value = booster.get_leaf_output(tree, leaf)
            booster.set_leaf_output(tree, leaf, calibration.slope * value + shift)
    text = str(booster.model_to_string())
    predicted = np.asarray(lgb.Booster(model_str=text).predict(rows, raw_score=True))
    if not np.allclose(predicted, expected, rtol=0, atol=FOLDING_TOLERANCE):
        raise BuildError(
            "The calibrated model file does not predict what the calibration says",
            got=f"a difference of {float(np.abs(predicted - expected).max())!r}",
            remedy="install the LightGBM of requirements-dev.txt",
        )
    return text
