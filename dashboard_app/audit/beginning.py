"""The first signature of a log: after its database was made or upgraded, or where its key was lost."""

import time
from typing import Any

from sqlalchemy import Connection, Row, func, select

from dashboard_app.audit import chain
from dashboard_app.audit.errors import AuditKeyError
from dashboard_app.audit.head import Head, is_unsigned, read_row, write
from dashboard_app.database.schema import AUDIT

_OLDEST = select(AUDIT).order_by(AUDIT.c.id).limit(1)
_NEWEST = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(1)


def check_key(connection: Connection, key: bytes) -> None:
    """Refuse another key than the one that this log was written with.

    Raises
    ------
    AuditKeyError
        The log was written with another key.
    """
    row, own = read_row(connection), chain.fingerprint(key)
    if row is None:
        return
    if not is_unsigned(row):
        if row.fingerprint != own:
            raise _other_key(f"the fingerprint {row.fingerprint}", own)
        return
    # A log of an earlier version has no fingerprint, so its entries are checked.
    ends = [connection.execute(statement).one_or_none() for statement in (_OLDEST, _NEWEST)]
    if any(ends) and not any(end is not None and _is_written_with(key, end) for end in ends):
        raise _other_key("entries of another key", own)


def has_numbered_entries(connection: Connection, key: bytes) -> bool:
    """Return whether this version wrote the oldest or the newest entry."""
    ends = [connection.execute(statement).one_or_none() for statement in (_OLDEST, _NEWEST)]
    return any(end is not None and end.hash == _link(key, end) for end in ends)


def sign_what_is_there(connection: Connection, key: bytes, *, is_verified: bool) -> Head:
    """Sign a head for the entries that are there, in a change that holds the lock of the chain.

    Parameters
    ----------
    is_verified
        Whether an earlier version wrote the entries with this key; else their hashes are taken as they are.
    """
    oldest, newest = (connection.execute(statement).one_or_none() for statement in (_OLDEST, _NEWEST))
    count = connection.execute(select(func.count()).select_from(AUDIT)).scalar_one()
    last_id = 0 if newest is None else newest.id
    head = Head(
        began_at=time.time(),
        unnumbered_to=last_id if is_verified else 0,
        unverified_to=0 if is_verified else last_id,
        base_id=0 if oldest is None else oldest.id - 1,
        base_hash=chain.FIRST if oldest is None else oldest.previous_hash,
        entries=count,
        last_id=last_id,
        last_hash=chain.FIRST if newest is None else newest.hash,
        fingerprint=chain.fingerprint(key),
    )
    write(connection, head, key)
    return head


def _is_written_with(key: bytes, row: Row[Any]) -> bool:
    fields = [getattr(row, name) for name in chain.FIELDS]
    return row.hash in (_link(key, row), chain.link_without_number(key, row.previous_hash, fields))


def _link(key: bytes, row: Row[Any]) -> str:
    return chain.link(key, row.id, row.previous_hash, [getattr(row, name) for name in chain.FIELDS])


def _other_key(stored: str, own: str) -> AuditKeyError:
    return AuditKeyError(
        f"The audit log was written with another key: it has {stored}, and the key here the fingerprint {own}. "
        "Set CLAIRSCORE_AUDIT_KEY to the key it was written with; if that is lost: "
        "python -m dashboard_app audit take-over"
    )
