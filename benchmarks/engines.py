"""Time and memory of the same features on both engines, on a tenth of the published size.

On one machine, Spark is the slower: what it is for is tables that one machine cannot hold.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks._bundle import ROOT, report

SCALE = 0.1
_CODE = """
import sys
from pathlib import Path
from model_build.prepare import prepare
prepare(Path(sys.argv[1]), engine=sys.argv[2], with_age=False, progress=lambda label, share: None)
"""


def main() -> None:
    """Prepare the same tables once on each engine, each in processes of their own."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["demo", "--out", folder, "--scale", str(SCALE)]
        subprocess.run(
            [sys.executable, "-m", "model_build", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        figures = {engine: _measure(Path(folder), engine) for engine in ("duckdb", "spark")}
    for engine, (seconds, processor, gigabytes) in figures.items():
        what = f"tables of scale {SCALE} checked, features computed, {engine}"
        report(what, f"{seconds:.1f} s, {processor:.1f} s of processor, {gigabytes:.2f} GB", "-")
    ratios = (figures["spark"][index] / figures["duckdb"][index] for index in range(3))
    report("spark against duckdb on one machine", ", ".join(f"{ratio:.1f} x" for ratio in ratios), "-")


def _measure(data: Path, engine: str) -> tuple[float, float, float]:
    """Return seconds, seconds of processor time, and the most memory that all processes together held, in gigabytes."""
    began, used, peak = time.perf_counter(), _processor(), 0
    command = [sys.executable, "-c", _CODE, str(data), engine]
    # DuckDB takes code of the command line for a person, and shows how far it is.
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        family = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, _memory(family))
            time.sleep(0.05)
    if process.returncode:
        sys.exit(f"The engine {engine} failed.")
    return time.perf_counter() - began, _processor() - used, peak / 1e9


def _processor() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _memory(family: psutil.Process) -> int:
    total = 0
    try:
        members = [family, *family.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for member in members:
        try:
            total += member.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


if __name__ == "__main__":
    main()
