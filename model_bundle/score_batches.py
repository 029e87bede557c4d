"""Scores of many applicants, batch after batch: all that one process of several needs, and nothing of a build."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from model_bundle.arrow_file import FloatArray, column_floats
from model_bundle.decision import decide_all
from model_bundle.home_credit import KEY
from model_bundle.manifest import Manifest, Reference, Threshold
from model_bundle.scorer import THREADS, Scorer


@dataclass(frozen=True)
class ScoreBatches:
    """Makes rows of scores out of rows of features; small, and can be sent to another machine.

    Attributes
    ----------
    names
        The features in the order of the vector.
    with_contributions
        Whether each score comes with what each feature adds to its log-odds, as ``Scorer.explain`` gives it:
        columns ``base`` and ``contribution.<NAME>``.
    """

    names: tuple[str, ...]
    reference: Reference
    threshold: Threshold
    with_contributions: bool

    @classmethod
    def of(cls, manifest: Manifest, *, with_contributions: bool) -> "ScoreBatches":
        """Return the batches of a bundle."""
        return cls(manifest.feature_names, manifest.reference, manifest.threshold, with_contributions)

    @property
    def schema(self) -> pa.Schema:
        """Columns and types of a file of scores."""
        columns: dict[str, pa.DataType] = {
            KEY: pa.int64(),
            "probability": pa.float64(),
            "decision": pa.string(),
            "threshold": pa.float64(),
        }
        if self.with_contributions:
            columns["base"] = pa.float64()
            columns |= {f"contribution.{name}": pa.float64() for name in self.names}
        return pa.schema(list(columns.items()))

    def score(
        self, scorer: Scorer, numbers: Sequence[int], matrix: FloatArray, *, threads: int = THREADS
    ) -> pa.RecordBatch:
        """Score the applicants of these numbers; ``matrix`` has shape (applicants, features)."""
        probabilities = scorer.probabilities(matrix, threads=threads)
        columns: list[Any] = [
            pa.array(numbers, pa.int64()),
            pa.array(probabilities),
            pa.array([decision.value for decision in decide_all(probabilities, self.threshold)], pa.string()),
            pa.array(np.full(len(probabilities), self.threshold.value)),
        ]
        if self.with_contributions:
            values, bases = scorer.contributions(matrix, threads=threads)
            columns += [pa.array(bases), *(pa.array(column) for column in np.ascontiguousarray(values.T))]
        return pa.record_batch(columns, schema=self.schema)

    def score_rows(self, model_text: str, rows: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Score batches that hold the key and one column for each feature; null is NaN."""
        scorer = Scorer(model_text, self.names, self.reference)
        for batch in rows:
            if batch.num_rows:
                table = pa.Table.from_batches([batch])
                matrix = np.column_stack([column_floats(table, name) for name in self.names])
                yield self.score(scorer, table.column(KEY).to_pylist(), matrix)
