"""The head of the audit log: where the chain begins and ends and how many entries it has, signed with the key."""

import hmac
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Self

from sqlalchemy import Connection, Row, select, update

from dashboard_app.audit import chain
from dashboard_app.database.schema import AUDIT_HEAD

_ID: Final = 1
# Made once: every entry runs these.
_READ: Final = select(AUDIT_HEAD).where(AUDIT_HEAD.c.id == _ID)
_WRITE: Final = update(AUDIT_HEAD).where(AUDIT_HEAD.c.id == _ID)


@dataclass(frozen=True)
class Head:
    """The signed head of a log; ids are entry numbers, 0 means none.

    Attributes
    ----------
    began_at
        When this log was signed for the first time, in seconds since 1970.
    unnumbered_to
        Entries up to this one were hashed without their number, by an earlier version.
    unverified_to
        Entries up to this one were written with another key, which is lost.
    base_id, base_hash
        The last entry that a purge removed.
    entries
        How many entries follow.
    last_id, last_hash
        The newest entry.
    fingerprint
        What the key is recognised by.
    """

    began_at: float
    unnumbered_to: int
    unverified_to: int
    base_id: int
    base_hash: str
    entries: int
    last_id: int
    last_hash: str
    fingerprint: str

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Return a row of the table as a head."""
        return cls(*(getattr(row, name) for name in _NAMES))

    def sign(self, key: bytes) -> str:
        """Return the signature."""
        return chain.sign_head(key, [getattr(self, name) for name in _NAMES])

    def extend(self, number: int, entry_hash: str) -> Self:
        """Return the head after one more entry."""
        return replace(self, entries=self.entries + 1, last_id=number, last_hash=entry_hash)

    def cut(self, number: int, entry_hash: str, removed: int) -> Self:
        """Return the head after a purge of so many entries, the last of them with this number and hash."""
        return replace(self, base_id=number, base_hash=entry_hash, entries=self.entries - removed)


_NAMES: Final = tuple(field.name for field in fields(Head))


def read_row(connection: Connection) -> Row[Any] | None:
    """Return the unverified row of the head; None if there is none, or more than one."""
    rows = connection.execute(_READ).all()
    return rows[0] if len(rows) == 1 else None


def is_unsigned(row: Row[Any]) -> bool:
    """Return whether this head is that of a database that was just made or upgraded."""
    return bool(row.signature == "")


def verified(row: Row[Any] | None, key: bytes) -> Head | None:
    """Return the head of a row if this key signed it, else None."""
    if row is None:
        return None
    head = Head.of(row)
    try:
        signature = head.sign(key)
    except TypeError:
        # A column holds what this program never writes.
        return None
    return head if hmac.compare_digest(signature.encode(), str(row.signature).encode()) else None


def write(connection: Connection, head: Head, key: bytes) -> None:
    """Sign a head and replace the previous one."""
    values = {name: getattr(head, name) for name in _NAMES}
    connection.execute(_WRITE, {**values, "signature": head.sign(key)})
