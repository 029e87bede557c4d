"""Rows of a history table as numbers, each with the client that it belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from model_build.target_encoding.row_source import ROW, RowSource
from model_bundle.arrow_file import FloatArray
from model_bundle.home_credit import KEY

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ClientRows:
    """Rows in the order of their clients.

    Attributes
    ----------
    matrix
        Of shape (rows, columns); null is NaN, and a category its code.
    owner
        Of shape (rows,): the position of each row's client, ascending.
    clients
        How many clients there are, those without a row included.
    """

    matrix: FloatArray
    owner: IntArray
    clients: int
    names: tuple[str, ...]
    categorical: tuple[str, ...]

    def of(self, positions: IntArray) -> "ClientRows":
        """Return the rows of the clients at these positions, which keep their positions."""
        is_selected = np.zeros(self.clients, dtype=np.bool_)
        is_selected[positions] = True
        rows = is_selected[self.owner]
        return ClientRows(self.matrix[rows], self.owner[rows], self.clients, self.names, self.categorical)


def read_rows(
    con: duckdb.DuckDBPyConnection,
    source: RowSource,
    categories: Mapping[str, Sequence[str]],
    application: str,
) -> ClientRows:
    """Read the rows of all clients of an application table, in which a client's place is that of its number.

    ``categories`` come from ``row_categories`` of the training applicants, whoever is read here.
    """
    return query_rows(con, source.sql(categories), application, categorical=source.categorical)


def query_rows(
    con: duckdb.DuckDBPyConnection, sql: str, application: str, *, categorical: Sequence[str] = ()
) -> ClientRows:
    """Read what a SELECT of ``RowSource.sql`` gives, of the clients of an application table."""
    numbers = con.execute(f"SELECT {KEY} FROM {application} ORDER BY {KEY}").fetchnumpy()[KEY]  # noqa: S608 - names out of the source
    rows = con.sql(f"FROM ({sql}) SEMI JOIN {application} USING ({KEY}) ORDER BY {KEY}, {ROW}").to_arrow_table()
    owner = np.searchsorted(np.asarray(numbers), rows.column(KEY).to_numpy())
    names = tuple(name for name in rows.column_names if name not in {KEY, ROW})
    return ClientRows(
        matrix=_matrix(rows, names),
        owner=owner.astype(np.int64),
        clients=len(numbers),
        names=names,
        categorical=tuple(categorical),
    )


def _matrix(rows: pa.Table, names: Sequence[str]) -> FloatArray:
    matrix = np.empty((rows.num_rows, len(names)))
    for column, name in enumerate(names):
        matrix[:, column] = rows.column(name).to_numpy()
    return matrix
