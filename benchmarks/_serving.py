"""A dashboard, or a bare Dash application, served for a benchmark: gunicorn on the loopback, stopped by its process."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks._bundle import ROOT

PASSWORD = "a benchmark runs here"  # noqa: S105 - of a demo on the loopback
PATIENCE = 120.0
THREADS = 4
"""As many as a worker of the dashboard has, where no setting says otherwise."""


@dataclass(frozen=True)
class Server:
    """A server that answers: its address, and the process that its workers are children of."""

    address: str
    pid: int

    def cpu_seconds(self) -> float:
        """Return the CPU time that its workers have taken so far, their threads included."""
        times = [worker.cpu_times() for worker in psutil.Process(self.pid).children()]
        return float(sum(time.user + time.system for time in times))


@contextmanager
def served(bundles: Path, *, workers: int = 2) -> Iterator[str]:
    """Serve a directory of bundles and give its address once it is ready."""
    with dashboard_server(bundles, workers=workers) as server:
        yield server.address


@contextmanager
def dashboard_server(bundles: Path, *, workers: int = 2, root: Path = ROOT) -> Iterator[Server]:
    """Serve the dashboard of a source tree over a directory of bundles; it is ready."""
    with tempfile.TemporaryDirectory() as instance:
        environment = {
            "CLAIRSCORE_DEMO": "1",
            "CLAIRSCORE_DEMO_PASSWORD": PASSWORD,
            "CLAIRSCORE_BUNDLES": str(bundles),
            "CLAIRSCORE_INSTANCE": instance,
            "CLAIRSCORE_PORT": str(port := free_port()),
            "CLAIRSCORE_WORKERS": str(workers),
            # One account asks as often as a whole staff does.
            "CLAIRSCORE_AUDIT_ENTRIES_PER_MINUTE": "1000000",
        }
        with _running(["dashboard_app", "serve"], port, "/readyz", environment, root) as server:
            yield server


@contextmanager
def bare_server(bundles: Path, *, workers: int = 2) -> Iterator[Server]:
    """Serve the bare application of `benchmarks._bare` by gunicorn's own workers of threads; it is ready."""
    port = free_port()
    application = f"benchmarks._bare:create_server({str(bundles)!r})"
    # An empty configuration: the dashboard's own lies where gunicorn looks for one.
    options = ["-c", os.devnull, "-k", "gthread", "--threads", str(THREADS), "-w", str(workers), "--keep-alive", "60"]
    command = ["gunicorn", *options, "-b", f"127.0.0.1:{port}", "--no-control-socket", application]
    with _running(command, port, "/", {}, ROOT) as server:
        yield server


@contextmanager
def _running(
    command: Sequence[str], port: int, ready: str, environment: Mapping[str, str], root: Path
) -> Iterator[Server]:
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until_ready(address + ready, process)
            yield Server(address, process.pid)
        finally:
            process.terminate()


def wait_until_ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until an address answers.

    Raises
    ------
    RuntimeError
        The process ended before, or did not answer within ``PATIENCE`` seconds.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with code {process.returncode} before it was ready.")
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 - the loopback
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"The server was not ready after {PATIENCE:.0f} s.")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
