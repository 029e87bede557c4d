"""Optional steps: target-encoded columns, evaluated on the folds of the model.

Neither has improved the model on real rows so far (``benchmarks/target_encoding_real.py``), and each costs one more
training of all folds, with its own fit inside each fold. They are off by default.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from model_build.experiments.ablation import ablation_result, with_label
from model_build.experiments.adoption_criteria import AdoptionCriteria
from model_build.experiments.promotion import Promotion, promote_row_models, row_encoders
from model_build.metrics.delong import auc_deviation
from model_build.metrics.headline import measure_figures
from model_build.prepare import Prepared
from model_build.progress import Progress
from model_build.target_encoding import CrossFitted, FittedColumns
from model_build.target_encoding.neighbours import POINT, NeighbourEncoder
from model_build.target_encoding.remembered import CachedColumns
from model_build.training.fitting import FittedModel, figures_served, score_out_of_fold
from model_build.training.train import Recipe, TrainingSet
from model_bundle.manifest import Costs
from model_bundle.reports import AblationResult

ROW_MODELS: Final = "row_models"
NEIGHBOURS: Final = "neighbours"


@dataclass(frozen=True)
class ExperimentResult:
    """The steps by name, and what the model takes of them; None if that is nothing."""

    steps: Mapping[str, AblationResult]
    adopted: Promotion | None


def row_models(prepared: Prepared, recipe: Recipe) -> list[FittedColumns]:
    """Return the columns of the row-level models, of the tables that were read; none if none was."""
    return [CachedColumns(CrossFitted(encoder, seed=recipe.seed)) for encoder in row_encoders(prepared, recipe)]


def neighbours(prepared: Prepared, recipe: Recipe) -> list[FittedColumns]:
    """Return the default rate of the nearest former applicants.

    It is measured only and never served: it depends on the form, which may be edited on the page, and would need every
    former applicant with their outcome in the process that serves.
    """
    columns = [prepared.plan.names.index(name) for name in POINT]
    points = np.ascontiguousarray(prepared.train.matrix[:, columns])
    return [CrossFitted(NeighbourEncoder(points, prepared.target, threads=recipe.threads), seed=recipe.seed)]


_COLUMNS: Final[Mapping[str, Callable[[Prepared, Recipe], list[FittedColumns]]]] = {
    ROW_MODELS: row_models,
    NEIGHBOURS: neighbours,
}
_STEP_LABELS: Final = {ROW_MODELS: "models of single earlier credits bring", NEIGHBOURS: "neighbours bring"}
OPTIONAL: Final = tuple(_COLUMNS)
"""Names of the optional steps, in the order in which they are measured."""


def run_experiments(
    tried: Collection[str],
    adoption_criteria: AdoptionCriteria,
    prepared: Prepared,
    data: TrainingSet,
    fitted_model: FittedModel,
    recipe: Recipe,
    costs: Costs,
    progress: Progress,
) -> ExperimentResult:
    """Measure optional steps against the recipe as it is on the same folds, and adopt those that meet the criteria.

    ``fitted_model`` is what the recipe learnt from ``data``. A step without the tables that it needs is left out.
    """
    steps, adopted = {}, None
    for name in OPTIONAL:
        columns = _COLUMNS[name](prepared, recipe) if name in tried else []
        if columns:
            step = _measure(name, with_fitted(data, columns), fitted_model, recipe, costs, progress)
            if name == ROW_MODELS and adoption_criteria.accepts(step):
                progress("Taking the models of single earlier credits into the model", 0.0)
                step, adopted = step.model_copy(update={"is_kept": True}), promote_row_models(prepared, columns, recipe)
            steps[name] = step
    return ExperimentResult(steps, adopted)


def _measure(
    name: str, extended: TrainingSet, fitted_model: FittedModel, recipe: Recipe, costs: Costs, progress: Progress
) -> AblationResult:
    probabilities, fold = score_out_of_fold(extended, recipe, with_label(progress, _STEP_LABELS[name]))
    return ablation_result(
        name,
        figures_served(fitted_model),
        measure_figures(probabilities, fold, extended.target, costs),
        is_kept=False,
        standard_error=auc_deviation(extended.target, fitted_model.probabilities, probabilities),
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
