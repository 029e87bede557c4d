"""The search: trials of one study, evaluated fold by fold and stored, so that a build can resume it."""

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import optuna
from optuna.pruners import MedianPruner
from optuna.samplers import TPESampler
from optuna.storages import RDBStorage
from optuna.trial import FrozenTrial, TrialState
from sklearn.metrics import roc_auc_score
from sqlalchemy.exc import SQLAlchemyError

from model_build.errors import BuildError
from model_build.experiments.tuning.limits import FOLDS as FOLDS
from model_build.experiments.tuning.limits import Search as Search
from model_build.experiments.tuning.ranges import RANGES, known_choice, suggest, tuned
from model_build.progress import Progress
from model_build.training.bands import BANDS
from model_build.training.train import Recipe, TrainingSet, each_fold

# Folds of the search are drawn with a seed far from those of the build, which judge what was found.
SEED_STEP = 50_021
STARTUP_TRIALS = 6
UNPRUNED = 4
_FINISHED = (TrialState.COMPLETE, TrialState.PRUNED)
_STORE = "tuning.db"


def search(
    data: TrainingSet, recipe: Recipe, fingerprint: str, limits: Search, progress: Progress
) -> list[FrozenTrial]:
    """Make trials until the study has as many as asked for, or time is up; return all of them in their order.

    A study belongs to tables (``fingerprint``), features, recipe and seed. What a trial chooses depends on those judged
    before it and on nothing else: a search that was interrupted goes on as if it had not been.

    Raises
    ------
    BuildError
        The store of the trials cannot be used.
    """
    deadline = time.monotonic() + 60 * limits.minutes
    base_recipe = replace(recipe, folds=FOLDS, seed=recipe.seed + SEED_STEP)
    with _study(limits.folder, get_name(data, recipe, fingerprint)) as study:
        while (completed := len(_get_finished(study))) < limits.trials and time.monotonic() < deadline:
            label = f"Tuning, trial {completed + 1} of {limits.trials}"
            study.sampler = TPESampler(seed=recipe.seed + SEED_STEP * completed, n_startup_trials=STARTUP_TRIALS)
            if not completed and not study.get_trials(deepcopy=False, states=(TrialState.WAITING,)):
                study.enqueue_trial(known_choice(recipe))
            _try(study, data, base_recipe, label, deadline, progress)
        return study.get_trials(deepcopy=False)


def get_name(data: TrainingSet, recipe: Recipe, fingerprint: str) -> str:
    """Return the name of the study for these tables, features and recipe."""
    identity = [
        [data.names, data.categorical, data.directions],
        [recipe.trees, recipe.seeds, recipe.parameters],
        {name: [ends.low, ends.high, ends.log] for name, ends in RANGES.items()},
        BANDS,
    ]
    digest = hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()
    return f"{fingerprint[:16]}-{digest[:16]}-{recipe.seed}"


def _try(
    study: optuna.Study, data: TrainingSet, base_recipe: Recipe, label: str, deadline: float, progress: Progress
) -> None:
    trial = study.ask()
    recipe = tuned(base_recipe, suggest(trial))
    trial.set_user_attr("trees", recipe.trees)

    def renamed(step: str, share: float) -> None:
        progress(step.replace("Training", f"{label},"), share)

    scores: list[float] = []
    for number, (held_out, margins) in enumerate(each_fold(data, recipe, renamed)):
        scores.append(float(roc_auc_score(data.target[held_out], margins)))
        trial.report(float(np.mean(scores)), number)
        is_last = number == FOLDS - 1
        if not is_last and time.monotonic() >= deadline:
            study.tell(trial, state=TrialState.FAIL)
            return
        if not is_last and trial.should_prune():
            study.tell(trial, state=TrialState.PRUNED)
            return
    study.tell(trial, float(np.mean(scores)))


def _get_finished(study: optuna.Study) -> list[FrozenTrial]:
    return study.get_trials(deepcopy=False, states=_FINISHED)


@contextmanager
def _study(folder: Path, name: str) -> Iterator[optuna.Study]:
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        with _alone(folder):
            storage = RDBStorage(f"sqlite:///{(folder / _STORE).absolute()}")
            try:
                study = optuna.create_study(
                    storage=storage,
                    study_name=name,
                    load_if_exists=True,
                    direction="maximize",
                    pruner=MedianPruner(n_startup_trials=UNPRUNED),
                )
                # Left by a build that was killed; no other process can be running here.
                for trial in study.get_trials(deepcopy=False, states=(TrialState.RUNNING,)):
                    study.tell(trial.number, state=TrialState.FAIL)
                yield study
            finally:
                storage.remove_session()
                storage.engine.dispose()
    except (SQLAlchemyError, optuna.exceptions.StorageInternalError) as error:
        raise _unusable(folder, error) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other build searches in this folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / f"{_STORE}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _unusable(folder: Path, error: Exception) -> BuildError:
    return BuildError(
        "The trials of the tuning cannot be kept",
        got=repr(" ".join(str(error).split())[:200]),
        remedy=f"remove {str(folder / _STORE)!r} to begin anew, or mend its permissions",
    )
