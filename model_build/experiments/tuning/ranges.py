"""Which parameters are searched, between which ends, and how many trees a choice may have."""

from collections.abc import Mapping
from dataclasses import replace

import optuna
from optuna.distributions import FloatDistribution, IntDistribution

from model_build.training.train import Recipe

# The ends are those of the strong single models that were published for these tables. Few columns per tree stay: the
# constraints and everything that is not named here stay as the recipe has them.
RANGES: Mapping[str, FloatDistribution | IntDistribution] = {
    "learning_rate": FloatDistribution(0.01, 0.15, log=True),
    "num_leaves": IntDistribution(8, 31),
    "max_depth": IntDistribution(3, 8),
    "feature_fraction": FloatDistribution(0.03, 0.3),
    "lambda_l2": FloatDistribution(1.0, 200.0, log=True),
    "min_data_in_leaf": IntDistribution(20, 500, log=True),
    "bagging_fraction": FloatDistribution(0.5, 1.0),
}
# Without this, bagging_fraction does nothing.
BAGGING = {"bagging_freq": 1}
_LIGHTGBM_DEFAULTS: Mapping[str, float | int] = {"num_leaves": 31, "max_depth": 8, "bagging_fraction": 1.0}


def suggest(trial: optuna.Trial) -> dict[str, float | int]:
    """Let a trial choose a value of each parameter."""
    chosen: dict[str, float | int] = {}
    for name, ends in RANGES.items():
        if isinstance(ends, IntDistribution):
            chosen[name] = trial.suggest_int(name, ends.low, ends.high, log=ends.log)
        else:
            chosen[name] = trial.suggest_float(name, ends.low, ends.high, log=ends.log)
    return chosen


def tuned(recipe: Recipe, chosen: Mapping[str, float | int]) -> Recipe:
    """Return the recipe with parameters that a trial chose, and as many trees as its budget allows.

    An explanation walks every leaf of every tree, for longer the deeper it lies (measured: about leaves * depth). So
    that is what a choice may spend, and no more than the recipe itself does.
    """
    trees = recipe.trees * _weight(recipe.parameters) // _weight(chosen)
    return replace(recipe, trees=max(recipe.seeds, trees), parameters={**recipe.parameters, **chosen, **BAGGING})


def known_choice(recipe: Recipe) -> dict[str, float | int]:
    """Return the recipe's own values of the parameters that are searched, as far as they lie between the ends."""
    values = {**_LIGHTGBM_DEFAULTS, **recipe.parameters}
    choice: dict[str, float | int] = {}
    for name, ends in RANGES.items():
        value = values.get(name)
        if isinstance(value, (int, float)) and ends.low <= value <= ends.high:
            choice[name] = value
    return choice


def _weight(parameters: Mapping[str, float | int | str]) -> int:
    depth = int(parameters.get("max_depth", _LIGHTGBM_DEFAULTS["max_depth"]))
    leaves = int(parameters.get("num_leaves", _LIGHTGBM_DEFAULTS["num_leaves"]))
    return min(leaves, 1 << depth) * depth
