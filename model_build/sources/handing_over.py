"""Handing checked tables to an engine: those that a folder lacks as empty ones, and all of them as typed Parquet."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from model_build.sources.opening import Tables
from model_build.sources.quoting import identifier, text
from model_build.tables import SCHEMAS


def stand_in(tables: Tables, names: Collection[str]) -> None:
    """Create an empty view for each required table that is missing."""
    for name in sorted(set(names) - tables.present):
        columns = ", ".join(
            f"CAST(NULL AS {kind}) AS {identifier(column)}" for column, kind in SCHEMAS[name].columns.items()
        )
        tables.connection.execute(f"CREATE OR REPLACE VIEW {identifier(name)} AS SELECT {columns} WHERE false")


def write_typed(tables: Tables, name: str, folder: Path) -> Path:
    """Write a table into a folder with exactly the columns and types of its schema; not-a-number is null there."""
    path = folder / f"{name}.parquet"
    tables.connection.execute(
        f"COPY (FROM {identifier(name)}) TO {text(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
    )
    return path
