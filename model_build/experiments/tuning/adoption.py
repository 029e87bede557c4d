"""Adoption of the tuned parameters, evaluated on folds that the search did not use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import roc_auc_score

from model_build.experiments.tuning.limits import FOLDS, Search
from model_build.progress import Progress
from model_build.training.fitting import score_out_of_fold
from model_build.training.train import Recipe, TrainingSet
from model_bundle.reports import Parameter, Trial, TrialState, TuningOutcome, TuningReport

if TYPE_CHECKING:
    from optuna.trial import FrozenTrial

EVALUATION_SEEDS = 3
_STATES = {"COMPLETE": TrialState.COMPLETE, "PRUNED": TrialState.PRUNED}
_ROWS = (
    f"Training applicants out of fold. Trials: {FOLDS} folds drawn with a seed of their own, mean AUC of the folds "
    "judged (a pruned trial: those before it was pruned). Default and tuned AUC, and gain by seed: the folds of the "
    f"build, drawn with {EVALUATION_SEEDS} other seeds, the same for both."
)


@dataclass(frozen=True)
class Tuned:
    """The recipe to train with, and how it was found."""

    recipe: Recipe
    report: TuningReport


def not_tuned(recipe: Recipe) -> Tuned:
    """Return the recipe as it is, and a report that says that nothing was tried."""
    return Tuned(recipe, _report((), TuningOutcome.NOT_TUNED))


def tune(data: TrainingSet, recipe: Recipe, fingerprint: str, limits: Search, progress: Progress) -> Tuned:
    """Search, and adopt the best trial if it gains on average over folds drawn with several other seeds.

    The judging comes on top of the time of the search: twice ``EVALUATION_SEEDS`` trainings of all folds.
    """
    # Optuna is loaded by a search only: a build without one works where it is not installed.
    from model_build.experiments.tuning.ranges import known_choice, tuned
    from model_build.experiments.tuning.search import search

    trials = search(data, recipe, fingerprint, limits, progress)
    complete = [trial for trial in trials if trial.state.name == "COMPLETE"]
    if not complete:
        return Tuned(recipe, _report(trials, TuningOutcome.NO_TRIAL))
    # Among equals the earliest: the recipe itself is tried first.
    best = max(complete, key=lambda trial: (trial.value, -trial.number))
    known = known_choice(recipe)
    if best.params == known:
        return Tuned(recipe, _report(trials, TuningOutcome.DEFAULT_BEST))
    tuned_recipe = tuned(recipe, best.params)
    pairs = []
    for step in range(EVALUATION_SEEDS):
        label = f"Judging the tuning, seed {step + 1} of {EVALUATION_SEEDS}"
        pairs.append(
            [
                _auc(data, replace(candidate, seed=recipe.seed + step), label, progress)
                for candidate in (recipe, tuned_recipe)
            ]
        )
    default, better = np.mean(pairs, axis=0)
    is_better = bool(better > default)
    report = _report(
        trials,
        TuningOutcome.ADOPTED if is_better else TuningOutcome.NOT_BETTER,
        chosen={"trees": tuned_recipe.trees, **best.params},
        default_auc=float(default),
        tuned_auc=float(better),
        gain_by_seed=[after - before for before, after in pairs],
    )
    return Tuned(tuned_recipe if is_better else recipe, report)


def _auc(data: TrainingSet, recipe: Recipe, label: str, progress: Progress) -> float:
    probabilities, _ = score_out_of_fold(
        data, recipe, lambda with_label, share: progress(with_label.replace("Training", f"{label},"), share)
    )
    return float(roc_auc_score(data.target, probabilities))


def _report(
    trials: "Sequence[FrozenTrial]",
    outcome: TuningOutcome,
    *,
    chosen: Mapping[str, Parameter] | None = None,
    default_auc: float | None = None,
    tuned_auc: float | None = None,
    gain_by_seed: Sequence[float] = (),
) -> TuningReport:
    return TuningReport(
        rows=_ROWS,
        outcome=outcome,
        trials=tuple(_trial(trial) for trial in trials),
        chosen=None if chosen is None else dict(chosen),
        default_auc=default_auc,
        tuned_auc=tuned_auc,
        gain_by_seed=tuple(gain_by_seed),
    )


def _trial(trial: "FrozenTrial") -> Trial:
    values = trial.intermediate_values
    state = _STATES.get(trial.state.name, TrialState.FAILED)
    return Trial(
        number=trial.number,
        state=state,
        auc=values[max(values)] if values and state is not TrialState.FAILED else None,
        seconds=round(trial.duration.total_seconds(), 3) if trial.duration else 0.0,
        parameters={**trial.user_attrs, **trial.params},
    )
