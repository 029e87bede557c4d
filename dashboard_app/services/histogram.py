"""How a feature is spread among two groups of former clients, with no client beside them."""

from dataclasses import dataclass

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services.access import require
from dashboard_app.services.comparison import feature_entry
from dashboard_app.services.disclosure import GroupDistribution, distribution
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry


@dataclass(frozen=True)
class Histogram:
    """Shares of both groups: those who repaid, or whom the model would accept, and the others; None where suppressed.

    ``edges`` has one value more than the shares (numeric features) or is empty; ``categories`` has the code of each
    share, ``MISSING`` for the small ones together (categories) or is empty.
    """

    entry: CatalogueEntry
    basis: Basis
    edges: tuple[float, ...]
    categories: tuple[int, ...]
    better: GroupDistribution | None
    worse: GroupDistribution | None
    group: int
    population: int


def histogram(
    active_bundle: ActiveBundle, actor: Actor, feature: str, group: GroupFilter, basis: Basis = Basis.OUTCOME
) -> Histogram:
    """Return the spread of a feature, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidRequestError
        There is no such feature or filter value.
    TooManyComparisonsError
        The user has made too many different comparisons.
    """
    require(actor, Capability.COUNT_POPULATION)
    entry = feature_entry(active_bundle, feature)
    counted = distribution(active_bundle, actor, entry, group, basis)
    return Histogram(
        entry=entry,
        basis=basis,
        edges=counted.edges,
        categories=counted.categories,
        better=None if counted.is_suppressed else counted.better,
        worse=None if counted.is_suppressed else counted.worse,
        group=counted.group,
        population=counted.population,
    )
