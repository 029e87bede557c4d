"""What is told of a model beside its evaluation: single steps, and fairness."""

from collections.abc import Mapping
from typing import Any

from model_build.fairness.groups import groups_of
from model_build.fairness.report import fairness
from model_build.learn import Learned
from model_build.prepare import Prepared
from model_build.steps import Figures, Step, content
from model_build.train import Recipe


def figures_served(learned: Learned) -> Figures:
    """Return the headline figures of the recipe as it is."""
    return Figures(learned.evaluation.headline.auc, learned.evaluation.headline.cost)


def judgement(
    prepared: Prepared, learned: Learned, steps: Mapping[str, Step], recipe: Recipe
) -> dict[str, dict[str, Any] | None]:
    """Return the contents of ``steps.json`` and ``fairness.json`` by name; None where nothing was measured."""
    protected = steps.get("protected")
    return {
        "steps": content(steps, recipe) if steps else None,
        "fairness": fairness(
            groups_of(prepared.train.application),
            learned.probabilities,
            prepared.target,
            learned.threshold.value,
            served=figures_served(learned),
            protected=protected.with_it[0] if protected else None,
            seed=recipe.seed,
        ),
    }
