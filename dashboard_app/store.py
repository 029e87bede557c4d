"""The only access to data: the active bundle, opened once per worker and immutable."""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from cachetools import LRUCache

from dashboard_app.logs import OncePerMinute
from model_bundle.arrow_file import FloatArray, column_floats, combine_chunks, unpack_matrix
from model_bundle.bundle import Bundle
from model_bundle.data_checks import DataCheck
from model_bundle.errors import BundleError
from model_bundle.home_credit import KEY
from model_bundle.integrity import Stamp
from model_bundle.manifest import Manifest
from model_bundle.naming import ALL_GROUNDS, Ground
from model_bundle.publication import current_id

Cached = TypeVar("Cached")
logger = logging.getLogger(__name__)

CACHE_SIZE = 128
RETRY_SECONDS = 60.0
"""A rejected bundle is tried again after this time, as it may have been repaired in place."""


@dataclass(frozen=True)
class Coded:
    """A text column as codes of shape (rows,) into its sorted values; -1 where it is null."""

    codes: npt.NDArray[np.int16]
    values: tuple[str, ...]


@dataclass(frozen=True)
class SortKey:
    """What the list can be sorted by: a name, and what computes its numbers, of shape (clients,), once."""

    name: str
    compute: Callable[[], FloatArray]


@dataclass(frozen=True)
class ActiveBundle:
    """A bundle with what lookups need: arrays over its memory-mapped tables, made once and never changed.

    ``protected_grounds`` are what may never be a reason beside what the catalogue protects itself.
    """

    bundle: Bundle
    protected_grounds: frozenset[Ground] = ALL_GROUNDS
    _cache: LRUCache[Hashable, object] = field(
        default_factory=lambda: LRUCache(CACHE_SIZE), init=False, repr=False, compare=False
    )
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    @cached_property
    def client_ids(self) -> npt.NDArray[np.int64]:
        """Numbers of the pending applications, ascending, of shape (clients,)."""
        ids: npt.NDArray[np.int64] = combine_chunks(self.bundle.clients.column(KEY)).to_numpy()
        return ids

    @cached_property
    def probabilities(self) -> FloatArray:
        """Scores of the pending applications, in the order of ``client_ids``; NaN where data must be checked."""
        return column_floats(self.bundle.clients, "probability")

    @cached_property
    def needs_data_check(self) -> npt.NDArray[np.bool_]:
        """Whether data of each applicant must be checked before there is a decision; shape (clients,)."""
        return np.isin(self.client_ids, np.array(list(self.bundle.data_checks), dtype=np.int64))

    def data_checks(self, row: int) -> tuple[DataCheck, ...]:
        """Return what of a client must be checked, by table and column; nothing where there is a score."""
        return self.bundle.data_checks.get(int(self.client_ids[row]), ())

    @cached_property
    def features(self) -> FloatArray:
        """Features of the pending applications, of shape (clients, features), row-major."""
        return unpack_matrix(self.bundle.clients, "features")

    @cached_property
    def feature_index(self) -> dict[str, int]:
        """Index of each feature in the vector."""
        return {name: index for index, name in enumerate(self.bundle.manifest.feature_names)}

    @cached_property
    def typical(self) -> FloatArray:
        """Typical value of each feature among accepted clients, of shape (features,); NaN where most have none."""
        stored = self.bundle.explanation.typical
        return np.array([np.nan if stored[name] is None else stored[name] for name in self.feature_index])

    def get_row(self, client_id: int) -> int | None:
        """Return the row of a client, or None if there is no such client."""
        row = int(np.searchsorted(self.client_ids, client_id))
        is_there = row < len(self.client_ids) and self.client_ids[row] == client_id
        return row if is_there else None

    @cached_property
    def client_numbers(self) -> pa.Array:
        """Numbers of the pending applications as text, for searches."""
        return pa.array(self.client_ids).cast(pa.string())

    def list_numbers(self, key: SortKey) -> FloatArray:
        """Return the numbers that the list is sorted by, of shape (clients,), NaN where one is missing."""
        if key.name not in self._list_numbers:
            self._list_numbers[key.name] = key.compute()
        return self._list_numbers[key.name]

    def list_order(self, key: SortKey, *, descending: bool = False) -> npt.NDArray[np.int64]:
        """Return the rows of the list in order of a key, ties by number, missing values last; sorted once."""
        order = key.name, descending
        if order not in self._orders:
            values = self.list_numbers(key)
            self._orders[order] = np.argsort(-values if descending else values, kind="stable")
        return self._orders[order]

    @cached_property
    def _list_numbers(self) -> dict[str, FloatArray]:
        return {}

    @cached_property
    def _orders(self) -> dict[tuple[str, bool], npt.NDArray[np.int64]]:
        return {}

    def client_floats(self, name: str) -> FloatArray:
        """Return one numeric column of the pending applications, null as NaN."""
        return column_floats(self.bundle.clients, name)

    def cached(self, key: Hashable, compute: Callable[[], Cached]) -> Cached:
        """Return what was computed for a key, and compute it the first time; the least used of many is forgotten."""
        with self._lock:
            if key in self._cache:
                return cast(Cached, self._cache[key])
        # Outside the lock: two threads may compute the same value, but do not block each other.
        value = compute()
        with self._lock:
            self._cache[key] = value
        return value

    def clients_coded(self, name: str) -> Coded:
        """Return one text column of the pending applications as codes."""
        return self.cached(("coded", name), lambda: code_texts(self.bundle.clients.column(name)))

    @cached_property
    def texts_on_file(self) -> Mapping[str, tuple[str, ...]]:
        """Texts of each text column of the form, as the pending applications have them."""
        prefix = "application."
        schema = self.bundle.clients.schema
        names = [field.name for field in schema if pa.types.is_string(field.type) and field.name.startswith(prefix)]
        return {name.removeprefix(prefix): self.clients_coded(name).values for name in names}


class Store:
    """Gives the active bundle; opens a new bundle when another one is activated.

    A new bundle that is broken never replaces a working one: the error is logged and the old one stays.
    """

    def __init__(
        self,
        bundles: Path,
        warm_up: Callable[[ActiveBundle], None] | None = None,
        protected_grounds: frozenset[Ground] = ALL_GROUNDS,
    ) -> None:
        """Open the active bundle; ``warm_up`` computes what its first reader would wait for."""
        self._bundles, self._warm_up, self._protected_grounds = bundles, warm_up, protected_grounds
        self._lock = threading.Lock()
        self._refused = "", 0.0
        self._unreadable = OncePerMinute()
        self._spoilt: dict[str, Stamp] = {}
        self._active_bundle = self._open(current_id(bundles))

    def current(self) -> ActiveBundle:
        """Return the active bundle; a request asks once and keeps what it got.

        Raises
        ------
        BundleError
            Somebody wrote into the active bundle, and it is not whole any more.
        """
        active_bundle = self._active_bundle
        try:
            bundle_id = current_id(self._bundles)
        except BundleError:
            if self._unreadable.is_due("current"):
                logger.error("The file that names the active bundle cannot be read; the old one stays")
            bundle_id = active_bundle.bundle.manifest.bundle_id
        # One thread opens the new bundle, the others go on with the old one.
        if self._is_news(bundle_id) and self._lock.acquire(blocking=False):
            try:
                if self._is_news(bundle_id):
                    self._replace(bundle_id)
            finally:
                self._lock.release()
        return self._unchanged()

    def manifest(self) -> Manifest:
        """Return the manifest of the active bundle, or of the one last opened where that cannot be served."""
        with suppress(BundleError):
            return self.current().bundle.manifest
        return self._active_bundle.bundle.manifest

    def _unchanged(self) -> ActiveBundle:
        """Return the active bundle if nobody wrote into its files; else open them again, if they are whole."""
        active_bundle = self._active_bundle
        changed = active_bundle.bundle.changed_files()
        if not changed:
            return active_bundle
        with self._lock:
            if self._active_bundle is active_bundle:
                if changed == self._spoilt:
                    # They were read to their end already, and are not whole.
                    active_bundle.bundle.require_unchanged()
                self._spoilt = changed
                logger.warning("Files of the active bundle were written to; they are checked again")
                self._active_bundle = self._open(active_bundle.bundle.manifest.bundle_id)
            return self._active_bundle

    def _is_news(self, bundle_id: str) -> bool:
        refused, when = self._refused
        if bundle_id == refused and time.monotonic() - when < RETRY_SECONDS:
            return False
        return bundle_id != self._active_bundle.bundle.manifest.bundle_id

    def _replace(self, bundle_id: str) -> None:
        try:
            self._active_bundle = self._open(bundle_id)
        except BundleError as error:
            self._refused = bundle_id, time.monotonic()
            logger.error("Bundle %s is refused; the old one stays active: %s", bundle_id, error)

    def _open(self, bundle_id: str) -> ActiveBundle:
        active_bundle = ActiveBundle(Bundle.open(self._bundles / bundle_id), self._protected_grounds)
        if self._warm_up:
            self._warm_up(active_bundle)
        logger.info("Bundle %s is active: %d clients", bundle_id, len(active_bundle.client_ids))
        return active_bundle


def code_texts(column: pa.ChunkedArray) -> Coded:
    """Return a text column as codes."""
    encoded = combine_chunks(column).dictionary_encode()
    values = encoded.dictionary.to_pylist()
    order = sorted(range(len(values)), key=lambda index: values[index])
    ranks = np.empty(len(values) + 1, dtype=np.int16)
    ranks[order] = np.arange(len(values), dtype=np.int16)
    ranks[-1] = -1
    indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Coded(ranks[indices], tuple(values[index] for index in order))
