"""Scoring a whole portfolio with a bundle: the same numbers as the dashboard shows."""

import csv
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from model_build.errors import BuildError
from model_bundle.arrow_file import FloatArray
from model_bundle.bundle import Bundle
from model_bundle.decision import Decision, decide_all

COLUMNS = ("SK_ID_CURR", "probability", "decision", "threshold")


@dataclass(frozen=True)
class Scores:
    """Scored applicants in the order of their numbers; arrays of shape (applicants,)."""

    client_ids: list[int]
    probabilities: FloatArray
    decisions: list[Decision]
    threshold: float

    def table(self) -> pa.Table:
        """Return the four columns of a score file."""
        return pa.table(
            {
                "SK_ID_CURR": pa.array(self.client_ids, pa.int64()),
                "probability": pa.array(self.probabilities),
                "decision": [decision.value for decision in self.decisions],
                "threshold": [self.threshold] * len(self.client_ids),
            }
        )


def score_matrix(bundle: Bundle, client_ids: list[int], matrix: FloatArray, *, threads: int) -> Scores:
    """Score features of shape (applicants, features)."""
    probabilities = bundle.scorer.probabilities(matrix, threads=threads)
    threshold = bundle.manifest.threshold
    return Scores(client_ids, probabilities, decide_all(probabilities, threshold), threshold.value)


def check_destination(out: Path) -> None:
    """Refuse a file name that says no known format, before any work is done.

    Raises
    ------
    BuildError
        The ending is neither ``.csv`` nor ``.parquet``, the folder does not exist, or the name is a folder's.
    """
    if out.suffix not in _WRITERS:
        raise BuildError(
            "The scores can be written as CSV or Parquet",
            got=repr(out.name),
            remedy="name a .csv or .parquet file",
        )
    if not out.parent.is_dir():
        raise BuildError(
            "The folder of the score file does not exist", got=repr(str(out.parent)), remedy="create it first"
        )
    if out.is_dir():
        raise BuildError("The score file is a folder", got=repr(str(out)), remedy="name a file")


def write_scores(scores: Scores, out: Path) -> None:
    """Write a score file whole or not at all."""
    try:
        with _replacing(out) as temporary:
            _WRITERS[out.suffix](scores.table(), temporary)
    except OSError as error:
        raise BuildError(
            f"The scores cannot be written to {str(out)!r}",
            got=str(error),
            remedy="name a folder that can be written to",
        ) from error


def _write_csv(table: pa.Table, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        # repr of a float is the shortest text that reads back as the same number.
        writer.writerows(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _write_parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path)


_WRITERS: dict[str, Callable[[pa.Table, Path], None]] = {".csv": _write_csv, ".parquet": _write_parquet}


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    descriptor, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
