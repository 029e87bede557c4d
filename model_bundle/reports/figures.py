"""Figures that more than one report holds."""

from model_bundle.json_file import Frozen
from model_bundle.manifest import Costs

Parameter = bool | int | float | str | None


class Interval(Frozen):
    """A 95 % interval."""

    low: float
    high: float


class Estimate(Interval):
    """A figure with its 95 % interval."""

    value: float


class Importance(Frozen):
    """Mean absolute contribution of a feature or family, in log-odds."""

    name: str
    importance: float


class ConfusionMatrix(Frozen):
    """Counts of the four outcomes at one threshold; positive means refused."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def applicants(self) -> int:
        """All that were judged."""
        return self.true_positive + self.false_positive + self.false_negative + self.true_negative

    @property
    def accuracy(self) -> float:
        """Share of right decisions."""
        return (self.true_positive + self.true_negative) / self.applicants

    def cost(self, costs: Costs) -> float:
        """Return the business cost per applicant."""
        wrong = costs.false_negative * self.false_negative + costs.false_positive * self.false_positive
        return wrong / self.applicants
