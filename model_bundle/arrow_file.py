"""Arrow files of a bundle: written uncompressed in one batch, read by mapping them into memory.

A worker that maps a population of 300,000 rows and 130 columns adds nothing to its own memory and starts at once;
the same table read from Parquet costs a gigabyte (measured).
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from model_bundle.errors import BundleCorruptError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def write_table(table: pa.Table, path: Path) -> None:
    """Write one table as an uncompressed Arrow IPC file of a single batch."""
    batch = table.combine_chunks()
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_table(batch, max_chunksize=max(1, batch.num_rows))


def open_table(path: Path) -> pa.Table:
    """Map one Arrow IPC file into memory.

    Raises
    ------
    BundleCorruptError
        The file is not an Arrow file.
    """
    try:
        return pa.ipc.open_file(pa.memory_map(str(path), "r")).read_all()
    except pa.ArrowInvalid as error:
        raise BundleCorruptError(f"{path.name} is not an Arrow file: {error}. Build the bundle again.") from error


def column_floats(table: pa.Table, name: str) -> FloatArray:
    """Return one float64 column as an array of shape (rows,), null as NaN, without a copy where there is no null."""
    column = combine_chunks(table.column(name))
    values: FloatArray = column.to_numpy(zero_copy_only=False).astype(np.float64, copy=False)
    return values


def combine_chunks(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as one array; a column of one chunk as it is, where Arrow's own function would copy it."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def pack_matrix(matrix: FloatArray) -> pa.FixedSizeListArray:
    """Return a matrix of shape (rows, features) as one fixed-size-list column."""
    return pa.FixedSizeListArray.from_arrays(pa.array(matrix.ravel()), matrix.shape[1])


def unpack_matrix(table: pa.Table, name: str) -> FloatArray:
    """Return a fixed-size-list column as a matrix of shape (rows, features), without a copy."""
    column = combine_chunks(table.column(name))
    width = column.type.list_size
    matrix: FloatArray = column.values.to_numpy(zero_copy_only=False).reshape(-1, width)
    return matrix
