"""Copies of a bundle, to be spoilt or to stand in the way of a build."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from model_bundle.arrow_file import open_table, write_table
from model_bundle.data_checks import DataCheck, to_table
from model_bundle.integrity import DATA_CHECKS, read_manifest
from model_bundle.manifest import MANIFEST
from model_bundle.publication import activate, keep, seal, staging


def copied(bundle: Path, parent: Path) -> Path:
    """Return a copy of a bundle whose files can be changed."""
    return Path(shutil.copytree(bundle, parent / bundle.name))


def active_id(bundle: Path, parent: Path) -> Path:
    """Put an active bundle under another parent, its files shared with the first; return that parent."""
    shutil.copytree(bundle, parent / bundle.name, copy_function=os.link)
    activate(parent, bundle.name)
    return parent


def variant(bundle: Path, parent: Path, *, seed: int, noise: float = 0.0) -> Path:
    """Return another bundle of the same model and rows under ``parent``, not active; ``noise`` spoils its scores.

    The noise, in log-odds, is that of the former applicants only: the model answers as before.
    """
    manifest = read_manifest(bundle)
    with staging(parent) as directory:
        shutil.copytree(bundle, directory, copy_function=os.link, dirs_exist_ok=True)
        (directory / MANIFEST).unlink()
        if noise:
            table = open_table(bundle / "population.arrow")
            scores = table.column("probability").to_numpy()
            drawn = np.random.default_rng(seed).normal(0.0, noise, len(scores))
            spoilt = 1 / (1 + (1 - scores) / scores * np.exp(-drawn))
            (directory / "population.arrow").unlink()
            place = table.column_names.index("probability")
            write_table(table.set_column(place, "probability", pa.array(spoilt)), directory / "population.arrow")
        return keep(directory, seal(directory, manifest.model_copy(update={"seed": seed})), parent)


def with_data_checks(bundle: Path, parent: Path, checks: Mapping[int, Sequence[DataCheck]]) -> Path:
    """Return a copy of a bundle under ``parent``, not active, in which these applicants have no score."""
    manifest = read_manifest(bundle)
    with staging(parent) as directory:
        shutil.copytree(bundle, directory, copy_function=os.link, dirs_exist_ok=True)
        for name in (MANIFEST, "clients.arrow", DATA_CHECKS):
            (directory / name).unlink()
        clients = open_table(bundle / "clients.arrow")
        waits = np.isin(clients.column("SK_ID_CURR").to_numpy(), list(checks))
        scores = pa.array(clients.column("probability").to_numpy(), mask=waits)
        place = clients.column_names.index("probability")
        write_table(clients.set_column(place, "probability", scores), directory / "clients.arrow")
        write_table(to_table(checks), directory / DATA_CHECKS)
        return keep(directory, seal(directory, manifest), parent)


def listing(parent: Path) -> dict[str, tuple[int, int]]:
    """Return every file under a folder, hidden ones too, with its size and the time of its last change."""
    return {
        path.relative_to(parent).as_posix(): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(parent.rglob("*"))
    }
