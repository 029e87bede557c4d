"""What a query may ask: each parameter with type, limits and meaning, and the values that the bundle allows."""

from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dashboard_app.client_number import PATTERN
from dashboard_app.filters import FILTERS, Basis, with_filters
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.list_filters import LIST_FILTERS, with_list_filters
from dashboard_app.services import disclosure
from dashboard_app.services.client_list import LARGEST_BLOCK, SORTS, filter_values
from dashboard_app.store import ActiveBundle

_LAST_PAGE = 1_000_000
Choices = Callable[[ActiveBundle], Mapping[str, tuple[str, ...]]]


def _digits(value: object) -> object:
    # Other readers of numbers take spaces, underscores, and digits of other scripts.
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) < 20):
        raise ValueError("must be a whole number, written in the digits 0 to 9")
    return value


Integer = Annotated[int, BeforeValidator(_digits)]


class QueryParameters(BaseModel):
    """Parameters of an address; one that is not known is refused, so that no typing error passes for an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoQuery(QueryParameters):
    """No parameters at all."""


@with_list_filters(is_exact=True)
class ClientQuery(QueryParameters):
    """Which clients are listed, in which order, and which page of them."""

    page: Integer = Field(default=1, ge=1, le=_LAST_PAGE, description=gettext_noop("Page, from 1."))
    size: Integer = Field(default=50, ge=1, le=LARGEST_BLOCK, description=gettext_noop("Clients on a page."))
    sort: str = Field(default="client_id", description=gettext_noop("Column to sort by; missing values come last."))
    order: Literal["asc", "desc"] = Field(default="asc", description=gettext_noop("Sort direction."))
    number: str | None = Field(
        default=None,
        pattern=PATTERN,
        description=gettext_noop("Digits contained in the client number, grouped by thousands or not."),
    )


class FeatureQuery(QueryParameters):
    """Which features are listed."""

    family: str | None = Field(default=None, description=gettext_noop("Only the features of this topic."))


@with_filters
class HistogramQuery(QueryParameters):
    """Which feature is counted, among which former clients."""

    feature: str = Field(description=gettext_noop("The feature that is counted."))
    basis: Basis = Field(
        default=Basis.OUTCOME,
        description=gettext_noop(
            "How former clients are grouped: by whether they repaid, or by what the model would decide."
        ),
    )


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
