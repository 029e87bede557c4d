"""Writing of the eight synthetic tables, in a directory marked as synthetic."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from model_build.errors import DemoError
from model_build.synthetic.chunk import Chunk, draw_chunk
from model_build.synthetic.parquet import open_files, to_arrow
from model_build.synthetic.sizes import Sizes, cut_into_chunks

Progress = Callable[[str, float], None]

MARKER: Final = "demo.json"
_STEP: Final = "Writing synthetic applicants and their histories"
# One chunk being written, two being drawn: more would cost memory and win nothing on two cores.
_WORKERS: Final = 2


@dataclass(frozen=True)
class DemoSummary:
    """What was written: where, how many rows of each table, and the seed that gives them again."""

    out: Path
    seed: int
    applicants: int
    decided: int
    rows: Mapping[str, int]


def write_demo(
    out: Path,
    *,
    applicants: int = 12_000,
    decided: int = 3_000,
    scale: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> DemoSummary:
    """Write all eight tables as Parquet, with synthetic rows that behave like the published ones.

    Parameters
    ----------
    out
        The directory; created if need be. One that holds anything but a demo is refused.
    applicants, decided
        Rows of application_train and of application_test.
    scale
        Instead of the two: a share of the published sizes; 1 gives 57 million rows of history.
    seed
        The same seed, sizes and library versions give the same bytes.
    progress
        Called with what is being done and the share that is done, from 0 to 1.

    Raises
    ------
    DemoError
        Sizes out of range, a directory that is not a demo, or one that cannot be written.
    """
    sizes = Sizes.checked(applicants, decided, scale)
    if seed < 0:
        raise DemoError("A seed is a whole number, 0 or more", got=repr(seed), remedy="give for example 0")
    chunks = cut_into_chunks(sizes, seed)
    tell = progress or (lambda _step, _share: None)
    tell(_STEP, 0.0)
    try:
        _claim(out)
        with open_files(out) as files:
            for done, tables in enumerate(_draw_chunks(chunks, seed), start=1):
                for name, rows in tables:
                    files.write(name, rows)
                tell(_STEP, done / len(chunks))
        summary = DemoSummary(out, seed, sizes.applicants, sizes.decided, dict(files.rows))
        _write_marker(out, {"seed": seed, "rows": summary.rows})
    except OSError as error:
        raise DemoError(
            "The demo cannot be written",
            got=repr(str(error)),
            remedy="make room, or name a directory that may be written",
        ) from error
    return summary


def _claim(out: Path) -> None:
    """Make the directory and mark it, so that a run that was killed can be run again."""
    if out.exists() and not out.is_dir():
        raise DemoError("The tables need a directory", got=repr(str(out)), remedy="name a directory")
    if out.exists() and any(out.iterdir()) and not (out / MARKER).exists():
        raise DemoError(
            "The directory holds files that are not a demo, and none of them is overwritten",
            got=repr(str(out)),
            remedy="name an empty or a new directory",
        )
    out.mkdir(parents=True, exist_ok=True)
    _write_marker(out, {})


def _write_marker(out: Path, facts: Mapping[str, object]) -> None:
    about = "Demo tables of Clairscore: every row is synthetic, none describes a person."
    (out / MARKER).write_text(json.dumps({"about": about, **facts}, indent=2) + "\n", encoding="utf-8")


def _draw_chunks(chunks: list[Chunk], seed: int) -> Iterator[list[tuple[str, pa.RecordBatch]]]:
    """Draw chunks on several threads, a few ahead, and hand them on in order."""

    def draw(chunk: Chunk) -> list[tuple[str, pa.RecordBatch]]:
        return [(name, to_arrow(name, frame)) for name, frame in draw_chunk(chunk, seed)]

    with ThreadPoolExecutor(_WORKERS) as pool:
        ahead: deque[Future[list[tuple[str, pa.RecordBatch]]]] = deque()
        for chunk in chunks:
            ahead.append(pool.submit(draw, chunk))
            if len(ahead) > _WORKERS:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
