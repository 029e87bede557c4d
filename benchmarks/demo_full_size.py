"""How long, and how much memory, a demo of the full published size takes.

Runs the generator in a process of its own, so that the peak is its own. To be reached: 120 s and 4 GB on two cores.

    python benchmarks/demo_full_size.py [--scale 1] [--out DIR]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_CODE = """
import sys
from pathlib import Path
from model_build.synthetic import write_demo
summary = write_demo(Path(sys.argv[1]), scale=float(sys.argv[2]))
for table, rows in summary.rows.items():
    print(f"{table:24}{rows:>14,}")
"""


def main() -> None:
    """Run once and print rows, seconds, peak memory and bytes on disk."""
    parser = argparse.ArgumentParser(description="Time the demo at full size.")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--out", type=Path, help="keep the tables here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        out = arguments.out or Path(temporary) / "demo"
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", _CODE, str(out), str(arguments.scale)],
            check=True,
            cwd=Path(__file__).parents[1],
        )
        seconds = time.perf_counter() - began
        megabytes = sum(path.stat().st_size for path in out.iterdir()) / 1e6
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1e9 if sys.platform == "darwin" else 1e6
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    print(f"{seconds:.1f} s, {peak:.2f} GB at the peak, {megabytes:,.0f} MB on disk")


if __name__ == "__main__":
    main()
