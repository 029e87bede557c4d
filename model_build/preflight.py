"""Preflight checks of a command: writable folders, disk space, and the tracking server.

Nothing here imports a library of the build: problems are reported before they are loaded.
"""

import http.client
import importlib.util
import os
import secrets
import shutil
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from model_build.errors import PreflightError

SERVER_SECONDS: Final = 4.0
ROOM_FOR_A_BUNDLE: Final = 100_000_000
ROOM_FOR_SCORES: Final = 5_000_000
# What `build` imports only when a step needs it, beyond the extra `demo` of the package.
LIBRARIES: Final = ("mlflow", "matplotlib", "optuna", "shap", "xgboost")
_PROBE_BYTES: Final = 65_536


def require_libraries(*, is_quick: bool) -> None:
    """Refuse a whole build where only the libraries of a quick one are installed.

    Raises
    ------
    PreflightError
        What is missing, and how to install it.
    """
    absent = [] if is_quick else [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if absent:
        raise PreflightError(
            "This environment has only what a quick build needs",
            got=f"no {', no '.join(absent)}",
            remedy="install requirements-build.txt (`make build` does), or build with --quick",
        )


def check_build(out: Path) -> None:
    """Try what a build needs in the end: the folder of bundles, temporary files, and the tracking server if one is set.

    Raises
    ------
    PreflightError
        What is missing, and what to do.
    """
    require_no_run()
    require_server()
    make_folder(out)
    require_writable(out, ROOM_FOR_A_BUNDLE)
    require_temporary_folder()


def make_folder(folder: Path) -> None:
    """Make the folder of bundles, closed to others than its owner and group.

    Raises
    ------
    PreflightError
        It cannot be made.
    """
    try:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise PreflightError(
            "The folder of bundles cannot be made",
            got=f"{str(folder)!r}: {error.strerror}",
            remedy="name a folder that may be written",
        ) from error


def require_writable(folder: Path, room: int) -> None:
    """Write a file into a folder and remove it again, and ask for ``room`` bytes on its disk.

    Raises
    ------
    PreflightError
        Nothing can be written there, or the disk is too full.
    """
    probe = folder / f".build-{secrets.token_hex(8)}"
    try:
        with probe.open("xb") as file:
            file.write(b"\0" * _PROBE_BYTES)
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise PreflightError(
            f"Nothing can be written into {str(folder)!r}",
            got=error.strerror or type(error).__name__,
            remedy="make room there, let this user write there, or name another folder",
        ) from error
    finally:
        _remove(probe)
    if free < room:
        raise PreflightError(
            f"The disk of {str(folder)!r} is too full",
            got=f"{free / 1e6:,.0f} MB free, {room / 1e6:,.0f} MB are needed",
            remedy="make room there, or name a folder on another disk",
        )


def require_temporary_folder() -> None:
    """Refuse a machine without a folder for temporary files.

    Raises
    ------
    PreflightError
        There is none that can be written to.
    """
    try:
        folder = Path(tempfile.gettempdir())
    except OSError as error:
        raise PreflightError(
            "There is no folder for temporary files", got="none that can be written to", remedy="name one with TMPDIR"
        ) from error
    require_writable(folder, ROOM_FOR_SCORES)


def require_no_run() -> None:
    """Refuse an environment that names a run of MLflow: a build makes runs of its own.

    Raises
    ------
    PreflightError
        ``MLFLOW_RUN_ID`` is set.
    """
    run = os.environ.get("MLFLOW_RUN_ID")
    if run:
        raise PreflightError(
            "A build logs a run of its own", got=f"MLFLOW_RUN_ID={run[:40]!r}", remedy="unset MLFLOW_RUN_ID"
        )


def require_server() -> None:
    """Ask the server of ``MLFLOW_TRACKING_URI``, if that is one, whether it is there.

    Raises
    ------
    PreflightError
        It does not answer within ``SERVER_SECONDS``, or the address is none.
    """
    uri = os.environ.get("MLFLOW_TRACKING_URI", "")
    parts = urlsplit(uri)
    if parts.scheme not in {"http", "https"}:
        return
    health = parts._replace(netloc=parts.netloc.rpartition("@")[2], path=f"{parts.path.rstrip('/')}/health").geturl()
    try:
        with urllib.request.urlopen(health, timeout=SERVER_SECONDS):  # noqa: S310 - the operator's own server
            return
    except urllib.error.HTTPError as error:
        # It answers: whether it is a tracking server is found out by asking as one asks it.
        error.close()
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise PreflightError(
            f"The MLflow store {shown(uri)!r} does not answer",
            got=repr(" ".join(str(reason).split())[:100]),
            remedy="start the server of MLFLOW_TRACKING_URI, or unset it to use the embedded store",
        ) from None


def shown(uri: str) -> str:
    """Return an address without user and password."""
    parts = urlsplit(uri)
    if "@" not in parts.netloc:
        return uri
    return parts._replace(netloc=f"***@{parts.netloc.rpartition('@')[2]}").geturl()


def _remove(probe: Path) -> None:
    try:
        probe.unlink(missing_ok=True)
    except OSError:
        # It could not be made either.
        return
