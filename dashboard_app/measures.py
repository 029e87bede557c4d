"""What is measured while requests are answered: Prometheus histograms, one set for the process.

A label holds a name out of the source, never a path, a number or anything else that a browser sent. With several
workers each writes to a file that every other reads; ``metrics_folder.py`` prepares their folder. Where somebody takes
that folder away, each worker makes it again and counts from zero, as after a start.
"""

import os
import time
from pathlib import Path

import prometheus_client.values
from prometheus_client import Counter, Histogram

from dashboard_app.metrics_folder import DIRECTORY

_FINE = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
_LOOK_SECONDS = 5.0


class _Files:
    """The files of this process among those of all workers: where they are, and whether they still are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._generation = 0
        self._looked = 0.0
        self._folder.mkdir(mode=0o700, exist_ok=True)

    def identify(self) -> str:
        """Return what the files of this process are named by; another name makes Prometheus' client begin new ones."""
        return f"{os.getpid()}" if self._generation == 0 else f"{os.getpid()}-{self._generation}"

    def renew(self) -> None:
        """Begin new files if those of this process are gone; looked at now and then, for every request asks."""
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        if (self._folder / f"histogram_{self.identify()}.db").exists():
            return
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            # The instance itself is gone: others say so, and a figure less is no reason to refuse a request.
            return
        self._generation += 1


_files: _Files | None = None
if DIRECTORY in os.environ:
    _files = _Files(Path(os.environ[DIRECTORY]))
    # Chosen before the first figure is made, as Prometheus' client wants it.
    prometheus_client.values.ValueClass = prometheus_client.values.MultiProcessValue(_files.identify)

REQUEST_SECONDS = Histogram(
    "clairscore_request_seconds", "Time to answer a request, by route.", ["method", "route", "status"]
)
CALLBACK_SECONDS = Histogram(
    "clairscore_callback_seconds", "Time in the body of a callback, failed ones too.", ["callback"]
)
SCORING_SECONDS = Histogram(
    "clairscore_scoring_seconds", "Time to score or explain one client.", ["operation"], buckets=_FINE
)
DATABASE_FAILURES = Counter(
    "clairscore_database_failures", "Times that the database could not be used, by what was wrong.", ["fault"]
)


def renew_files() -> None:
    """Begin the files of this worker again if they were taken away; does nothing where there is one process only."""
    if _files is not None:
        _files.renew()
