"""What the tests of every candidate begin with."""

import numpy as np
from sklearn.metrics import roc_auc_score

from tests.model_build.training_sets import learnable

DATA = learnable(1_200)
LEARN, UNSEEN = np.arange(900), np.arange(900, 1_200)


def auc_of(fitted, rows=UNSEEN):
    return roc_auc_score(DATA.target[rows], fitted.margins(DATA.matrix[rows]))


def gap_from_additive(fitted):
    """Return how far contributions are from adding up to what a row's margin differs from another's."""
    rows = DATA.matrix[UNSEEN]
    left_over = fitted.margins(rows) - fitted.contributions(rows).sum(axis=1)
    return float(np.abs(left_over - left_over[0]).max())
