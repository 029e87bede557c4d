"""The values that the active bundle allows where a parameter names one of its own."""

from collections.abc import Callable, Mapping

from dashboard_app.services.client_list import SORTS, occupations
from dashboard_app.services.disclosure import filter_values
from dashboard_app.services.groups import AGE_BANDS, AMOUNT_BANDS, CATEGORY_FILTERS
from dashboard_app.store import ActiveBundle

Choices = Callable[[ActiveBundle], Mapping[str, tuple[str, ...]]]


def list_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return what clients can be sorted and filtered by."""
    return {"sort": tuple(SORTS), "occupation": occupations(active_bundle), "amount": tuple(AMOUNT_BANDS)}


def family_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return the families of features."""
    return {"family": tuple(active_bundle.bundle.catalogue.families)}


def group_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return the features that can be counted, and the values of each filter of former clients."""
    texts = {name: filter_values(active_bundle, name) for name in CATEGORY_FILTERS}
    return {
        "feature": tuple(active_bundle.feature_index),
        "age": tuple(AGE_BANDS),
        "amount": tuple(AMOUNT_BANDS),
        **texts,
    }
