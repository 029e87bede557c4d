"""Which table a file holds by its columns, whatever its name."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from model_build.sources.dialect import column_names
from model_build.sources.kinds import FileKind, get_kind
from model_build.sources.listing import SourceFile
from model_build.tables import SCHEMAS, TRAIN
from model_bundle.home_credit import TARGET

_BYTES: Final = 32 * 1024
_ENOUGH: Final = 0.8


def table_of_columns(file: SourceFile, table: str | None = None) -> str | None:
    """Return the table of which a file has at least four columns in five; only ``table`` is thought of if given."""
    known = {column for schema in SCHEMAS.values() for column in schema.columns}
    names = {name.strip().casefold() for name in _columns(file, known)}
    shares = {
        name: sum(column.casefold() in names for column in schema.columns) / len(schema.columns)
        for name, schema in SCHEMAS.items()
        if table in (None, name)
    }
    best = max(shares.values())
    if best < _ENOUGH:
        return None
    if TRAIN in shares and shares[TRAIN] >= _ENOUGH and TARGET.casefold() in names:
        return TRAIN
    return next(name for name in reversed(shares) if shares[name] == best)


def _columns(file: SourceFile, known: Iterable[str]) -> Iterable[str]:
    path = file.parts[0] if file.parts else file.path
    try:
        if file.member is not None and file.archive is not None:
            with zipfile.ZipFile(file.archive) as archive, archive.open(file.member) as source:
                start = source.read(_BYTES)
        elif file.kind is FileKind.GZIP:
            with gzip.open(path) as packed:
                start = packed.read(_BYTES)
        elif file.kind is FileKind.PARQUET:
            return [str(name) for name in pq.read_schema(path).names]
        else:
            with path.open("rb") as plain:
                start = plain.read(_BYTES)
    except (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, pa.ArrowException):
        return ()
    return column_names(start, set(known)) if get_kind(start[:1024]) is FileKind.TEXT else ()
