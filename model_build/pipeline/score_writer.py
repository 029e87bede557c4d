"""Writes the scores of pending applications to a file, part by part: the same numbers as the dashboard shows."""

import csv
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from model_build.errors import BuildError
from model_build.preflight import ROOM_FOR_SCORES, require_writable
from model_bundle.decision import Decision
from model_bundle.publication import FILE_MODE


@dataclass(frozen=True)
class Scored:
    """What a file of scores holds: how many applicants, and how many of them got which decision."""

    applicants: int
    decisions: Mapping[Decision, int]
    threshold: float


def check_destination(out: Path) -> None:
    """Refuse a file name that says no known format, before any work is done.

    Raises
    ------
    BuildError
        The ending is neither ``.csv`` nor ``.parquet``, the folder does not exist, the name is a folder's, or nothing
        can be written there.
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
    require_writable(out.parent, ROOM_FOR_SCORES)


def write_scores(parts: Iterable[pa.RecordBatch], schema: pa.Schema, threshold: float, out: Path) -> Scored:
    """Write a score file whole or not at all; one part of it is in memory at a time.

    Raises
    ------
    BuildError
        The file cannot be written, or ``parts`` failed.
    """
    decisions: Counter[str] = Counter()

    def counted() -> Iterator[pa.RecordBatch]:
        for part in parts:
            decisions.update(part.column("decision").to_pylist())
            yield part

    try:
        with _replacing(out) as temporary:
            _WRITERS[out.suffix](counted(), schema, temporary)
    except OSError as error:
        raise BuildError(
            f"The scores cannot be written to {str(out)!r}",
            got=str(error),
            remedy="name a folder that can be written to",
        ) from error
    counts = {decision: decisions[decision.value] for decision in Decision if decisions[decision.value]}
    return Scored(decisions.total(), counts, threshold)


def _write_csv(parts: Iterable[pa.RecordBatch], schema: pa.Schema, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(schema.names)
        for part in parts:
            # repr of a float is the shortest text that reads back as the same number.
            writer.writerows(zip(*(column.to_pylist() for column in part.columns), strict=True))


def _write_parquet(parts: Iterable[pa.RecordBatch], schema: pa.Schema, path: Path) -> None:
    with pq.ParquetWriter(path, schema) as writer:
        for part in parts:
            writer.write_batch(part)


_WRITERS: dict[str, Callable[[Iterable[pa.RecordBatch], pa.Schema, Path], None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
}


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    temporary = out.parent / f".{out.name}-{secrets.token_hex(8)}"
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    try:
        yield temporary
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
