"""A bundle of any size for the page benchmarks: the rows of a smaller one, over and over, with numbers of their own."""

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks._bundle import BENCH, bundles_directory
from model_bundle.arrow_file import write_table
from model_bundle.bundle import Bundle
from model_bundle.home_credit import KEY
from model_bundle.integrity import read_manifest
from model_bundle.publication import publish, resolve, seal, staging

FORMER = 307_511


def enlarged(clients: int, former: int = FORMER) -> Path:
    """Return a directory of bundles with so many pending applications and former ones; made once."""
    bundles = BENCH / f"{clients}-{former}"
    if (bundles / "current").is_file():
        return bundles
    source = resolve(bundles_directory())
    with staging(bundles) as directory:
        shutil.copytree(source, directory, dirs_exist_ok=True)
        small = Bundle.open(source)
        write_table(_tiled(small.clients, clients), directory / "clients.arrow")
        write_table(_tiled(small.population, former), directory / "population.arrow")
        manifest = read_manifest(source).model_copy(update={"clients": clients, "population": former})
        publish(directory, seal(directory, manifest), bundles)
    return bundles


def _tiled(table: pa.Table, rows: int) -> pa.Table:
    indices = np.arange(rows) % table.num_rows
    tiled = table.take(pa.array(indices))
    numbers = table.column(KEY).to_numpy()[:rows]
    more = numbers.max() + 1 + np.arange(rows - len(numbers))
    keys = pa.array(np.concatenate([numbers, more]).astype(np.int64))
    return tiled.set_column(tiled.column_names.index(KEY), KEY, keys)
