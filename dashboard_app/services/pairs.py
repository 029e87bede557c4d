"""Two features at once: how many of the former clients in each field of a grid are on the worse side."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard_app.capabilities import Capability
from dashboard_app.filters import Basis, GroupFilter
from dashboard_app.services.client_file import ClientFile
from dashboard_app.services.comparison import feature_entry
from dashboard_app.services.disclosure import MISSING, Counted, get_fields, grid, in_steps, share_step
from dashboard_app.services.durations import as_displayed
from dashboard_app.services.errors import InvalidRequestError
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import CatalogueEntry


@dataclass(frozen=True)
class PairAxis:
    """One of the two features: fields of about the same number of clients, or its most frequent categories.

    ``edges`` has one value more than there are fields (numeric features); ``categories`` holds a code for each field,
    ``MISSING`` for the others together. ``here`` is the client's field, None where the value is not known.
    """

    entry: CatalogueEntry
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

    NaN where a field holds too few clients to be shown. ``steps``, of the same shape, says how coarse each share is:
    one that is 0 or 1 is within half a step of it, and no more is told. ``share`` is that of all fields together,
    ``unknown`` the share of the group in which one of the values is missing, NaN where those are too few.
    """

    across: PairAxis
    down: PairAxis
    basis: Basis
    shares: FloatArray
    steps: FloatArray
    clients: npt.NDArray[np.int64]
    share: float
    unknown: float
    group: int
    population: int
    is_suppressed: bool


def compare_pair(
    file: ClientFile,
    features: tuple[str, str],
    group: GroupFilter,
    basis: Basis = Basis.OUTCOME,
) -> Pair:
    """Compare a client with former clients by two features.

    Raises
    ------
    NotAllowedError
        The file was not opened to work on it.
    InvalidRequestError
        There is no such feature or filter value, or the same feature twice.
    TooManyComparisonsError
        The user has made too many different comparisons.
    """
    file.require(Capability.WORK_ON_FILE)
    if features[0] == features[1]:
        raise InvalidRequestError(f"Two different features are compared, got {features[0]!r} twice. Choose another.")
    entries = feature_entry(file.active_bundle, features[0]), feature_entry(file.active_bundle, features[1])
    across, down = (_axis(file, entry) for entry in entries)
    counted = grid(file.active_bundle, file.actor, entries, group, basis)
    shares, steps = _shares(counted)
    return Pair(
        across=across,
        down=down,
        basis=basis,
        shares=shares,
        steps=steps,
        clients=np.where(counted.has_few, 0, counted.clients),
        share=counted.share,
        unknown=counted.unknown,
        group=counted.group,
        population=counted.population,
        is_suppressed=counted.is_suppressed,
    )


def _shares(counted: Counted) -> tuple[FloatArray, FloatArray]:
    shares = np.full(counted.clients.shape, np.nan)
    steps = np.full(counted.clients.shape, np.nan)
    for cell in np.ndindex(counted.clients.shape):
        if not counted.has_few[cell]:
            clients = int(counted.clients[cell])
            steps[cell] = share_step(clients)
            shares[cell] = _share(int(counted.worse[cell]), clients)
    return shares, steps


def _share(part: int, total: int) -> float:
    return in_steps(part / total, share_step(total)) if total else float("nan")


def _axis(file: ClientFile, entry: CatalogueEntry) -> PairAxis:
    fields = get_fields(file.active_bundle, entry)
    value = float(as_displayed(entry, file.features[file.active_bundle.feature_index[entry.name]]))
    return PairAxis(entry, fields.edges, fields.categories, _here(value, fields.edges, fields.categories))


def _here(value: float, edges: tuple[float, ...], categories: tuple[int, ...]) -> int | None:
    if np.isnan(value):
        return None
    if categories:
        # Who has no field of their own is with the others, where there are others.
        field = next((code for code in (int(value), MISSING) if code in categories), None)
        return None if field is None else categories.index(field)
    return int(np.clip(np.searchsorted(edges, value, side="right") - 1, 0, len(edges) - 2))
