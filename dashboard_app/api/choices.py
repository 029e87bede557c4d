"""The values that the bundle in force allows where a parameter names one of its own."""

from collections.abc import Callable, Mapping

from dashboard_app.services.directory import SORTS, occupations
from dashboard_app.services.disclosure import filter_values
from dashboard_app.services.groups import AGE_BANDS, AMOUNT_BANDS, CATEGORY_FILTERS
from dashboard_app.store import Portfolio

Choices = Callable[[Portfolio], Mapping[str, tuple[str, ...]]]


def list_choices(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """Return what clients can be sorted and filtered by."""
    return {"sort": tuple(SORTS), "occupation": occupations(portfolio), "amount": tuple(AMOUNT_BANDS)}


def family_choices(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """Return the families of features."""
    return {"family": tuple(portfolio.bundle.catalogue.families)}


def group_choices(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """Return the features that can be counted, and the values of each filter of former clients."""
    texts = {name: filter_values(portfolio, name) for name in CATEGORY_FILTERS}
    return {
        "feature": tuple(portfolio.feature_index),
        "age": tuple(AGE_BANDS),
        "amount": tuple(AMOUNT_BANDS),
        **texts,
    }
