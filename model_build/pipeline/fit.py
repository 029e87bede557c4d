"""The first stage: from prepared tables to a fitted model, by the recipe that search and experiments chose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from model_build.experiments.ablation import measure_ablations
from model_build.experiments.optional import run_experiments
from model_build.experiments.tuning.adoption import Tuned, not_tuned, tune
from model_build.experiments.tuning.limits import Search
from model_build.pipeline.build_options import BuildOptions
from model_build.prepare import Prepared, training_set
from model_build.progress import Progress
from model_build.target_encoding.served_rows import ServedRows
from model_build.training.fitting import FittedModel, figures_served, fit_model
from model_build.training.levers import move
from model_build.training.train import Recipe, TrainingSet
from model_bundle.features import FeatureRunner
from model_bundle.manifest import Costs, Reference
from model_bundle.reports import AblationResult, TuningReport
from model_bundle.scorer import Scorer


@dataclass(frozen=True)
class FitStage:
    """The fitted model, and what it was fitted on and by.

    ``prepared``, ``data`` and ``recipe`` are those that the search and the experiments left; ``results`` are what
    single steps bring, by name; ``row_models`` are served with the model.
    """

    prepared: Prepared
    data: TrainingSet
    recipe: Recipe
    costs: Costs
    fitted_model: FittedModel
    scorer: Scorer
    tuning: TuningReport
    results: Mapping[str, AblationResult]
    row_models: tuple[ServedRows, ...]

    def feature_runner(self) -> FeatureRunner:
        """Return what computes features as the bundle will."""
        plan = self.prepared.plan
        return FeatureRunner(plan.sql, plan.inputs, plan.names)


def fit(
    prepared: Prepared, recipe: Recipe, options: BuildOptions, progress: Progress, *, store: Path | None = None
) -> FitStage:
    """Search for parameters, fit the model, try optional steps, and measure what single steps bring.

    ``store`` is where trials of a search are kept; without it there is no search.
    """
    costs = Costs()
    data = training_set(prepared)
    tuned = _tuned(data, recipe, prepared.fingerprint, options, store, progress)
    recipe = tuned.recipe
    fitted_model = fit_model(data, recipe, costs, progress)
    tried = run_experiments(
        options.tried, options.adoption_criteria, prepared, data, fitted_model, recipe, costs, progress
    )
    if tried.adopted is not None:
        prepared, data = tried.adopted.prepared, tried.adopted.data
        fitted_model = fit_model(data, recipe, costs, progress)
    stage = FitStage(
        prepared=prepared,
        data=data,
        recipe=recipe,
        costs=costs,
        fitted_model=fitted_model,
        scorer=Scorer(fitted_model.model_text, data.names, _no_reference(data.names)),
        tuning=tuned.report,
        results=tried.steps,
        row_models=tried.adopted.rows if tried.adopted else (),
    )
    return replace(stage, results={**stage.results, **_ablate(stage, progress)}) if options.with_steps else stage


def _tuned(
    data: TrainingSet, recipe: Recipe, fingerprint: str, options: BuildOptions, store: Path | None, progress: Progress
) -> Tuned:
    if not options.trials or store is None:
        return not_tuned(recipe)
    return tune(data, recipe, fingerprint, Search(options.trials, options.minutes, store), progress)


def _no_reference(names: tuple[str, ...]) -> Reference:
    return Reference(contributions=dict.fromkeys(names, 0.0))


def _ablate(stage: FitStage, progress: Progress) -> Mapping[str, AblationResult]:
    decided, recipe = stage.prepared.decided, stage.recipe
    return measure_ablations(
        stage.data,
        stage.prepared.protected,
        figures_served(stage.fitted_model),
        recipe,
        stage.costs,
        progress,
        moved=move(stage.feature_runner(), decided.application, decided.history, seed=recipe.seed),
        risk=partial(stage.scorer.probabilities, threads=recipe.threads),
    )
