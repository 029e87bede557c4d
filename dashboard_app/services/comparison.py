"""One client beside the accepted and the refused: shares, never counts, of a chosen feature."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.actor import Actor
from dashboard_app.services.access import client_row
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.services.groups import SMALLEST_GROUP, GroupFilter, select
from dashboard_app.store import Portfolio
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import Entry, Unit

BINS = 26
TAIL = 0.005
"""Share cut off at each end of the axis; values beyond it are counted in the outermost bins."""


@dataclass(frozen=True)
class Side:
    """One of the two groups: how many, the share with no value, and the share in each bin or category."""

    clients: int
    missing: float
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Comparison:
    """A feature's distribution among accepted and refused former clients, and where this client stands.

    ``edges`` has one value more than the shares (numeric features) or is empty (categories). ``value`` is NaN where
    the client has none. ``lower_accepted`` and ``lower_refused`` are the shares with a lower value.
    ``has_lower`` and ``has_higher`` say that values beyond the axis are counted in its outermost bins.
    A group that is too small is ``is_suppressed`` and holds no shares.
    """

    entry: Entry
    value: float
    edges: tuple[float, ...]
    accepted: Side
    refused: Side
    lower_accepted: float
    lower_refused: float
    group: int
    population: int
    is_suppressed: bool
    has_lower: bool = False
    has_higher: bool = False


def compare(portfolio: Portfolio, actor: Actor, client_id: object, feature: str, wanted: GroupFilter) -> Comparison:
    """Compare a client that this person may see with former clients.

    Raises
    ------
    UnknownClientError
        No such client, or not theirs to see.
    InvalidRequestError
        There is no such feature or filter value.
    """
    row = client_row(portfolio, actor, client_id)
    if feature not in portfolio.feature_index:
        raise InvalidRequestError(f"There is no feature {str(feature)[:40]!r}. Choose one that the page offers.")
    entry = portfolio.bundle.catalogue.features[feature]
    value = float(portfolio.features[row, portfolio.feature_index[feature]])
    values, granted = portfolio.population_floats(f"feature.{feature}"), portfolio.granted
    chosen = select(portfolio, wanted)
    if chosen is not None:
        values, granted = values[chosen], granted[chosen]
    accepted, refused = values[granted], values[~granted]
    population = len(portfolio.granted)
    # Both sides are published, so both must be large enough to hide a person.
    if min(len(accepted), len(refused)) < SMALLEST_GROUP:
        nobody = Side(0, 0.0, ())
        return Comparison(entry, value, (), nobody, nobody, np.nan, np.nan, len(values), population, True)
    edges = None if entry.categories else _edges(values, entry.unit)
    return Comparison(
        entry=entry,
        value=value,
        edges=() if edges is None else tuple(edges.tolist()),
        accepted=_side(accepted, edges, len(entry.categories)),
        refused=_side(refused, edges, len(entry.categories)),
        lower_accepted=_lower(accepted, value),
        lower_refused=_lower(refused, value),
        group=len(values),
        population=population,
        is_suppressed=False,
        has_lower=edges is not None and bool(np.nanmin(values, initial=np.inf) < edges[0]),
        has_higher=edges is not None and bool(np.nanmax(values, initial=-np.inf) > edges[-1]),
    )


def _edges(values: FloatArray, unit: Unit) -> FloatArray:
    if unit is Unit.FLAG:
        # Both values always: a flag that nearly nobody has is what makes a client stand out.
        return np.array([-0.5, 0.5, 1.5])
    known = values[~np.isnan(values)]
    if not len(known):
        return np.array([0.0, 1.0])
    low, high = np.quantile(known, [TAIL, 1 - TAIL])
    distinct = np.unique(known[:: max(1, len(known) // 2000)])
    is_whole = np.array_equal(distinct, np.round(distinct))
    if is_whole and known.max() - known.min() < BINS:
        low, high = known.min(), known.max()
    # Few whole numbers (children, counts): one bin each, centred on the number.
    if is_whole and high - low <= BINS:
        return np.arange(np.floor(low), np.ceil(high) + 2) - 0.5
    return np.linspace(low, high if high > low else low + 1.0, BINS + 1)


def _side(values: FloatArray, edges: FloatArray | None, categories: int) -> Side:
    known = values[~np.isnan(values)]
    if edges is None:
        counts = np.bincount(known.astype(np.int64), minlength=categories)
    else:
        counts = np.histogram(np.clip(known, edges[0], edges[-1]), edges)[0]
    return Side(len(values), 1 - len(known) / len(values), _shares(counts))


def _shares(counts: npt.NDArray[np.int64]) -> tuple[float, ...]:
    return tuple((counts / max(1, int(counts.sum()))).tolist())


def _lower(values: FloatArray, value: float) -> float:
    known = values[~np.isnan(values)]
    if np.isnan(value) or not len(known):
        return float("nan")
    return float(np.mean(known < value))
