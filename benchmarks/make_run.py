"""``make run`` in a bare copy of this tree: the size of its environment, and the time from installed to served.

The environment is installed before the clock starts, since that takes as long as the network does; nothing in it has
been imported then.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks._bundle import ROOT, report
from benchmarks._serving import free_port, wait_until_ready


def main() -> None:
    """Install and serve in a temporary directory, and print size and time."""
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "clairscore"
        _copy_tracked(copy)
        subprocess.run(["make", ".venv/installed"], cwd=copy, check=True, stdout=subprocess.DEVNULL)
        size = sum(path.lstat().st_size for path in (copy / ".venv").rglob("*") if path.is_file())
        seconds = _seconds_to_served(copy)
    report("size of the environment of make run", f"{size / 1e9:.2f} GB", "<= 1.3 GB")
    report("make run, from installed to served", f"{seconds:.0f} s", "<= 45 s")


def _copy_tracked(copy: Path) -> None:
    # What git has: neither an environment nor bundles, and the changes that are not committed.
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name, follow_symlinks=False)


def _seconds_to_served(tree: Path) -> float:
    port = free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith(("CLAIRSCORE_", "VIRTUAL_ENV"))}
    began = time.perf_counter()
    # A group of its own: make, the builds and the server end together.
    with subprocess.Popen(
        ["make", "run"], cwd=tree, env={**own, "CLAIRSCORE_PORT": str(port)}, start_new_session=True
    ) as process:
        try:
            wait_until_ready(f"http://127.0.0.1:{port}/readyz", process)
            return time.perf_counter() - began
        finally:
            os.killpg(process.pid, signal.SIGTERM)


if __name__ == "__main__":
    main()
