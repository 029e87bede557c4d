"""Which clients an export held or a change concerned: kept once for each set, and named in the audit log by its hash.

The entry of the log is part of the chain, and the hash in it vouches for the numbers.
"""

import re
import zlib
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from dashboard_app.database.schema import CLIENT_SETS
from dashboard_app.events import Action

ACTIONS: Final = frozenset({Action.EXPORT, Action.ASSIGNMENT})
"""The actions whose entries name a set of clients."""
_NAME: Final = re.compile(r"clients sha256 ([0-9a-f]{64})")


def name_clients(clients: Sequence[int]) -> str:
    """Return what an entry of the log says of its set of clients."""
    return f"clients sha256 {get_id(clients)}"


def get_id(clients: Sequence[int]) -> str:
    """Return by what a set of clients is kept."""
    return _hash(_sorted(clients))


def keep_clients(connection: Connection, clients: Sequence[int]) -> None:
    """Store the numbers of a set of clients within a transaction; equal sets are stored once."""
    numbers = _sorted(clients)
    values = {"id": _hash(numbers), "numbers": _pack(numbers)}
    there = select(CLIENT_SETS.c.id).where(CLIENT_SETS.c.id == values["id"])
    if connection.execute(there).first() is None:
        connection.execute(CLIENT_SETS.insert().values(values))


def read_name(action: str, detail: str) -> str | None:
    """Return which set of clients an entry of the log names, None if it names none."""
    match = _NAME.search(detail) if action in ACTIONS else None
    return None if match is None else match[1]


def read_clients(connection: Connection, name: str) -> npt.NDArray[np.int64] | None:
    """Return the numbers of a set in ascending order; None if it is missing or is not what its name says."""
    packed = connection.execute(select(CLIENT_SETS.c.numbers).where(CLIENT_SETS.c.id == name)).scalar_one_or_none()
    if packed is None:
        return None
    try:
        numbers = np.cumsum(np.frombuffer(zlib.decompress(packed), dtype="<i8"), dtype=np.int64)
    except (zlib.error, ValueError, TypeError):
        return None
    return numbers if _hash(numbers) == name else None


def _sorted(clients: Sequence[int]) -> npt.NDArray[np.int64]:
    return np.unique(np.asarray(clients, dtype=np.int64))


def _hash(numbers: npt.NDArray[np.int64]) -> str:
    return sha256(numbers.astype("<i8").tobytes()).hexdigest()


def _pack(numbers: npt.NDArray[np.int64]) -> bytes:
    # Distances are small numbers, which compress to about a byte for each client.
    return zlib.compress(np.diff(numbers, prepend=np.int64(0)).astype("<i8").tobytes())
