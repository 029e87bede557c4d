"""What is measured while requests are answered: Prometheus histograms, one set for the process.

A label holds a name out of the source, never a path, a number or anything else that a browser sent. With several
workers each writes to a file that every other reads; ``metrics_folder.py`` prepares their folder. Where somebody takes
that folder away, each worker makes it again and counts from zero, as after a start.
"""

import mmap
import os
import time
from pathlib import Path
from typing import Final

import prometheus_client.values
from prometheus_client import Counter, Histogram
from prometheus_client.mmap_dict import MmapedDict

from dashboard_app.metrics_folder import DIRECTORY

_FINE = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
_LOOK_SECONDS = 5.0
_FIRST_BYTES: Final = 1 << 16
_VALUE_BYTES: Final = 64
"""More than a value takes beside the four bytes that a character of its name may take."""


class AllocatedFile(MmapedDict):
    """A file of figures all of whose pages are on the disk.

    It is mapped into memory: to write into a page that a full disk has no room for ends the process (SIGBUS). While
    there is no room, a worker counts in its own memory, which no other worker reads.
    """

    def __init__(self, filename: str, read_mode: bool = False) -> None:
        self._is_private = not read_mode and not _allocate(filename, _FIRST_BYTES)
        if not self._is_private:
            super().__init__(filename, read_mode)  # type: ignore[no-untyped-call]
            return
        file = os.memfd_create("figures")
        super().__init__(f"/proc/self/fd/{file}")  # type: ignore[no-untyped-call]
        os.close(file)

    def _init_value(self, key: str) -> None:
        while self._used + 4 * len(key) + _VALUE_BYTES > self._capacity:
            self._grow()
        super()._init_value(key)  # type: ignore[no-untyped-call]

    def _grow(self) -> None:
        size = 2 * self._capacity
        if not self._is_private and _allocate(self._fname, size):
            self._m = mmap.mmap(self._f.fileno(), size)
        else:
            grown = mmap.mmap(-1, size)
            grown[: self._used] = self._m[: self._used]
            self._m, self._is_private = grown, True
        self._capacity = size


def _allocate(filename: str, size: int) -> bool:
    """Allocate bytes on the disk for a file; return whether there was room. A new file without room is removed."""
    if not hasattr(os, "memfd_create"):
        # Not on Linux: the file stays as Prometheus' client makes it.
        return True
    file = os.open(filename, os.O_CREAT | os.O_RDWR, 0o600)
    before = os.fstat(file).st_size
    try:
        os.posix_fallocate(file, 0, size)
    except OSError:
        os.ftruncate(file, before)
        if before == 0:
            Path(filename).unlink(missing_ok=True)
        return False
    finally:
        os.close(file)
    return True


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
    prometheus_client.values.MmapedDict = AllocatedFile  # type: ignore[attr-defined]
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
