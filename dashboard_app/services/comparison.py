"""One client beside two groups of former clients: shares, never counts, of a chosen feature."""

from dataclasses import dataclass

from dashboard_app.capabilities import Capability
from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services.client_file import ClientFile
from dashboard_app.services.disclosure import Distribution, GroupDistribution, Rate, compute_rate, distribution
from dashboard_app.services.durations import as_displayed
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import ActiveBundle
from model_bundle.catalogue import CatalogueEntry

_FINEST = 0.001
"""The step of the share of a whole group, which is told once for all features."""


@dataclass(frozen=True)
class Comparison:
    """A feature's distribution in both groups of former clients, and where this client stands.

    ``better`` are those who repaid, or those whom the model would accept; ``worse`` the others: ``basis`` says which.
    ``rates`` has the share of the worse in each bin or category, ``rate`` that of the whole group, also of those who
    have no value. ``edges`` has one
    value more than the shares (numeric features) or is empty (categories); ``categories`` has the code of each share,
    ``MISSING`` for the small ones together. ``value`` is NaN where the client has none, ``here`` the client's bin or
    category, None where there is none. ``lower_better`` and ``lower_worse`` are the shares in lower bins, NaN where too
    few are on one side. Values are as they are read: lengths of time where the table counts days into the past.
    ``has_few_lower`` and ``has_few_higher`` say on which. ``has_lower`` and ``has_higher`` say that the outermost bins
    are open. A group that may not be shown ``is_suppressed`` and holds no shares. What is said of former clients comes
    from `dashboard_app.services.disclosure`.
    """

    entry: CatalogueEntry
    basis: Basis
    value: float
    here: int | None
    edges: tuple[float, ...]
    categories: tuple[int, ...]
    better: GroupDistribution
    worse: GroupDistribution
    rates: tuple[Rate, ...]
    rate: Rate
    lower_better: float
    lower_worse: float
    group: int
    population: int
    is_suppressed: bool
    has_few_lower: bool = False
    has_few_higher: bool = False
    has_lower: bool = False
    has_higher: bool = False

    @property
    def is_alike(self) -> bool:
        """Whether nearly everybody has the same value, and the others are too few to be told apart."""
        return not self.is_suppressed and len(self.better.shares) < 2


def compare(
    file: ClientFile,
    feature: str,
    group: GroupFilter,
    basis: Basis = Basis.OUTCOME,
) -> Comparison:
    """Compare a client with former clients.

    Raises
    ------
    NotAllowedError
        The file was not opened to work on it.
    InvalidRequestError
        There is no such feature or filter value.
    TooManyComparisonsError
        The user has made too many different comparisons.
    """
    file.require(Capability.WORK_ON_FILE)
    entry = feature_entry(file.active_bundle, feature)
    value = float(as_displayed(entry, file.features[file.active_bundle.feature_index[feature]]))
    return _build_comparison(entry, basis, value, distribution(file.active_bundle, file.actor, entry, group, basis))


def feature_entry(active_bundle: ActiveBundle, feature: str) -> CatalogueEntry:
    """Return what the catalogue says of a feature.

    Raises
    ------
    InvalidRequestError
        There is no such feature.
    """
    if feature not in active_bundle.feature_index:
        raise InvalidRequestError(f"There is no feature {str(feature)[:40]!r}. Choose one that the page offers.")
    return active_bundle.bundle.catalogue.features[feature]


def _build_comparison(entry: CatalogueEntry, basis: Basis, value: float, found: Distribution) -> Comparison:
    lower_better, lower_worse = found.lower_shares(value)
    has_few_lower, has_few_higher = found.few_beyond(value)
    return Comparison(
        entry=entry,
        basis=basis,
        value=value,
        here=found.get_bin(value),
        edges=found.edges,
        categories=found.categories,
        better=found.better,
        worse=found.worse,
        rates=found.rates,
        rate=compute_rate(found.better.clients, found.worse.clients, least=_FINEST),
        lower_better=lower_better,
        lower_worse=lower_worse,
        group=found.group,
        population=found.population,
        is_suppressed=found.is_suppressed,
        has_few_lower=has_few_lower,
        has_few_higher=has_few_higher,
        has_lower=found.has_lower,
        has_higher=found.has_higher,
    )
