"""Drift of every feature and of the score: distances, verdict, missing shares, and what is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from model_build.reports.drift.distances import Distance, measure
from model_build.reports.drift.report import REPORT_SIZE, ReportSize, draw
from model_build.reports.drift.verdict import assess_drift
from model_bundle.arrow_file import FloatArray, IntArray
from model_bundle.reports import ColumnDrift, DriftBins, DriftReport, DriftRule, FeatureDrift

SAMPLE_ROWS = 20_000
BINS = 20
SCORE = "score"


@dataclass(frozen=True)
class DriftSample:
    """One side of the comparison: features of shape (rows, features) and scores of shape (rows,)."""

    matrix: FloatArray
    score: FloatArray

    def sampled(self, seed: int) -> "DriftSample":
        """Return at most ``SAMPLE_ROWS`` rows, drawn by seed: the same columns drift, in a third of the time."""
        if len(self.score) <= SAMPLE_ROWS:
            return self
        rows = np.sort(np.random.default_rng(seed).choice(len(self.score), SAMPLE_ROWS, replace=False))
        return DriftSample(self.matrix[rows], self.score[rows])


@dataclass(frozen=True)
class Columns:
    """What the analysis must know of the features: order, categories by name, importance, new category values."""

    names: tuple[str, ...]
    categories: Mapping[str, Sequence[str]]
    importance: Mapping[str, float]
    new_categories: Mapping[str, Sequence[str]]


def analyse(
    reference: DriftSample,
    current: DriftSample,
    columns: Columns,
    html: Path,
    *,
    seed: int,
    rule: DriftRule | None = None,
    size: ReportSize = REPORT_SIZE,
) -> DriftReport:
    """Compare training applicants with pending ones, and write Evidently's page.

    ``size`` bounds the page: the score, then the columns that moved, then the others, each lot by importance. Every
    column is compared on all sampled rows all the same.
    """
    rule = rule or DriftRule()
    left, right = reference.sampled(seed), current.sampled(seed)
    frames = [_frame(side, columns) for side in (left, right)]
    comparable = [name for name in frames[0].columns if frames[0][name].notna().any() and frames[1][name].notna().any()]
    categorical = [name for name in columns.categories if name in comparable]
    left_frame, right_frame = (frame[comparable] for frame in frames)
    distances = measure(left_frame, right_frame, categorical, rule.threshold)
    left_frame, right_frame = size.bounded(left_frame, right_frame, _ranked(distances, columns), seed)
    draw(left_frame, right_frame, categorical, html, rule)
    features = [
        _feature(index, name, left, right, columns, distances.get(name)) for index, name in enumerate(columns.names)
    ]
    score = _column(distances[SCORE], _numeric_bins(left.score, right.score))
    verdict = assess_drift(
        {feature.name: feature.is_drifted for feature in features},
        sorted(columns.names, key=lambda name: -columns.importance[name]),
        score_drifted=score.is_drifted,
        rule=rule,
    )
    return DriftReport(
        verdict=verdict,
        reference_rows=len(reference.score),
        current_rows=len(current.score),
        reference_sample=len(left.score),
        current_sample=len(right.score),
        report_columns=left_frame.shape[1],
        compared_columns=len(comparable),
        score=score,
        features=tuple(features),
    )


def _ranked(distances: Mapping[str, Distance], columns: Columns) -> list[str]:
    """Return the names of the columns compared: the score, then those that moved, each lot by importance."""

    def rank(name: str) -> tuple[bool, bool, float]:
        return name != SCORE, not distances[name].is_drifted, -columns.importance.get(name, 0.0)

    return sorted(distances, key=rank)


def _frame(side: DriftSample, columns: Columns) -> pd.DataFrame:
    data: dict[str, object] = {SCORE: side.score}
    for index, name in enumerate(columns.names):
        values = side.matrix[:, index]
        data[name] = pd.Series(_texts(values, columns.categories[name])) if name in columns.categories else values
    return pd.DataFrame(data)


def _texts(codes: FloatArray, values: Sequence[str]) -> list[str | None]:
    return [None if np.isnan(code) else values[int(code)] for code in codes]


def _feature(
    index: int, name: str, reference: DriftSample, current: DriftSample, columns: Columns, distance: Distance | None
) -> FeatureDrift:
    left, right = reference.matrix[:, index], current.matrix[:, index]
    values = columns.categories.get(name)
    bins = _numeric_bins(left, right) if values is None else _category_bins(left, right, values)
    column_drift = _column(distance, bins, empty_on_one_side=bool(np.isnan(left).all() != np.isnan(right).all()))
    return FeatureDrift(
        name=name,
        importance=columns.importance[name],
        missing_reference=float(np.isnan(left).mean()),
        missing_current=float(np.isnan(right).mean()),
        new_categories=tuple(columns.new_categories.get(name, ())),
        **dict(column_drift),
    )


def _column(distance: Distance | None, bins: DriftBins, *, empty_on_one_side: bool = False) -> ColumnDrift:
    if distance is None:
        # Nothing to measure: a column that is empty on one side only has moved as far as it can.
        return ColumnDrift(method="empty column", distance=None, is_drifted=empty_on_one_side, bins=bins)
    return ColumnDrift(method=distance.method, distance=distance.value, is_drifted=distance.is_drifted, bins=bins)


def _numeric_bins(reference: FloatArray, current: FloatArray) -> DriftBins:
    left, right = reference[~np.isnan(reference)], current[~np.isnan(current)]
    both = np.concatenate((left, right))
    if not len(both):
        return DriftBins(reference=(), current=())
    edges = _edges(both)
    return DriftBins(
        edges=tuple(edges.tolist()),
        reference=_shares(np.histogram(np.clip(left, edges[0], edges[-1]), edges)[0]),
        current=_shares(np.histogram(np.clip(right, edges[0], edges[-1]), edges)[0]),
    )


def _edges(values: FloatArray) -> FloatArray:
    """Return the edges of bins over nearly all values; few whole numbers have a bin each, centred on the number."""
    low, high = np.quantile(values, [0.005, 0.995])
    is_whole = np.array_equal(values, np.round(values))
    if is_whole and values.max() - values.min() < BINS:
        # All of them: a flag that nearly nobody has is still a flag.
        low, high = values.min(), values.max()
    if is_whole and np.ceil(high) - np.floor(low) < BINS:
        return np.arange(np.floor(low), np.ceil(high) + 2) - 0.5
    return np.linspace(low, high if high > low else low + 1.0, BINS + 1)


def _category_bins(reference: FloatArray, current: FloatArray, values: Sequence[str]) -> DriftBins:
    def count(codes: FloatArray) -> tuple[float, ...]:
        return _shares(np.bincount(codes[~np.isnan(codes)].astype(np.int64), minlength=len(values)))

    return DriftBins(categories=tuple(values), reference=count(reference), current=count(current))


def _shares(counts: IntArray) -> tuple[float, ...]:
    return tuple((counts / max(1, int(counts.sum()))).tolist())
