"""When an optional step earns its place in the model."""

from dataclasses import dataclass

import numpy as np

from model_build.steps import Step


@dataclass(frozen=True)
class Worth:
    """The least that an optional step must bring on paired folds.

    The folds that decide are those of the headline figures: it is one choice, and so strict that they can hardly
    flatter it.

    Attributes
    ----------
    errors
        Its gain in AUC must be above so many of its standard errors.
    dearer
        By how much the cost per applicant may rise.
    """

    errors: float = 2.0
    dearer: float = 0.0

    def is_earned_by(self, step: Step) -> bool:
        """Say whether a step stays; one whose standard error was not measured does not."""
        if step.error is None:
            return False
        return bool(np.mean(step.gains) > self.errors * step.error and step.dearer <= self.dearer)
