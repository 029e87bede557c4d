"""What a person decides about a build."""

from dataclasses import dataclass, field, replace
from typing import Final

from model_build.errors import BuildError
from model_build.experiments.adoption_criteria import AdoptionCriteria
from model_build.experiments.optional import OPTIONAL
from model_build.publishing.activation import require_reason
from model_build.training.train import Recipe
from model_bundle.reports import DriftRule

QUICK_FOLDS: Final = 3


def quick_recipe(recipe: Recipe) -> Recipe:
    """Return the recipe with fewer folds, and with two thirds of the trees, which learn faster in proportion."""
    rate = float(recipe.parameters["learning_rate"]) * 1.5
    return replace(
        recipe,
        folds=QUICK_FOLDS,
        trees=max(1, recipe.trees * 2 // 3),
        parameters={**recipe.parameters, "learning_rate": rate},
    )


@dataclass(frozen=True)
class BuildOptions:
    """What a person decides about a build beside the recipe.

    Attributes
    ----------
    drift_rule
        When the pending applications count as drifted.
    with_steps
        Measure what constraints, and leaving out protected features, cost: three more trainings of all folds.
    is_compared
        Evaluate candidate models on the same folds.
    tried
        Names of optional steps to measure beside the recipe: each is one more training of all folds.
    adoption_criteria
        When a tried step stays in the model.
    trials, minutes
        How many trials a search for better parameters has, and how long it may take; 0 trials: no search.
    is_forced
        Put the active bundle although it costs more than the one before.
    reason
        Why; it goes into journal and, of a forced bundle, into model card and manifest.
    is_quick
        Build for a demo or a first look: everything that the pages show, from fewer folds and fewer candidates,
        without a run in MLflow. It needs no more than the extra ``demo``.
    """

    drift_rule: DriftRule | None = None
    with_steps: bool = True
    is_compared: bool = True
    tried: tuple[str, ...] = ()
    adoption_criteria: AdoptionCriteria = field(default_factory=AdoptionCriteria)
    trials: int = 0
    minutes: float = 0.0
    is_forced: bool = False
    reason: str | None = None
    is_quick: bool = False

    def __post_init__(self) -> None:
        """Refuse force without a reason, and a step that there is not."""
        require_reason(force=self.is_forced, reason=self.reason)
        if self.is_quick and (self.trials or self.tried):
            raise BuildError(
                "A quick build neither tunes nor tries optional steps",
                got="--quick with --tune or --try",
                remedy="leave one of them out",
            )
        unknown = [name for name in self.tried if name not in OPTIONAL]
        if unknown:
            raise BuildError(
                "There is no such optional step",
                got=", ".join(map(repr, unknown)),
                remedy=f"choose from {', '.join(OPTIONAL)}",
            )
