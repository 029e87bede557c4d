"""The folder in which the workers of one run write what they measure; it lies in the private instance."""

import fcntl
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""The variable of the environment by which Prometheus' client knows that there are several workers."""
_NAME = "metrics-"
_LOCK = "lock"


@dataclass(frozen=True)
class MetricsFolder:
    """A folder of one run; its lock shows later runs whether this one has ended."""

    path: Path
    lock: int

    def remove(self) -> None:
        """Take the figures of this run away: the next one counts from zero."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self.lock)


def make_metrics_folder(instance: Path) -> MetricsFolder:
    """Make a private folder for this run, and remove those of runs that were killed.

    Raises
    ------
    OSError
        The instance cannot be made or written.
    """
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in instance.glob(f"{_NAME}*"):
        if not _is_held(left):
            shutil.rmtree(left, ignore_errors=True)
    path = Path(tempfile.mkdtemp(prefix=_NAME, dir=instance)).absolute()
    lock = os.open(path / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    # Workers inherit it, and so it is held until the last of them has ended.
    os.set_inheritable(lock, True)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return MetricsFolder(path, lock)


def _is_held(folder: Path) -> bool:
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
