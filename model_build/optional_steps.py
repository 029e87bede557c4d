"""Steps that are tried on request: columns learnt from outcomes, judged on the very folds of the model.

Neither has brought anything on real rows so far (``benchmarks/fitted_real.py``), and each costs one more training of
all folds with its own fittings inside each: so they are off unless they are asked for.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from model_build.fitted import CrossFitted, FittedColumns
from model_build.fitted.neighbours import POINT, NeighbourLearner
from model_build.fitted.remembered import Remembered
from model_build.judgement import figures_served
from model_build.learn import Learned
from model_build.paired import auc_deviation
from model_build.prepare import Prepared
from model_build.row_adoption import Adopted, adopt_rows, row_learners
from model_build.steps import Step, figures_of, judged, told
from model_build.train import Progress, Recipe, TrainingSet
from model_build.worth import Worth
from model_bundle.manifest import Costs

ROW_MODELS: Final = "row_models"
NEIGHBOURS: Final = "neighbours"


@dataclass(frozen=True)
class Tried:
    """The steps by name, and what the model takes of them; None if that is nothing."""

    steps: Mapping[str, Step]
    adopted: Adopted | None


def row_models(prepared: Prepared, recipe: Recipe) -> list[FittedColumns]:
    """Return the columns of the row-level models, of the tables that were read; none if none was."""
    return [Remembered(CrossFitted(learner, seed=recipe.seed)) for learner in row_learners(prepared, recipe)]


def neighbours(prepared: Prepared, recipe: Recipe) -> list[FittedColumns]:
    """Return the default rate of the nearest former applicants.

    It is measured only and never served: it depends on the form, which may be edited on the page, and would need every
    former applicant with their outcome in the process that serves.
    """
    places = [prepared.plan.names.index(name) for name in POINT]
    points = np.ascontiguousarray(prepared.train.matrix[:, places])
    return [CrossFitted(NeighbourLearner(points, prepared.target, threads=recipe.threads), seed=recipe.seed)]


_COLUMNS: Final[Mapping[str, Callable[[Prepared, Recipe], list[FittedColumns]]]] = {
    ROW_MODELS: row_models,
    NEIGHBOURS: neighbours,
}
_TOLD: Final = {ROW_MODELS: "models of single earlier credits bring", NEIGHBOURS: "neighbours bring"}
OPTIONAL: Final = tuple(_COLUMNS)
"""Names of the optional steps, in the order in which they are measured."""


def try_steps(
    tried: Collection[str],
    worth: Worth,
    prepared: Prepared,
    data: TrainingSet,
    learned: Learned,
    recipe: Recipe,
    costs: Costs,
    progress: Progress,
) -> Tried:
    """Measure optional steps against the recipe as it is on the same folds, and take those that earn their place.

    ``learned`` is what the recipe learnt from ``data``. A step without the tables that it needs is left out.
    """
    steps, adopted = {}, None
    for name in OPTIONAL:
        columns = _COLUMNS[name](prepared, recipe) if name in tried else []
        if columns:
            step = _measure(name, with_fitted(data, columns), learned, recipe, costs, progress)
            if name == ROW_MODELS and worth.is_earned_by(step):
                progress("Taking the models of single earlier credits into the model", 0.0)
                step, adopted = replace(step, is_kept=True), adopt_rows(prepared, columns, recipe)
            steps[name] = step
    return Tried(steps, adopted)


def _measure(
    name: str, extended: TrainingSet, learned: Learned, recipe: Recipe, costs: Costs, progress: Progress
) -> Step:
    probabilities, fold = judged(extended, recipe, told(progress, _TOLD[name]))
    return Step(
        name,
        without=(figures_served(learned),),
        with_it=(figures_of(probabilities, fold, extended.target, costs),),
        is_kept=False,
        error=auc_deviation(extended.target, learned.probabilities, probabilities),
    )


def with_fitted(data: TrainingSet, columns: Sequence[FittedColumns]) -> TrainingSet:
    """Return the same rows with columns added that each fold fits; until then nothing stands in them."""
    names = [name for fitted in columns for name in fitted.names]
    return replace(
        data,
        matrix=np.hstack([data.matrix, np.full((len(data.target), len(names)), np.nan)]),
        names=(*data.names, *names),
        directions=(*data.directions, *([0] * len(names))),
        fitted=(*data.fitted, *columns),
    )
