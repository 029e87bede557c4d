"""What is told of a model beside its evaluation: single steps, and fairness."""

from collections.abc import Mapping
from typing import Any

from model_build.experiments.ablation import AblationResult, content
from model_build.prepare import Prepared
from model_build.reports.fairness.groups import groups_of
from model_build.reports.fairness.report import fairness
from model_build.training.fitting import FittedModel, figures_served
from model_build.training.train import Recipe


def supplements(
    prepared: Prepared, fitted_model: FittedModel, steps: Mapping[str, AblationResult], recipe: Recipe
) -> dict[str, dict[str, Any] | None]:
    """Return the contents of ``steps.json`` and ``fairness.json`` by name; None where nothing was measured."""
    protected = steps.get("protected")
    return {
        "steps": content(steps, recipe) if steps else None,
        "fairness": fairness(
            groups_of(prepared.train.application),
            fitted_model.probabilities,
            prepared.target,
            fitted_model.threshold.value,
            served=figures_served(fitted_model),
            protected=protected.with_it[0] if protected else None,
            seed=recipe.seed,
        ),
    }
