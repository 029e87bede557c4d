"""Time and memory of a whole ``build`` on the real application tables (58,139 + 48,744 rows)."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._bundle import ROOT, report
from benchmarks._real import real_data


def main() -> None:
    """Build once in a process of its own and print what it took."""
    data = real_data("applications")
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory) / "bundles"
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "model_build", "build", "--data", str(data), "--out", str(out)], cwd=ROOT, check=True
        )
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    report("build on 58,139 + 48,744 real applications, wall time", f"{seconds:.0f} s", "<= 360 s")
    report("the same, peak memory of the largest process", f"{peak:.2f} GiB", "<= 4 GiB")


if __name__ == "__main__":
    main()
