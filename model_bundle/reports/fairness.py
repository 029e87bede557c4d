"""Whether decisions and errors differ between groups: ``fairness.json``."""

from typing import Final

from model_bundle.home_credit import FAMILY_STATUS, GENDER
from model_bundle.json_file import Frozen
from model_bundle.reports.figures import Estimate

ATTRIBUTE_COLUMNS: Final = {"gender": GENDER, "family_status": FAMILY_STATUS}
"""The column of the form whose categories are the groups of an attribute; the groups of the others are bands."""


class GroupGap(Estimate):
    """How far apart two groups are; ``lowest`` and ``highest`` name them."""

    lowest: str
    highest: str


class GroupFairness(Frozen):
    """Decisions and errors of one group; positive means refused. Every rate is None where the group is too small.

    ``value`` is a value of the form, a band of ages such as ``20-29`` or of children such as ``3+``.
    """

    value: str
    applicants: int
    defaults: int
    selection_rate: Estimate | None = None
    true_positive_rate: Estimate | None = None
    false_positive_rate: Estimate | None = None
    predicted: float | None = None
    observed: Estimate | None = None


class AttributeFairness(Frozen):
    """The groups of one attribute, and the distance of the two furthest apart; None where there were no two.

    ``selection_rate_ratio`` is the lowest share granted divided by the highest; ``unknown`` counts applicants whose
    form does not tell.
    """

    name: str
    unknown: int
    selection_rate_ratio: GroupGap | None
    true_positive_rate_gap: GroupGap | None
    false_positive_rate_gap: GroupGap | None
    calibration_gap: GroupGap | None
    groups: tuple[GroupFairness, ...]


class FairnessReport(Frozen):
    """Decisions by group at the threshold, and the figures without and with gender and age, None if not measured."""

    rows: str
    threshold: float
    attributes: tuple[AttributeFairness, ...]
    auc: float
    auc_with_protected: float | None
    cost: float
    cost_with_protected: float | None
