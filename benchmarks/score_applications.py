"""How long the command ``score`` takes for 48,744 applicants, with and without contributions, on both engines."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._bundle import BENCH, DECIDED, ROOT, bundles_directory, report

REACH = {"duckdb": ("<= 10 s", "<= 90 s"), "spark": ("-", "-")}


def main() -> None:
    """Run the whole command in a process of its own, from its start to the file."""
    bundles = bundles_directory()
    for engine, (without, explained) in REACH.items():
        what = f"score {DECIDED:,} applicants, {engine}"
        report(what, _measured(bundles, engine), without)
        report(f"{what}, with contributions", _measured(bundles, engine, "--contributions"), explained)


def _measured(bundles: Path, engine: str, *options: str) -> str:
    """Return seconds, and the seconds that all processors together worked on it."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "scores.parquet")
        arguments = [
            "--bundle",
            str(bundles),
            "--data",
            str(BENCH / "demo"),
            "--out",
            out,
            "--engine",
            engine,
            *options,
        ]
        began, used = time.perf_counter(), _processor()
        subprocess.run(
            [sys.executable, "-m", "model_build", "score", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        return f"{time.perf_counter() - began:.1f} s ({_processor() - used:.1f} s of processor)"


def _processor() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
