"""Criteria for adopting an optional step."""

from dataclasses import dataclass

from model_bundle.reports import AblationResult


@dataclass(frozen=True)
class AdoptionCriteria:
    """The least that an optional step must bring on paired folds.

    The folds that decide are those of the headline figures: it is one choice, and so strict that they can hardly
    flatter it.

    Attributes
    ----------
    errors
        Its gain in AUC must be above so many of its standard errors.
    cost_increase
        By how much the cost per applicant may rise.
    """

    errors: float = 2.0
    cost_increase: float = 0.0

    def accepts(self, step: AblationResult) -> bool:
        """Return whether a step is adopted; one without a standard error is not."""
        if step.standard_error is None:
            return False
        return step.gain > self.errors * step.standard_error and step.cost_increase <= self.cost_increase
