"""Decisions and errors by gender, age, family situation and region, for administrators."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.disclosure import SMALLEST_GROUP, measured_share, rounded_count
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import Category
from model_bundle.reports import ATTRIBUTE_COLUMNS, AttributeFairness, Estimate, GroupFairness

_DIGITS = 4


@dataclass(frozen=True)
class GroupRates:
    """One group: how large, and what decisions did to it; every rate is None where the group is too small.

    ``applicants`` is rounded, and None where there are fewer than 100; rates are told in steps of ten applicants.

    ``value`` is a value of the form, a band of ages such as ``20-29`` or of children such as ``3+``; ``category`` is
    what the catalogue calls it. ``selection_rate`` is the share granted; positive means refused, so the true positive
    rate is the share refused of those who did not repay. ``predicted`` is the mean estimate, ``observed`` the share
    that did not repay.
    """

    value: str
    category: Category | None
    applicants: int | None = None
    selection_rate: Estimate | None = None
    false_positive_rate: Estimate | None = None
    true_positive_rate: Estimate | None = None
    predicted: float | None = None
    observed: Estimate | None = None


@dataclass(frozen=True)
class AttributeRates:
    """One attribute: the lowest share granted divided by the highest, the widest gaps of rates, and every group."""

    name: str
    selection_rate_ratio: Estimate | None
    false_positive_rate_gap: Estimate | None
    true_positive_rate_gap: Estimate | None
    calibration_gap: Estimate | None
    groups: tuple[GroupRates, ...]


@dataclass(frozen=True)
class Fairness:
    """The report, at the current threshold, and what leaving out gender and age costs; a lower cost is better.

    The figures with gender and age are None where they were not measured. ``uses_age`` says that the model was allowed
    to use age.
    """

    threshold: float
    attributes: tuple[AttributeRates, ...]
    auc: float
    auc_with_protected: float | None
    cost: float
    cost_with_protected: float | None
    uses_age: bool


def fairness(active_bundle: ActiveBundle, actor: Actor) -> Fairness | None:
    """Return the report of the active bundle, None if it holds none.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    """
    require(actor, Capability.READ_FAIRNESS)
    report = active_bundle.bundle.fairness
    if report is None:
        return None
    return Fairness(
        threshold=report.threshold,
        attributes=tuple(
            _attribute(attribute, _categories(active_bundle, attribute.name)) for attribute in report.attributes
        ),
        auc=report.auc,
        auc_with_protected=report.auc_with_protected,
        cost=report.cost,
        cost_with_protected=report.cost_with_protected,
        uses_age=any(entry.protected for entry in active_bundle.bundle.catalogue.features.values()),
    )


def _categories(active_bundle: ActiveBundle, attribute: str) -> dict[str, Category]:
    entry = active_bundle.bundle.catalogue.columns.get(ATTRIBUTE_COLUMNS.get(attribute, ""))
    return {category.value: category for category in entry.categories} if entry else {}


def _attribute(attribute: AttributeFairness, categories: Mapping[str, Category]) -> AttributeRates:
    return AttributeRates(
        name=attribute.name,
        selection_rate_ratio=_rounded(attribute.selection_rate_ratio),
        false_positive_rate_gap=_rounded(attribute.false_positive_rate_gap),
        true_positive_rate_gap=_rounded(attribute.true_positive_rate_gap),
        calibration_gap=_rounded(attribute.calibration_gap),
        groups=tuple(_group(group, categories.get(group.value)) for group in attribute.groups),
    )


def _group(group: GroupFairness, category: Category | None) -> GroupRates:
    people, defaults = group.applicants, group.defaults
    if people < SMALLEST_GROUP:
        return GroupRates(group.value, category)
    return GroupRates(
        value=group.value,
        category=category,
        applicants=rounded_count(people),
        selection_rate=_in_steps(group.selection_rate, people),
        false_positive_rate=_in_steps(group.false_positive_rate, people - defaults),
        true_positive_rate=_in_steps(group.true_positive_rate, defaults),
        predicted=None if group.predicted is None else round(group.predicted, _DIGITS),
        observed=_in_steps(group.observed, people),
    )


def _in_steps(rate: Estimate | None, people: int) -> Estimate | None:
    rounded = _rounded(rate)
    return rounded and Estimate(
        value=measured_share(rounded.value, people),
        low=measured_share(rounded.low, people),
        high=measured_share(rounded.high, people),
    )


def _rounded(figure: Estimate | None) -> Estimate | None:
    return figure and Estimate(
        value=round(figure.value, _DIGITS), low=round(figure.low, _DIGITS), high=round(figure.high, _DIGITS)
    )
