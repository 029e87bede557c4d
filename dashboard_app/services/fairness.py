"""Decisions and errors by gender, age, family situation and region, for administrators."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.disclosure import SMALLEST_GROUP, measured_share, rounded_count
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import Category
from model_bundle.home_credit import FAMILY_STATUS, GENDER

_DIGITS = 4
_COLUMNS = {"gender": GENDER, "family_status": FAMILY_STATUS}


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval of 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class GroupRates:
    """One group: how large, and what decisions did to it; every rate is None where the group is too small.

    ``applicants`` is rounded, and None where there are fewer than 100; rates are told in steps of ten applicants.

    ``value`` is a value of the form, a band of ages such as ``20-29`` or of children such as ``3+``; ``category`` is
    what the catalogue calls it. ``granted`` is the share granted, ``refused_good`` the share refused of those who
    repaid, ``found`` the share refused of those who did not; ``estimated`` is the mean estimate, ``observed`` the share
    that did not repay.
    """

    value: str
    category: Category | None
    applicants: int | None
    granted: Estimate | None
    refused_good: Estimate | None
    found: Estimate | None
    estimated: float | None
    observed: Estimate | None


@dataclass(frozen=True)
class Attribute:
    """One attribute: the lowest share granted divided by the highest, the widest gaps of rates, and every group."""

    name: str
    ratio: Estimate | None
    fpr_gap: Estimate | None
    tpr_gap: Estimate | None
    calibration_gap: Estimate | None
    groups: tuple[GroupRates, ...]


@dataclass(frozen=True)
class Fairness:
    """The report, at the current threshold, and what leaving out gender and age costs; a lower cost is better.

    The figures with gender and age are None where they were not measured. ``uses_age`` says that the model was allowed
    to use age.
    """

    limit: float
    attributes: tuple[Attribute, ...]
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
        The person is no administrator.
    """
    require(actor, Capability.READ_FAIRNESS)
    stored = active_bundle.bundle.fairness
    if stored is None:
        return None
    return Fairness(
        limit=stored["threshold"],
        attributes=tuple(
            _attribute(found, _categories(active_bundle, found["name"])) for found in stored["attributes"]
        ),
        auc=stored["auc"],
        auc_with_protected=stored["auc_with_protected"],
        cost=stored["cost"],
        cost_with_protected=stored["cost_with_protected"],
        uses_age=any(entry.protected for entry in active_bundle.bundle.catalogue.features.values()),
    )


def _categories(active_bundle: ActiveBundle, attribute: str) -> dict[str, Category]:
    entry = active_bundle.bundle.catalogue.columns.get(_COLUMNS.get(attribute, ""))
    return {category.value: category for category in entry.categories} if entry else {}


def _attribute(found: Mapping[str, Any], categories: Mapping[str, Category]) -> Attribute:
    return Attribute(
        name=found["name"],
        ratio=_estimate(found["selection_rate_ratio"]),
        fpr_gap=_estimate(found["false_positive_rate_gap"]),
        tpr_gap=_estimate(found["true_positive_rate_gap"]),
        calibration_gap=_estimate(found["calibration_gap"]),
        groups=tuple(_group(group, categories.get(group["value"])) for group in found["groups"]),
    )


def _group(found: Mapping[str, Any], category: Category | None) -> GroupRates:
    # Positive means refused.
    people, defaults = found["applicants"], found["defaults"]
    if people < SMALLEST_GROUP:
        return GroupRates(found["value"], category, None, None, None, None, None, None)
    return GroupRates(
        value=found["value"],
        category=category,
        applicants=rounded_count(people),
        granted=_rate(found["selection_rate"], people),
        refused_good=_rate(found["false_positive_rate"], people - defaults),
        found=_rate(found["true_positive_rate"], defaults),
        estimated=None if found["predicted"] is None else round(found["predicted"], _DIGITS),
        observed=_rate(found["observed"], people),
    )


def _rate(found: Mapping[str, float | None] | None, people: int) -> Estimate | None:
    estimate = _estimate(found)
    return estimate and Estimate(*(measured_share(getattr(estimate, end), people) for end in ("value", "low", "high")))


def _estimate(found: Mapping[str, float | None] | None) -> Estimate | None:
    if found is None or found["value"] is None or found["low"] is None or found["high"] is None:
        return None
    return Estimate(round(found["value"], _DIGITS), round(found["low"], _DIGITS), round(found["high"], _DIGITS))
