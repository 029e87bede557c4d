"""The values of a feature among former clients, sorted into bins once: what every comparison by it is counted from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.services.lengths import as_read
from dashboard_app.store import Portfolio
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import Entry, Unit

BINS = 26
TAIL = 0.005
"""Share cut off at each end of the axis; values beyond it are counted in the outermost bins."""


@dataclass(frozen=True)
class Binned:
    """The bin of each former client, of shape (population,); ``MISSING`` where the value is not known.

    Values are as they are read: lengths of time where the table counts days into the past.

    ``edges`` has one value more than there are bins (numeric features) or is empty (categories).
    ``has_lower`` and ``has_higher`` say that values beyond the axis are counted in its outermost bins.
    """

    codes: npt.NDArray[np.int16]
    bins: int
    edges: tuple[float, ...]
    has_lower: bool = False
    has_higher: bool = False


MISSING = -1


def bins_of(portfolio: Portfolio, feature: str) -> Binned:
    """Return a feature of the population in bins. The axis is that of all former clients, whichever are looked at."""
    return portfolio.kept(("bins", feature), lambda: _sort(portfolio, feature))


def _sort(portfolio: Portfolio, feature: str) -> Binned:
    entry = portfolio.bundle.catalogue.features[feature]
    values = as_read(entry, portfolio.population_floats(f"feature.{feature}"))
    known = ~np.isnan(values)
    codes = np.full(len(values), MISSING, dtype=np.int16)
    if entry.categories:
        codes[known] = values[known].astype(np.int16)
        return Binned(codes, len(entry.categories), ())
    edges = _edges(values[known], entry)
    codes[known] = place_in(edges, values[known])
    return Binned(
        codes,
        len(edges) - 1,
        tuple(edges.tolist()),
        has_lower=bool(known.any() and values[known].min() < edges[0]),
        has_higher=bool(known.any() and values[known].max() > edges[-1]),
    )


def place_in(edges: FloatArray, values: FloatArray) -> npt.NDArray[np.int16]:
    """Return the bin of each value; what lies beyond the axis goes to its outermost bins."""
    places = np.searchsorted(edges, values, side="right") - 1
    return np.clip(places, 0, len(edges) - 2).astype(np.int16)


def _edges(known: FloatArray, entry: Entry) -> FloatArray:
    if entry.unit is Unit.FLAG:
        # Both values always: a flag that nearly nobody has is what makes a client stand out.
        return np.array([-0.5, 0.5, 1.5])
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
    if is_whole:
        # Bins of as many whole numbers each: uneven ones would draw a comb that is not there.
        width = np.ceil((high - low + 1) / BINS)
        return np.asarray(np.floor(low) + width * np.arange(np.ceil((high - np.floor(low) + 1) / width) + 1))
    return np.linspace(low, high if high > low else low + 1.0, BINS + 1)
