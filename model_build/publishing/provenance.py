"""Where a bundle comes from: code, libraries, moment."""

import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from model_bundle.version import VERSION

LIBRARIES = (
    "lightgbm",
    "numpy",
    "pandas",
    "pyarrow",
    "duckdb",
    "ibis-framework",
    "scikit-learn",
    "shap",
    "evidently",
    "mlflow",
    "xgboost-cpu",
    "optuna",
)
UNKNOWN_COMMIT = "unknown"


def git_commit() -> str:
    """Return the commit of the code that builds, with ``+changes`` where the tree differs from it."""
    root = Path(__file__).resolve().parents[2]
    try:
        commit = _git(root, "rev-parse", "HEAD")
        changed = bool(_git(root, "status", "--porcelain", "--untracked-files=no"))
    except (OSError, subprocess.CalledProcessError):
        return UNKNOWN_COMMIT
    return commit + ("+changes" if changed else "")


def library_versions(engine: str = "duckdb") -> dict[str, str]:
    """Return the versions of this project and of the libraries that the numbers of a bundle depend on.

    Libraries that are not installed took no part in the build and are left out; ``engine`` is the one that computed the
    features.
    """
    used = (*LIBRARIES, "pyspark") if engine == "spark" else LIBRARIES
    return {"clairscore": VERSION, **{name: found for name in used if (found := _installed(name))}}


def now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(  # noqa: S603 - fixed arguments
        ["git", "-C", str(root), *arguments],  # noqa: S607 - whichever git the path gives
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
