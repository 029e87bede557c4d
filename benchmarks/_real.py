"""The real rows, if they are there, ready to learn from."""

import os
import sys
from pathlib import Path

from model_build.prepare import Prepared, prepare


def real_data(folder: str) -> Path:
    """Return a folder of real rows, or end this benchmark and say why."""
    root = os.environ.get("CLAIRSCORE_REAL_DATA")
    if not root or not (Path(root) / folder).is_dir():
        print("Skipped: CLAIRSCORE_REAL_DATA names no folder with real rows.")
        sys.exit(0)
    return Path(root) / folder


def prepared_real(folder: str) -> Prepared:
    """Return a folder of real rows with its features, or end this benchmark and say why."""
    return prepare(real_data(folder), engine="duckdb", with_age=False, progress=silent)


def silent(_label: str, _share: float) -> None:
    """Ignore progress."""
