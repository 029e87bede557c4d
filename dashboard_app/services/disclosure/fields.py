"""The fields of a feature in a grid: few, of about the same number of clients each, and made of its fixed bins."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard_app.services.disclosure.bins import MISSING
from dashboard_app.services.disclosure.reference import Binned, get_reference
from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import CatalogueEntry

FIELDS: Final = 6
"""Fields along one axis: more would be too small to write in, and hold too few clients each."""


@dataclass(frozen=True)
class Fields:
    """The field of each fixed bin or category, of shape (bins,), and what each field holds.

    ``edges`` has one value more than there are fields (numbers); ``categories`` holds a code for each field,
    ``MISSING`` for the others together.
    """

    of_bin: npt.NDArray[np.int16]
    edges: tuple[float, ...]
    categories: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many fields there are."""
        return len(self.categories) or len(self.edges) - 1


def get_fields(active_bundle: ActiveBundle, entry: CatalogueEntry) -> Fields:
    """Return the fields of a feature: the same whatever is filtered."""
    return active_bundle.cached(("fields", entry.name), lambda: _divide(active_bundle, entry))


def _divide(active_bundle: ActiveBundle, entry: CatalogueEntry) -> Fields:
    binned = active_bundle.cached(("bins", entry.name), lambda: get_reference(active_bundle).binned(entry))
    counts = np.bincount(binned.codes + 1, minlength=binned.bins + 1)[1:]
    return _of_categories(counts) if entry.categories else _of_number(binned, counts)


def _of_categories(counts: npt.NDArray[np.int64]) -> Fields:
    ranked = [int(code) for code in np.argsort(-counts, kind="stable") if counts[code]]
    codes = sorted(ranked) if len(ranked) <= FIELDS else [*sorted(ranked[: FIELDS - 1]), MISSING]
    # Those that have no field of their own share the last one.
    of_code = np.full(len(counts), max(0, len(codes) - 1), dtype=np.int16)
    named = [code for code in codes if code != MISSING]
    of_code[named] = np.arange(len(named), dtype=np.int16)
    return Fields(of_code, (), tuple(codes))


def _of_number(binned: Binned, counts: npt.NDArray[np.int64]) -> Fields:
    # A cut after the bin that comes nearest to each sixth; the first and the last edge stay.
    reached = np.cumsum(counts) / max(1, int(counts.sum()))
    cuts = [int(np.abs(reached - sixth).argmin()) + 1 for sixth in np.arange(1, FIELDS) / FIELDS]
    bounds = sorted({0, *(position for position in cuts if position < binned.bins), binned.bins})
    of_bin = np.repeat(np.arange(len(bounds) - 1, dtype=np.int16), [right - left for left, right in pairwise(bounds)])
    edges: FloatArray = binned.edges[bounds]
    return Fields(of_bin, tuple(edges.tolist()), ())
