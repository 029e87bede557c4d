"""A whole ``build`` in a process of its own, measured."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks._bundle import ROOT


@dataclass(frozen=True)
class BuildCost:
    """What a build took: seconds by the clock and of the processor, and the GiB of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_gib: float


def measure_build(data: Path, tree: Path = ROOT) -> BuildCost:
    """Build once from a folder of tables, by the code of a source tree.

    Raises
    ------
    RuntimeError
        The build failed; it has printed why.
    """
    with tempfile.TemporaryDirectory() as directory:
        command = ["build", "--data", str(data), "--out", str(Path(directory) / "bundles")]
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "model_build", *command], cwd=tree)
        # The usage of this child and of those that it started, whatever ran before.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"The build of {tree} ended with code {process.returncode}: read above why.")
    return BuildCost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024**2)
