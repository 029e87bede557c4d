"""Time and memory of all features at the full published size, and at twice that size.

Each run has a process of its own, so that the peak is its own: it opens and checks the tables, computes histories and
features as a build does, and writes the features to a Parquet file. The second half of the doubled tables is the first
with other client and loan numbers.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from benchmarks._bundle import BENCH, ROOT, report
from model_build.features import known_categories, plan
from model_build.features.computation import compute_history, feature_batches
from model_build.sources import open_tables
from model_build.synthetic import write_demo
from model_build.tables import APPLICATION_TABLES, HISTORY_TABLES, SCHEMAS

CORES = 2
SHIFT = 10_000_000
"""Added to every number of the second half; the numbers of the first stay far below."""


@dataclass(frozen=True)
class RunCost:
    """What one run took."""

    seconds: float
    gigabytes: float


def compute_all(data: Path) -> None:
    """Compute the features of both application tables of a folder and write them to files."""
    with open_tables(data) as tables, tempfile.TemporaryDirectory() as out:
        histories = tables.present & frozenset(HISTORY_TABLES)
        features = plan(histories, known_categories(tables.connection, histories))
        compute_history(tables.connection, features, APPLICATION_TABLES)
        for table in APPLICATION_TABLES:
            batches = feature_batches(tables.connection, features, table)
            first = next(batches)
            with pq.ParquetWriter(Path(out) / f"{table}.parquet", first.schema) as file:
                file.write_batch(first)
                for batch in batches:
                    file.write_batch(batch)


def measured(data: Path) -> RunCost:
    """Run once in a process of its own on two cores."""
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    began = time.perf_counter()
    run = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.features_full_size", str(data)],
        cwd=ROOT,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    _, status, usage = os.wait4(run.pid, 0)
    if status:
        sys.exit(f"The run on {data} ended with status {status}.")
    print(f"{data.name}: {usage.ru_utime + usage.ru_stime:.0f} s of processor time")
    return RunCost(time.perf_counter() - began, usage.ru_maxrss / 1024**2)


def full_size() -> Path:
    """Return the folder of the full-size demo tables; written once."""
    out = BENCH / "full"
    if not (out / "application_train.parquet").is_file():
        print("Writing demo tables of the full published size ...")
        write_demo(out, scale=1.0)
    return out


def doubled(first: Path) -> Path:
    """Return a folder with every row of the first twice, the second time with other numbers; written once."""
    out = BENCH / "full_twice"
    if not (out / "application_train.parquet").is_file():
        print("Writing twice as many ...")
        out.mkdir(parents=True, exist_ok=True)
        # The application table last: where it is, the others are.
        for name in sorted(SCHEMAS, reverse=True):
            numbers = ", ".join(
                f"{column} + {SHIFT} AS {column}" for column in SCHEMAS[name].columns if "SK_ID" in column
            )
            source = f"'{first / name}.parquet'"
            duckdb.connect(config={"threads": str(CORES), "preserve_insertion_order": "false"}).execute(
                f"COPY (FROM {source} UNION ALL SELECT * REPLACE ({numbers}) FROM {source}) "  # noqa: S608 - names out of the source
                f"TO '{out / name}.parquet' (COMPRESSION zstd)"
            )
    return out


def main() -> None:
    """Print both sizes and their ratios."""
    once_data = full_size()
    once = measured(once_data)
    twice = measured(doubled(once_data))
    report("all features, full size, 2 cores, wall time", f"{once.seconds:.1f} s", "<= 30 s")
    report("the same, peak memory", f"{once.gigabytes:.2f} GiB", "<= 3 GB")
    report("twice the size, wall time", f"{twice.seconds / once.seconds:.2f} times", "<= 2.2 times")
    report("the same, peak memory", f"{twice.gigabytes / once.gigabytes:.2f} times", "<= 1.3 times")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        compute_all(Path(sys.argv[1]))
    else:
        main()
