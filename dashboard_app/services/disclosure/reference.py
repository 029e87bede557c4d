"""The former clients themselves: outcomes, decisions, values. Nothing outside of this package imports it.

What is read here is counted in `counts` and `risks`, and leaves the package merged, moved and rounded only
(import-linter and `tests/dashboard_app/services/disclosure/test_door.py` hold the rest of the dashboard to that).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard_app.filters import FILTERS, Band, Basis, Filter, GroupFilter
from dashboard_app.services.disclosure.bins import compute_edges, encode_bins
from dashboard_app.services.durations import as_displayed
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.store import ActiveBundle, code_texts
from model_bundle.arrow_file import FloatArray, column_floats, combine_chunks
from model_bundle.bundle import Bundle
from model_bundle.catalogue import CatalogueEntry
from model_bundle.home_credit import BIRTH, FAMILY_STATUS, KEY

_FORM: Final = "application."
_SECRET_COLUMNS: Final = (
    KEY,
    f"{_FORM}AMT_CREDIT",
    f"{_FORM}{BIRTH}",
    f"{_FORM}NAME_EDUCATION_TYPE",
    f"{_FORM}{FAMILY_STATUS}",
    f"{_FORM}NAME_INCOME_TYPE",
    "target",
)
"""The columns from which the secret of the noise is derived. The list is fixed, whatever columns the population has: a
column for another filter must not change the noise, or the counts of two bundles could be averaged."""
AXES: Final = tuple(one.name for one in sorted(FILTERS, key=lambda one: not one.bands))
"""The filters in the order in which groups are hidden: numbers before texts."""
Members = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int16]


@dataclass(frozen=True)
class FilterCodes:
    """One filter: its values, and the place of each former client among them; -1 for those with none of them."""

    values: tuple[str, ...]
    codes: Codes


@dataclass(frozen=True)
class Binned:
    """A feature in its fixed bins: the bin of each former client, how many bins there are, and their edges."""

    codes: Codes
    bins: int
    edges: FloatArray

    @cached_property
    def division(self) -> str:
        """What the noise of its counts is drawn from: features that divide people alike have the same."""
        return hashlib.blake2b(np.ascontiguousarray(self.codes).tobytes(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class ReferenceClients:
    """The former clients of a bundle; all arrays are in the order of its table."""

    bundle: Bundle

    @cached_property
    def people(self) -> int:
        """How many there are."""
        return int(self.bundle.population.num_rows)

    def is_better(self, basis: Basis) -> Members:
        """Return who repaid, or whom the model would accept by out-of-fold score."""
        return self._granted if basis is Basis.DECISION else self._repaid

    @cached_property
    def risks(self) -> FloatArray:
        """Out-of-fold scores."""
        return column_floats(self.bundle.population, "probability")

    @cached_property
    def secret(self) -> bytes:
        """What keys the noise of outcomes: known to nobody who does not hold the bundle, the same in every process.

        It is made of what people filed and what became of them, and of nothing that a model makes: another bundle of
        the same people has the same noise, so that nobody averages it away over bundles.
        """
        population = self.bundle.population
        digest = hashlib.blake2b(person=b"disclosure")
        for name in _SECRET_COLUMNS:
            if name in population.column_names:
                digest.update(name.encode())
                if pa.types.is_string(population.schema.field(name).type):
                    coded = code_texts(population.column(name))
                    digest.update(repr(coded.values).encode())
                    digest.update(coded.codes.tobytes())
                else:
                    digest.update(column_floats(population, name).tobytes())
        return digest.digest()

    @cached_property
    def score_secret(self) -> bytes:
        """What keys the noise of decisions and risks, which other models make otherwise for the same people."""
        return hashlib.blake2b(np.ascontiguousarray(self.risks).tobytes(), key=self.secret).digest()

    def get_secret(self, basis: Basis) -> bytes:
        """Return what keys the noise of groups that are divided on this basis."""
        return self.score_secret if basis is Basis.DECISION else self.secret

    def members(self, group: GroupFilter) -> Members | None:
        """Return who belongs to a group; None where all do.

        Raises
        ------
        InvalidRequestError
            A filter names a value that there is not.
        """
        chosen: Members | None = None
        for name, code in zip(AXES, self.get_codes(group), strict=True):
            if code >= 0:
                inside = self.filters[name].codes == code
                chosen = inside if chosen is None else chosen & inside
        return None if chosen is None or chosen.all() else chosen

    def get_codes(self, group: GroupFilter) -> tuple[int, ...]:
        """Return the place of each wanted value among those of its filter; -1 where a filter is open.

        Raises
        ------
        InvalidRequestError
            A filter names a value that there is not.
        """
        chosen = dict(group.chosen)
        return tuple(self._get_code(name, chosen.get(name)) for name in AXES)

    @cached_property
    def filters(self) -> Mapping[str, FilterCodes]:
        """Every filter by name."""
        return {group_filter.name: self._filter_codes(group_filter) for group_filter in FILTERS}

    def binned(self, entry: CatalogueEntry) -> Binned:
        """Return a feature in its fixed bins; no edges for categories."""
        values = as_displayed(entry, column_floats(self.bundle.population, f"feature.{entry.name}"))
        if entry.categories:
            edges = np.empty(0)
            return Binned(encode_bins(values, entry, edges), len(entry.categories), edges)
        edges = compute_edges(values[~np.isnan(values)], entry)
        return Binned(encode_bins(values, entry, edges), len(edges) - 1, edges)

    @cached_property
    def _granted(self) -> Members:
        granted: Members = combine_chunks(self.bundle.population.column("granted")).to_numpy(zero_copy_only=False)
        return granted

    @cached_property
    def _repaid(self) -> Members:
        repaid: Members = column_floats(self.bundle.population, "target") == 0
        return repaid

    def _filter_codes(self, group_filter: Filter) -> FilterCodes:
        population, name = self.bundle.population, f"{_FORM}{group_filter.column}"
        if name not in population.column_names:
            # The bundle was built before there was this filter.
            return FilterCodes((), np.full(self.people, -1, np.int16))
        if group_filter.bands:
            return _in_bands(column_floats(population, name) / group_filter.unit, group_filter.bands)
        coded = code_texts(population.column(name))
        return FilterCodes(coded.values, coded.codes)

    def _get_code(self, name: str, value: str | None) -> int:
        if value is None:
            return -1
        values = self.filters[name].values
        if value not in values:
            raise InvalidRequestError(
                f"The filter {name!r} has no value {str(value)[:40]!r}. Choose one that the page offers."
            )
        return values.index(value)


def get_reference(active_bundle: ActiveBundle) -> ReferenceClients:
    """Return the former clients of the active bundle, with what was computed of them before."""
    return active_bundle.cached("reference clients", lambda: ReferenceClients(active_bundle.bundle))


def _in_bands(values: FloatArray, bands: Sequence[Band]) -> FilterCodes:
    codes = np.full(len(values), -1, np.int16)
    for code, band in enumerate(bands):
        codes[band.holds(values)] = code
    return FilterCodes(tuple(band.name for band in bands), codes)


def filter_values(active_bundle: ActiveBundle, name: str) -> tuple[str, ...]:
    """Return the values that a filter of former clients may have."""
    return get_reference(active_bundle).filters[name].values
