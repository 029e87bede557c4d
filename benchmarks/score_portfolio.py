"""How long the command ``score`` takes for 48,744 applicants, with and without contributions, on both engines."""

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
    for engine, (without, with_contributions) in REACH.items():
        what = f"score {DECIDED:,} applicants, {engine}"
        report(what, f"{_seconds(bundles, engine):.1f} s", without)
        report(
            f"{what}, with contributions", f"{_seconds(bundles, engine, '--contributions'):.1f} s", with_contributions
        )


def _seconds(bundles: Path, engine: str, *options: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "scores.parquet")
        words = ["--bundle", str(bundles), "--data", str(BENCH / "demo"), "--out", out, "--engine", engine, *options]
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "model_build", "score", *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
