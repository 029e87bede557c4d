"""Lines of the list of pending applications, column by column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard_app.list_columns import COLUMNS, Column, Kind
from dashboard_app.store import ActiveBundle, Coded, SortKey
from model_bundle.arrow_file import FloatArray
from model_bundle.catalogue import CatalogueEntry
from model_bundle.decision import Decision

DECISIONS = tuple(Decision)
_FORM = "application."
_NEARNESS = "nearness"


class ClientRow(SimpleNamespace):
    """One line of the list: the value of each of `COLUMNS` by its name; NaN and None are missing values."""


@dataclass(frozen=True)
class Lines:
    """Lines of the list, column by column: arrays of shape (lines,) by the name of the column.

    NaN is a missing number. Texts are places in ``texts`` of their column, -1 where one is missing; decisions are
    places in `DECISIONS`.
    """

    values: Mapping[str, npt.NDArray[Any]]
    texts: Mapping[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(next(iter(self.values.values())))

    def __iter__(self) -> Iterator[ClientRow]:
        names = tuple(self.values)
        columns = [self._cells(column) for column in COLUMNS]
        return (ClientRow(**dict(zip(names, line, strict=True))) for line in zip(*columns, strict=True))

    def _cells(self, column: Column) -> list[Any]:
        values: list[Any] = self.values[column.name].tolist()
        if column.kind is Kind.DECISION:
            return [DECISIONS[decision_code] for decision_code in values]
        if column.kind is Kind.TEXT:
            texts = self.texts[column.name]
            return [None if code < 0 else texts[code] for code in values]
        return values


def build_lines(active_bundle: ActiveBundle, rows: npt.NDArray[np.int64]) -> Lines:
    """Return the lines of some clients, column by column: one cell at a time would cost a hundred times as much."""
    texts = {column.name: _coded(active_bundle, column) for column in COLUMNS if column.kind is Kind.TEXT}
    return Lines(
        {column.name: _values(active_bundle, column, rows, texts) for column in COLUMNS},
        {name: coded.values for name, coded in texts.items()},
    )


def sort_key(active_bundle: ActiveBundle, column: Column, language: str) -> SortKey:
    """Return the numbers that a column is sorted by.

    Texts are sorted by their labels in a language; by distance, the nearest to the threshold come first; decisions
    follow from the probability, and in its order.
    """
    if column.kind in (Kind.DECISION, Kind.RISK):
        return SortKey("probability", lambda: active_bundle.probabilities)
    if column.kind is Kind.DISTANCE:
        threshold = active_bundle.bundle.manifest.threshold.value
        return SortKey(_NEARNESS, lambda: np.abs(active_bundle.probabilities - threshold))
    if column.kind is Kind.TEXT:
        return SortKey(f"{column.name}.{language}", lambda: _ranks(active_bundle, column, language))
    if column.kind is Kind.CLIENT:
        return SortKey(column.name, lambda: active_bundle.client_ids.astype(np.float64))
    return SortKey(column.name, lambda: active_bundle.client_floats(column.source) / column.unit)


def get_entry(active_bundle: ActiveBundle, column: Column) -> CatalogueEntry:
    """Return what the catalogue says of the column of the application form that a column shows."""
    return active_bundle.bundle.catalogue.columns[column.source.removeprefix(_FORM)]


def get_numbers(active_bundle: ActiveBundle, column: Column) -> FloatArray:
    """Return the numbers of a column that has a source, of shape (clients,), NaN where one is missing."""
    return active_bundle.list_numbers(sort_key(active_bundle, column, ""))


def get_decisions(active_bundle: ActiveBundle) -> npt.NDArray[np.int8]:
    """Return the place of each applicant's decision in ``Decision``, of shape (clients,)."""

    def decide_all() -> npt.NDArray[np.int8]:
        scores, threshold = active_bundle.probabilities, active_bundle.bundle.manifest.threshold
        codes = np.where(scores < threshold.value, DECISIONS.index(Decision.GRANTED), DECISIONS.index(Decision.REFUSED))
        codes = np.where(np.isnan(scores), DECISIONS.index(Decision.DATA_CHECK), codes)
        in_band = (scores >= threshold.review_low) & (scores < threshold.review_high)
        return np.where(in_band, DECISIONS.index(Decision.REVIEW), codes).astype(np.int8)

    return active_bundle.cached(("decisions",), decide_all)


def _values(
    active_bundle: ActiveBundle, column: Column, rows: npt.NDArray[np.int64], texts: Mapping[str, Coded]
) -> npt.NDArray[Any]:
    if column.kind is Kind.CLIENT:
        return active_bundle.client_ids[rows]
    if column.kind is Kind.DECISION:
        return get_decisions(active_bundle)[rows]
    if column.kind is Kind.TEXT:
        return texts[column.name].codes[rows]
    if column.kind is Kind.DISTANCE:
        return active_bundle.probabilities[rows] - active_bundle.bundle.manifest.threshold.value
    return get_numbers(active_bundle, column)[rows]


def _coded(active_bundle: ActiveBundle, column: Column) -> Coded:
    return active_bundle.clients_coded(column.source)


def _ranks(active_bundle: ActiveBundle, column: Column, language: str) -> FloatArray:
    coded = _coded(active_bundle, column)
    entry = get_entry(active_bundle, column)
    labels = {category.value: getattr(category.label, language) for category in entry.categories}
    labels_by_code = [labels.get(value, value).casefold() for value in coded.values]
    ranks = np.array([*(sorted(labels_by_code).index(text) for text in labels_by_code), np.nan], dtype=np.float64)
    # The code of a missing value is -1: the last one.
    ranks_by_row: FloatArray = ranks[coded.codes]
    return ranks_by_row
