"""One client beside two groups of former clients: shares, never counts, of a chosen feature."""

from dataclasses import dataclass

import numpy as np

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import client_row
from dashboard_app.services.bins import bins_of
from dashboard_app.services.disclosure import SMALLEST_GROUP, group_count, rounded, rounded_count, rounded_share
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.services.groups import Basis, GroupFilter, is_better, select
from dashboard_app.services.lengths import as_read
from dashboard_app.store import Portfolio
from model_bundle.catalogue import Entry


@dataclass(frozen=True)
class Side:
    """One of the two groups: how many, the share with no value, and the share in each bin or category."""

    clients: int
    missing: float
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Comparison:
    """A feature's distribution in both groups of former clients, and where this client stands.

    ``better`` are those accepted, or those who repaid; ``worse`` the others: ``basis`` says which. ``edges`` has one
    value more than the shares (numeric features) or is empty (categories). ``value`` is NaN where the client has none.
    ``lower_better`` and ``lower_worse`` are the shares with a lower value. Values are as they are read: lengths of time
    where the table counts days into the past. ``has_lower`` and ``has_higher`` say that
    values beyond the axis are counted in its outermost bins. A group that is too small is ``is_suppressed`` and holds
    no shares. Counts, and what is made of them, are rounded: see `dashboard_app.services.disclosure`.
    """

    entry: Entry
    basis: Basis
    value: float
    edges: tuple[float, ...]
    better: Side
    worse: Side
    lower_better: float
    lower_worse: float
    group: int
    population: int
    is_suppressed: bool
    has_lower: bool = False
    has_higher: bool = False


def compare(
    portfolio: Portfolio,
    actor: Actor,
    client_id: object,
    feature: str,
    wanted: GroupFilter,
    basis: Basis = Basis.DECISION,
) -> Comparison:
    """Compare a client that this person may see with former clients.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    InvalidRequestError
        There is no such feature or filter value.
    """
    row = client_row(portfolio, actor, client_id, Capability.WORK_ON_FILE)
    entry = feature_entry(portfolio, feature)
    value = float(as_read(entry, portfolio.features[row, portfolio.feature_index[feature]]))
    binned, better = bins_of(portfolio, feature), is_better(portfolio, basis)
    codes, values = binned.codes, as_read(entry, portfolio.population_floats(f"feature.{feature}"))
    chosen = select(portfolio, wanted)
    if chosen is not None:
        codes, values, better = codes[chosen], values[chosen], better[chosen]
    # One count for both groups: missing values first, then the bins, and the same again for the better group.
    width = binned.bins + 1
    counts = np.bincount(codes + 1 + width * better, minlength=2 * width)
    worse_counts, better_counts = counts[:width], counts[width:]
    population = len(portfolio.granted)
    group = group_count(len(codes))
    # Both sides are published, so both must be large enough to hide a person.
    if min(int(better_counts.sum()), int(worse_counts.sum())) < SMALLEST_GROUP:
        nobody = Side(0, 0.0, ())
        return Comparison(entry, basis, value, (), nobody, nobody, np.nan, np.nan, group, population, True)
    # NaN is lower than nothing.
    below = np.bincount(better[values < value], minlength=2)
    return Comparison(
        entry=entry,
        basis=basis,
        value=value,
        edges=binned.edges,
        better=side_of(better_counts),
        worse=side_of(worse_counts),
        lower_better=_share_below(int(below[1]), better_counts, value),
        lower_worse=_share_below(int(below[0]), worse_counts, value),
        group=group,
        population=population,
        is_suppressed=False,
        has_lower=binned.has_lower,
        has_higher=binned.has_higher,
    )


def feature_entry(portfolio: Portfolio, feature: str) -> Entry:
    """Return what the catalogue says of a feature.

    Raises
    ------
    InvalidRequestError
        There is no such feature.
    """
    if feature not in portfolio.feature_index:
        raise InvalidRequestError(f"There is no feature {str(feature)[:40]!r}. Choose one that the page offers.")
    return portfolio.bundle.catalogue.features[feature]


def side_of(counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Side:
    """Return a group, given how many of it have no value and then how many are in each bin; each count is rounded."""
    known = rounded(counts[1:])
    clients, missing = int(counts.sum()), int(counts[0])
    return Side(
        rounded_count(clients),
        rounded_share(missing, clients),
        tuple((known / max(1, int(known.sum()))).tolist()),
    )


def _share_below(below: int, counts: np.ndarray[tuple[int], np.dtype[np.int64]], value: float) -> float:
    known = int(counts[1:].sum())
    return float("nan") if np.isnan(value) else rounded_share(below, known)
