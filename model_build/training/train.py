"""Training: the same recipe on each fold, then once on all rows."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final

import lightgbm as lgb
import numpy as np
import numpy.typing as npt
from sklearn.model_selection import StratifiedKFold

from model_build.errors import BuildError
from model_build.progress import Progress
from model_build.target_encoding import FittedColumns
from model_build.target_encoding.fold_matrix import fold_matrix
from model_build.training.averaging import average
from model_build.training.bands import bin_parameters
from model_bundle.arrow_file import FloatArray, IntArray

PARAMETERS: dict[str, float | int | str] = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 16,
    "max_depth": 4,
    # Few columns per tree and a strong L2: with correlated features the best singles of the field do the same.
    "feature_fraction": 0.15,
    "lambda_l2": 20.0,
    "min_data_in_leaf": 20,
    "deterministic": True,
    # Column by column, a tree reads only the few columns that it may use: a third less work than row by row.
    "force_col_wise": True,
    "verbose": -1,
}


# Far enough apart that the boosters of one seed are not those of the next.
SEED_STEP = 100_003
_MOST_FOLDS_AT_ONCE: Final = 4
"""Each fold holds a copy of its rows."""


@dataclass(frozen=True)
class Recipe:
    """What training needs beside the data: parameters of LightGBM, number of trees, folds and seed.

    ``trees`` are those of the whole model file: with several ``seeds``, each of that many boosters, which are
    averaged, has its share of them. Categories are split as ordered codes, in the order of their list, unless
    ``splits_sets``: LightGBM's own splits into sets of categories cost more per applicant on real rows
    (``benchmarks/ablation_real.py``). ``has_bands``: numbers that are read in bands (``bands.py``) are.
    """

    trees: int
    folds: int = 5
    seed: int = 0
    threads: int = 2
    seeds: int = 1
    splits_sets: bool = False
    has_bands: bool = True
    parameters: dict[str, float | int | str] = field(default_factory=lambda: dict(PARAMETERS))

    @property
    def rounds(self) -> int:
        """Trees of one booster."""
        return max(1, self.trees // self.seeds)

    def booster_parameters(self, directions: Sequence[int], *, draw: int = 0) -> dict[str, object]:
        """Return LightGBM's parameters of one booster, with one monotone direction (-1, 0, 1) per feature."""
        constraints = {"monotone_constraints": list(directions)} if any(directions) else {}
        # One thread: those of LightGBM wait for each other in a loop, which costs as much processor time as the work.
        # Other threads train other folds.
        return {**self.parameters, **constraints, "seed": self.seed + draw * SEED_STEP, "num_threads": 1}


def available_threads() -> int:
    """Return how many cores this process may use."""
    # Only Linux knows which cores a process was given; elsewhere it has them all.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def trees_for(rows: int) -> int:
    """Return the number of trees for a number of training rows, fixed before any row is judged.

    The best number grows with the data: measured at this learning rate, about 200 trees for 12,000 applicants and
    500 for 58,000. The upper end is a latency budget: each tree is paid for at every explanation.
    """
    return int(np.clip(2.1 * np.sqrt(rows), 60, 1000))


def recipe_for(rows: int, *, seed: int, threads: int, seeds: int = 1) -> Recipe:
    """Return the recipe for a number of training rows, all fixed before any row is judged.

    Boosters that share the trees between them have fewer each, and learn faster in proportion.
    """
    rate = float(PARAMETERS["learning_rate"]) * seeds
    return Recipe(
        trees=trees_for(rows),
        seed=seed,
        threads=threads,
        seeds=seeds,
        parameters={**PARAMETERS, "learning_rate": rate},
    )


@dataclass(frozen=True)
class TrainingSet:
    """Rows to learn from: ``matrix`` (rows, features), ``target`` (rows,) of 0 and 1, and what each column is.

    Columns that are named in ``fitted`` are learnt from the outcomes: each fold fits them anew.
    """

    matrix: FloatArray
    target: IntArray
    names: tuple[str, ...]
    categorical: tuple[str, ...]
    directions: tuple[int, ...]
    fitted: tuple[FittedColumns, ...] = ()

    def for_training_rows(self, training: npt.NDArray[np.intp]) -> "TrainingSet":
        """Return the same rows as a fold sees them that learns from the rows at ``training``.

        A fitted value of a row never depends on its own outcome, nor on that of a held-out row.
        """
        return replace(self, matrix=fold_matrix(self.matrix, self.names, self.fitted, training), fitted=())


@dataclass(frozen=True)
class OutOfFold:
    """Raw margins of every row by a model that never saw it, and the fold it stood in; both of shape (rows,)."""

    margins: FloatArray
    fold: IntArray


def train_folds(data: TrainingSet, recipe: Recipe, progress: Progress) -> OutOfFold:
    """Train one model per stratified fold and return the out-of-fold margins.

    Raises
    ------
    BuildError
        An outcome is rarer than folds: some fold would have nothing to be judged by.
    """
    margins = np.empty(len(data.target))
    fold_of_row = np.empty(len(data.target), dtype=np.int64)
    splits, shares, lock = _split(data, recipe), [0.0] * recipe.folds, Lock()

    def train_fold(fold: int) -> None:
        def report(share: float) -> None:
            with lock:
                shares[fold] = share
                current = min(recipe.folds, sum(done == 1.0 for done in shares) + 1)
                progress(f"Training fold {current} of {recipe.folds}", sum(shares) / recipe.folds)

        training, held_out = splits[fold]
        margins[held_out] = _margins(data, training, held_out, recipe, report)
        fold_of_row[held_out] = fold

    # Fitted columns compute in several threads themselves, and share their cache.
    workers = 1 if data.fitted else min(recipe.threads, recipe.folds, _MOST_FOLDS_AT_ONCE)
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(train_fold, range(recipe.folds)))
    return OutOfFold(margins, fold_of_row)


def each_fold(data: TrainingSet, recipe: Recipe, progress: Progress) -> Iterator[tuple[IntArray, FloatArray]]:
    """Train the folds one after another: yield the held-out rows of each fold and their margins.

    Raises
    ------
    BuildError
        An outcome is rarer than folds: some fold would have nothing to be judged by.
    """
    for fold, (training, held_out) in enumerate(_split(data, recipe)):
        yield held_out, _margins(data, training, held_out, recipe, _fold_progress(progress, fold, recipe))


def _split(data: TrainingSet, recipe: Recipe) -> list[tuple[IntArray, IntArray]]:
    repaid, defaulted = np.bincount(data.target, minlength=2)
    if min(repaid, defaulted) < recipe.folds:
        raise BuildError(
            "There are too few applicants of one outcome to learn from",
            got=f"{repaid:,} with TARGET 0 and {defaulted:,} with TARGET 1",
            remedy=f"take the whole file: at least {recipe.folds} of each are needed",
        )
    splitter = StratifiedKFold(recipe.folds, shuffle=True, random_state=recipe.seed)
    return list(splitter.split(data.matrix, data.target))


def _margins(
    data: TrainingSet, training: IntArray, held_out: IntArray, recipe: Recipe, report: Callable[[float], None]
) -> FloatArray:
    report(0.0)
    visible = data.for_training_rows(training)
    booster = _train(visible, training, recipe, report)
    return np.asarray(booster.predict(visible.matrix[held_out], raw_score=True, num_threads=1))


def train_final(data: TrainingSet, recipe: Recipe, progress: Progress) -> lgb.Booster:
    """Train the model that will be served, on all rows."""
    rows = np.arange(len(data.target))
    return _train(
        data.for_training_rows(rows), rows, recipe, lambda share: progress("Training the served model", share)
    )


def _train(
    data: TrainingSet, rows: npt.NDArray[np.intp], recipe: Recipe, report: Callable[[float], None]
) -> lgb.Booster:
    boosters, features = [], data.matrix[rows]
    for draw in range(recipe.seeds):

        def tell(env: lgb.callback.CallbackEnv, draw: int = draw) -> None:
            report((draw + (env.iteration + 1) / recipe.rounds) / recipe.seeds)

        # LightGBM refuses a second seed on the same dataset.
        dataset = lgb.Dataset(
            features,
            data.target[rows],
            feature_name=list(data.names),
            categorical_feature=list(data.categorical) if recipe.splits_sets else [],
        )
        with bin_parameters(data.names if recipe.has_bands else (), features) as bins:
            parameters = {**recipe.booster_parameters(data.directions, draw=draw), **bins}
            boosters.append(lgb.train(parameters, dataset, num_boost_round=recipe.rounds, callbacks=[tell]))
    return average(boosters)


def _fold_progress(progress: Progress, fold: int, recipe: Recipe) -> Callable[[float], None]:
    def report(share: float) -> None:
        progress(f"Training fold {fold + 1} of {recipe.folds}", (fold + share) / recipe.folds)

    return report
