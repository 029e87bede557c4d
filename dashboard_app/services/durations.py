"""Values as they are read: days before the application are lengths of time.

The tables count days into the past with a minus, and a page says "employed for 3 years": what is higher in the table is
shorter for the reader. Whatever orders values, or calls them high and low, begins here.
"""

from collections.abc import Sequence

from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import CatalogueEntry


def as_displayed(entry: CatalogueEntry, values: FloatArray) -> FloatArray:
    """Return values in the order in which a reader counts them, of the same shape; NaN stays NaN."""
    return -values if entry.days else values


def edges_as_displayed(entry: CatalogueEntry, edges: Sequence[float]) -> tuple[float, ...]:
    """Return the edges of bins in rising order, as a reader counts."""
    return tuple(-edge for edge in reversed(edges)) if entry.days else tuple(edges)


def shares_as_displayed(entry: CatalogueEntry, shares: Sequence[float]) -> tuple[float, ...]:
    """Return the shares of bins in the order of their edges."""
    return tuple(reversed(shares)) if entry.days else tuple(shares)
