"""How a feature is spread among two groups of former clients, with no client beside them."""

from dataclasses import dataclass

import numpy as np

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import require
from dashboard_app.services.bins import bins_of
from dashboard_app.services.comparison import Side, feature_entry, side_of
from dashboard_app.services.disclosure import SMALLEST_GROUP, group_count
from dashboard_app.services.groups import Basis, GroupFilter, is_better, select
from dashboard_app.store import Portfolio
from model_bundle.catalogue import Entry


@dataclass(frozen=True)
class Histogram:
    """Shares of both groups: those accepted, or who repaid, and the others; None where one group is too small.

    ``edges`` has one value more than the shares (numeric features) or is empty (categories).
    """

    entry: Entry
    basis: Basis
    edges: tuple[float, ...]
    better: Side | None
    worse: Side | None
    group: int
    population: int


def histogram(
    portfolio: Portfolio, actor: Actor, feature: str, wanted: GroupFilter, basis: Basis = Basis.DECISION
) -> Histogram:
    """Return the spread of a feature, for staff.

    Raises
    ------
    NotAllowedError
        The person is a customer.
    InvalidRequestError
        There is no such feature or filter value.
    """
    require(actor, Capability.COUNT_POPULATION)
    entry = feature_entry(portfolio, feature)
    binned, better = bins_of(portfolio, feature), is_better(portfolio, basis)
    chosen = select(portfolio, wanted)
    codes = binned.codes
    if chosen is not None:
        codes, better = codes[chosen], better[chosen]
    sides = [np.bincount(codes[side] + 1, minlength=binned.bins + 1) for side in (better, ~better)]
    # Both sides are published, so both must be large enough to hide a person.
    is_shown = min(int(counts.sum()) for counts in sides) >= SMALLEST_GROUP
    return Histogram(
        entry=entry,
        basis=basis,
        edges=binned.edges if is_shown else (),
        better=side_of(sides[0]) if is_shown else None,
        worse=side_of(sides[1]) if is_shown else None,
        group=group_count(len(codes)),
        population=len(portfolio.granted),
    )
