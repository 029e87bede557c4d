"""A dashboard served for a benchmark: gunicorn on the loopback, stopped by its own process id."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks._bundle import ROOT

PASSWORD = "a benchmark runs here"  # noqa: S105 - of a demonstration on the loopback
PATIENCE = 120.0


@contextmanager
def served(bundles: Path, *, workers: int = 2) -> Iterator[str]:
    """Serve a directory of bundles and give its address once it is ready."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as instance:
        environment = {
            **os.environ,
            "CLAIRSCORE_DEMO": "1",
            "CLAIRSCORE_DEMO_PASSWORD": PASSWORD,
            "CLAIRSCORE_BUNDLES": str(bundles),
            "CLAIRSCORE_INSTANCE": instance,
            "CLAIRSCORE_PORT": str(port),
            "CLAIRSCORE_WORKERS": str(workers),
            # One account asks as often as a whole staff does.
            "CLAIRSCORE_AUDIT_ENTRIES_PER_MINUTE": "1000000",
        }
        with subprocess.Popen(
            [sys.executable, "-m", "dashboard_app", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                _wait(address, process)
                yield address
            finally:
                process.terminate()


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with code {process.returncode} before it was ready.")
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5)  # noqa: S310 - the loopback
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"The server was not ready after {PATIENCE:.0f} s.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
