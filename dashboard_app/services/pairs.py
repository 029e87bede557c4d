"""Two features at once: how many of the former clients in each field of a grid are on the worse side."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.actor import Actor
from dashboard_app.capabilities import Capability
from dashboard_app.services.access import client_row
from dashboard_app.services.bins import MISSING, place_in
from dashboard_app.services.comparison import feature_entry
from dashboard_app.services.disclosure import SMALLEST_GROUP, group_count, rounded, rounded_share
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.services.groups import Basis, GroupFilter, is_better, select
from dashboard_app.services.lengths import as_read
from dashboard_app.store import Portfolio
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import Entry, Unit

FIELDS = 6
"""Fields along one axis: more would be too small to write in, and hold too few clients each."""


@dataclass(frozen=True)
class Axis:
    """One of the two features: fields of about the same number of clients, or its most frequent categories.

    ``edges`` has one value more than there are fields (numeric features); ``categories`` holds a code for each field,
    ``MISSING`` for the others together. ``here`` is the client's field, None where the value is not known.
    """

    entry: Entry
    edges: tuple[float, ...]
    categories: tuple[int, ...]
    here: int | None

    @property
    def fields(self) -> int:
        """How many fields there are along the axis."""
        return len(self.categories) or len(self.edges) - 1


@dataclass(frozen=True)
class Pair:
    """The share of the worse group in each field, of shape (fields of ``down``, fields of ``across``).

    NaN where a field holds too few clients to be shown. ``share`` is that of all fields together, ``unknown`` the
    share of the group in which one of the values is missing.
    """

    across: Axis
    down: Axis
    basis: Basis
    shares: FloatArray
    clients: npt.NDArray[np.int64]
    share: float
    unknown: float
    group: int
    population: int
    is_suppressed: bool


@dataclass(frozen=True)
class _Grid:
    codes: npt.NDArray[np.int16]
    edges: tuple[float, ...]
    categories: tuple[int, ...]


def compare_pair(
    portfolio: Portfolio,
    actor: Actor,
    client_id: object,
    features: tuple[str, str],
    wanted: GroupFilter,
    basis: Basis = Basis.DECISION,
) -> Pair:
    """Compare a client that this person may see with former clients by two features.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    InvalidRequestError
        There is no such feature or filter value, or the same feature twice.
    """
    row = client_row(portfolio, actor, client_id, Capability.WORK_ON_FILE)
    if features[0] == features[1]:
        raise InvalidRequestError(f"Two different features are compared, got {features[0]!r} twice. Choose another.")
    grids = [_grid_of(portfolio, feature_entry(portfolio, feature)) for feature in features]
    axes = [_axis(portfolio, row, feature, grid) for feature, grid in zip(features, grids, strict=True)]
    across, down = grids[0].codes, grids[1].codes
    better, chosen = is_better(portfolio, basis), select(portfolio, wanted)
    if chosen is not None:
        across, down, better = across[chosen], down[chosen], better[chosen]
    known = (across != MISSING) & (down != MISSING)
    shape = axes[1].fields, axes[0].fields
    places = down[known].astype(np.int64) * shape[1] + across[known]
    clients = np.bincount(places, minlength=shape[0] * shape[1]).reshape(shape)
    worse = np.bincount(places[~better[known]], minlength=shape[0] * shape[1]).reshape(shape)
    total = int(clients.sum())
    return Pair(
        across=axes[0],
        down=axes[1],
        basis=basis,
        shares=np.where(clients >= SMALLEST_GROUP, _shares(worse, clients), np.nan),
        clients=rounded(clients),
        share=rounded_share(int(worse.sum()), total),
        unknown=rounded_share(len(known) - total, len(known)),
        group=group_count(len(known)),
        population=len(portfolio.granted),
        # As in the comparison by one feature: both sides must be large enough to hide a person.
        is_suppressed=min(int(worse.sum()), total - int(worse.sum())) < SMALLEST_GROUP,
    )


def _shares(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> FloatArray:
    return np.minimum(1.0, rounded(part) / np.maximum(1, rounded(whole)))


def _grid_of(portfolio: Portfolio, entry: Entry) -> _Grid:
    return portfolio.kept(("pair", entry.name), lambda: _sort(portfolio, entry))


def _sort(portfolio: Portfolio, entry: Entry) -> _Grid:
    values = as_read(entry, portfolio.population_floats(f"feature.{entry.name}"))
    known = ~np.isnan(values)
    codes = np.full(len(values), MISSING, dtype=np.int16)
    if entry.categories:
        counts = np.bincount(values[known].astype(np.int64), minlength=len(entry.categories))
        ranked = [int(code) for code in np.argsort(-counts, kind="stable") if counts[code]]
        kept = sorted(ranked) if len(ranked) <= FIELDS else [*sorted(ranked[: FIELDS - 1]), MISSING]
        # Those that have no field of their own share the last one.
        place = np.full(len(counts), len(kept) - 1, dtype=np.int16)
        place[[code for code in kept if code != MISSING]] = np.arange(len(kept) - kept.count(MISSING), dtype=np.int16)
        codes[known] = place[values[known].astype(np.int64)]
        return _Grid(codes, (), tuple(kept))
    edges = _edges(values[known], entry)
    codes[known] = place_in(edges, values[known])
    return _Grid(codes, tuple(edges.tolist()), ())


def _edges(known: FloatArray, entry: Entry) -> FloatArray:
    if entry.unit is Unit.FLAG:
        return np.array([-0.5, 0.5, 1.5])
    if not len(known):
        return np.array([0.0, 1.0])
    quantiles = np.quantile(known, np.linspace(0, 1, FIELDS + 1))
    sample = known[:: max(1, len(known) // 2000)]
    if np.array_equal(sample, np.round(sample)):
        # Fields begin at whole numbers; where most have the same one, it has a field of its own.
        first, last = np.floor(quantiles[0]), np.ceil(quantiles[-1])
        starts = np.unique(
            np.append(np.ceil(quantiles[:-1]), [first, min(first + 1, last)] if quantiles[1] == first else [])
        )
        return np.append(starts - 0.5, last + 0.5)
    edges = np.unique(quantiles)
    return edges if len(edges) > 1 else np.array([edges[0], edges[0] + 1.0])


def _axis(portfolio: Portfolio, row: int, feature: str, grid: _Grid) -> Axis:
    entry = portfolio.bundle.catalogue.features[feature]
    value = float(as_read(entry, portfolio.features[row, portfolio.feature_index[feature]]))
    if np.isnan(value):
        here = None
    elif grid.categories:
        # Who has no field of their own is with the others, where there are others.
        field = next((code for code in (int(value), MISSING) if code in grid.categories), None)
        here = None if field is None else grid.categories.index(field)
    else:
        here = int(place_in(np.array(grid.edges), np.array([value]))[0])
    return Axis(entry, grid.edges, grid.categories, here)
