"""A whole ``build`` in a process of its own, timed."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._bundle import ROOT


def time_build(data: Path) -> tuple[float, float]:
    """Build once from a folder of tables; return the seconds by the clock and the GiB of the largest process."""
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory) / "bundles"
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "model_build", "build", "--data", str(data), "--out", str(out)], cwd=ROOT, check=True
        )
        seconds = time.perf_counter() - began
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
