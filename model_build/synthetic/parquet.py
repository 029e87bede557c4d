"""Writing of Parquet files, which are renamed into place when they are complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from model_build.synthetic.draws import Column, Frame, Labels
from model_build.tables import SCHEMAS, SqlType

_ARROW: Mapping[SqlType, pa.DataType] = {"BIGINT": pa.int64(), "DOUBLE": pa.float64(), "VARCHAR": pa.string()}


def to_arrow(table: str, frame: Frame) -> pa.RecordBatch:
    """Return rows as Arrow, columns in the order of the published table, text as a dictionary."""
    columns = SCHEMAS[table].columns
    return pa.record_batch([_column(frame[name], kind) for name, kind in columns.items()], schema=_schema(table))


def _column(column: Column, kind: SqlType) -> pa.Array[Any]:
    if isinstance(column, Labels):
        return pa.DictionaryArray.from_arrays(column.codes, pa.array(column.levels), mask=column.codes < 0)
    # from_pandas: not-a-number becomes missing, as it is in the published files.
    return pa.array(column, type=_ARROW[kind], from_pandas=True)


def _schema(table: str) -> pa.Schema:
    text = pa.dictionary(pa.int16(), pa.string())
    columns = SCHEMAS[table].columns.items()
    return pa.schema([(name, text if kind == "VARCHAR" else _ARROW[kind]) for name, kind in columns])


class TableFiles:
    """One open Parquet file per table."""

    def __init__(self, writers: Mapping[str, pq.ParquetWriter]) -> None:
        self._writers = writers
        self.rows = dict.fromkeys(writers, 0)

    def write(self, table: str, rows: pa.RecordBatch) -> None:
        """Append rows to a table."""
        self._writers[table].write_batch(rows)
        self.rows[table] += rows.num_rows


@contextmanager
def open_files(out: Path) -> Iterator[TableFiles]:
    """Open all eight files under temporary names; rename them at the end, or remove them after an error."""
    parts = {name: out / f".{name}.parquet.part" for name in SCHEMAS}
    writers: dict[str, pq.ParquetWriter] = {}
    try:
        for name, part in parts.items():
            writers[name] = pq.ParquetWriter(
                part,
                _schema(name),
                compression="zstd",
                compression_level=1,
                # Without Arrow's own schema in the file, every reader sees plain text and not a dictionary.
                store_schema=False,
            )
        yield TableFiles(writers)
        for writer in writers.values():
            writer.close()
        for name, part in parts.items():
            part.replace(out / f"{name}.parquet")
    finally:
        for name, writer in writers.items():
            writer.close()
            parts[name].unlink(missing_ok=True)
