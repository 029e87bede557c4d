"""Cells of one client: form, stored aggregates and score, by row.

Only `services/client_file.py` may import this module (import-linter), because it checks access first.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from dashboard_app.store import ActiveBundle
from model_bundle.arrow_file import combine_chunks


def get_columns(active_bundle: ActiveBundle) -> Mapping[str, pa.Array]:
    """Return the columns of form, stored aggregates and score, by name."""

    def find() -> Mapping[str, pa.Array]:
        # Looked up once: Arrow takes as long to find a column as to read a cell of it.
        clients = active_bundle.bundle.clients
        return {name: combine_chunks(clients.column(name)) for name in clients.column_names if name != "features"}

    return active_bundle.cached(("cell columns",), find)


def get_cell(active_bundle: ActiveBundle, row: int, name: str) -> object:
    """Return one cell of a client; null as None."""
    return get_columns(active_bundle)[name][row].as_py()


def get_cells(active_bundle: ActiveBundle, row: int, prefix: str = "") -> dict[str, object]:
    """Return the cells of a client whose names begin with a prefix, by name; null as None."""
    return {name: column[row].as_py() for name, column in _columns_under(active_bundle, prefix)}


def _columns_under(active_bundle: ActiveBundle, prefix: str) -> Sequence[tuple[str, pa.Array]]:
    return active_bundle.cached(
        ("columns", prefix),
        lambda: tuple(column for column in get_columns(active_bundle).items() if column[0].startswith(prefix)),
    )
