"""Allowed values of the parameters that depend on the active bundle."""

from collections.abc import Callable, Mapping

from dashboard_app.filters import AMOUNT_BANDS, FILTERS
from dashboard_app.services.client_list import SORTS, occupations
from dashboard_app.services.disclosure import filter_values
from dashboard_app.store import ActiveBundle

Choices = Callable[[ActiveBundle], Mapping[str, tuple[str, ...]]]


def list_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return what clients can be sorted and filtered by."""
    return {
        "sort": tuple(SORTS),
        "occupation": occupations(active_bundle),
        "amount": tuple(band.name for band in AMOUNT_BANDS),
    }


def family_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return the families of features."""
    return {"family": tuple(active_bundle.bundle.catalogue.families)}


def group_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return the features that can be counted, and the values of each filter of former clients."""
    filters = {group_filter.name: filter_values(active_bundle, group_filter.name) for group_filter in FILTERS}
    return {"feature": tuple(active_bundle.feature_index), **filters}
