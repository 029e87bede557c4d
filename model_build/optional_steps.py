"""Steps that are measured on request: columns learnt from outcomes, on the very folds of the model.

Neither has brought anything on real rows so far (``benchmarks/fitted_real.py``), and each costs one more training of
all folds with its own fittings inside each: so they are off unless they are asked for.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from model_build.fitted import CrossFitted, FittedColumns
from model_build.fitted.neighbours import POINT, NeighbourLearner
from model_build.fitted.row_model import RowLearner
from model_build.prepare import Prepared
from model_build.steps import Figures, Step, judge, told
from model_build.train import Progress, Recipe, TrainingSet
from model_bundle.manifest import Costs

ROW_MODELS: Final = "row_models"
NEIGHBOURS: Final = "neighbours"


def row_models(prepared: Prepared, recipe: Recipe) -> list[FittedColumns]:
    """Return the columns of the row-level models, of the tables that were read; none if none was."""
    return [
        CrossFitted(
            RowLearner(rows.train, prepared.target, rows.source.prefix, seed=recipe.seed, threads=recipe.threads),
            seed=recipe.seed,
        )
        for rows in prepared.rows
    ]


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
    prepared: Prepared,
    data: TrainingSet,
    served: Figures,
    recipe: Recipe,
    costs: Costs,
    progress: Progress,
) -> dict[str, Step]:
    """Measure optional steps against ``served``, the figures of the recipe as it is on the same folds.

    A step without the tables that it needs is left out.
    """
    steps = {}
    for name in OPTIONAL:
        columns = _COLUMNS[name](prepared, recipe) if name in tried else []
        if columns:
            found = judge(with_fitted(data, columns), recipe, costs, told(progress, _TOLD[name]))
            steps[name] = Step(name, (served,), (found,), is_kept=False)
    return steps


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
