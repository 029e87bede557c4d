"""Copies of a bundle, to be spoilt or to stand in the way of a build."""

import os
import shutil
from pathlib import Path

from model_bundle.publication import put_in_force


def copied(bundle: Path, parent: Path) -> Path:
    """Return a copy of a bundle whose files can be changed."""
    return Path(shutil.copytree(bundle, parent / bundle.name))


def in_force(bundle: Path, parent: Path) -> Path:
    """Put a bundle in force under another parent, its files shared with the first; return that parent."""
    shutil.copytree(bundle, parent / bundle.name, copy_function=os.link)
    put_in_force(parent, bundle.name)
    return parent


def listing(parent: Path) -> dict[str, tuple[int, int]]:
    """Return every file under a folder, hidden ones too, with its size and the time of its last change."""
    return {
        path.relative_to(parent).as_posix(): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(parent.rglob("*"))
    }
