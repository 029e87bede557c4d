"""Small training sets whose truth is known."""

import numpy as np

from model_build.training.train import TrainingSet
from model_bundle.scorer import sigmoid

NAMES = ("RATING", "KIND", "NOISE")


def silent(label: str, share: float) -> None:
    """Take progress and say nothing."""


def learnable(rows: int = 1_000, seed: int = 5) -> TrainingSet:
    """Return rows whose risk falls with a rating and is higher for one kind out of four; about 9 % default."""
    rng = np.random.default_rng(seed)
    rating = rng.normal(size=rows)
    kind = rng.choice([0.0, 1.0, 2.0, np.nan], size=rows)
    chance = sigmoid(-3.0 - 1.2 * rating + 0.9 * (kind == 2))
    return TrainingSet(
        matrix=np.column_stack([rating, kind, rng.normal(size=rows)]),
        target=(rng.uniform(size=rows) < chance).astype(np.int64),
        names=NAMES,
        categorical=("KIND",),
        directions=(-1, 0, 0),
    )


def noise(rows: int, defaults: int, seed: int = 5) -> TrainingSet:
    """Return rows from which nothing can be learned, with an exact number of defaults."""
    rng = np.random.default_rng(seed)
    target = np.zeros(rows, dtype=np.int64)
    target[rng.choice(rows, defaults, replace=False)] = 1
    return TrainingSet(rng.normal(size=(rows, 3)), target, NAMES, (), (0, 0, 0))
