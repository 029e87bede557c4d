"""Allowed values of the parameters that depend on the active bundle."""

from collections.abc import Callable, Mapping

from dashboard_app.filters import FILTERS
from dashboard_app.list_filters import LIST_FILTERS
from dashboard_app.services import disclosure
from dashboard_app.services.client_list import SORTS, filter_values
from dashboard_app.store import ActiveBundle

Choices = Callable[[ActiveBundle], Mapping[str, tuple[str, ...]]]


def list_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return what clients can be sorted and filtered by."""
    return {
        "sort": tuple(SORTS),
        **{one.name: filter_values(active_bundle, one) for one in LIST_FILTERS},
    }


def family_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return the families of features."""
    return {"family": tuple(active_bundle.bundle.catalogue.families)}


def group_choices(active_bundle: ActiveBundle) -> Mapping[str, tuple[str, ...]]:
    """Return the features that can be counted, and the values of each filter of former clients."""
    filters = {one.name: disclosure.filter_values(active_bundle, one.name) for one in FILTERS}
    return {"feature": tuple(active_bundle.feature_index), **filters}
