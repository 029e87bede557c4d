"""Whether the audit log is as it was written."""

import json
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from dashboard_app.audit import chain
from dashboard_app.audit.client_sets import read_clients, read_name
from dashboard_app.audit.head import Head, is_unsigned, read_row, verified
from dashboard_app.database import Database, sqlite
from dashboard_app.database.schema import AUDIT
from dashboard_app.events import Action

_PAGE: Final = 1_000
_SIGNED: Final = 3
"""Number of columns before the hashed ones."""
_WALK: Final = (
    select(AUDIT.c.id, AUDIT.c.previous_hash, AUDIT.c.hash, *(AUDIT.c[name] for name in chain.FIELDS))
    .order_by(AUDIT.c.id)
    .limit(_PAGE)
)
_ACTION, _DETAIL = (_SIGNED + chain.FIELDS.index(name) for name in ("action", "detail"))


class ChainFault(StrEnum):
    """What is wrong beside an entry that does not fit.

    HEAD: the signed head is missing or was changed. UNSIGNED: nothing has been signed since the database was made or
    upgraded. BEGINNING: entries are missing before the first one, and no purge says so. END: entries are missing or
    added after what was signed. NUMBERS: entries have the number of another one. CLIENTS: the clients that an
    entry names, of an export or of a changed assignment, are missing or were changed. DAMAGE: table and indexes do not
    fit together, so that pages do not find all entries.
    """

    HEAD = "head"
    UNSIGNED = "unsigned"
    BEGINNING = "beginning"
    END = "end"
    NUMBERS = "numbers"
    CLIENTS = "clients"
    DAMAGE = "damage"


@dataclass(frozen=True)
class VerificationResult:
    """What the verification found.

    Attributes
    ----------
    lines
        How many lines fit, from the first one on.
    newest
        The hash of the last line that fits; note it elsewhere, and a log that is cut off later shows.
    broken
        The number of the first line that does not fit, None if all do.
    is_known_there
        Whether the hash that was noted before is in the log; True if none was given.
    fault
        What is wrong with the log as a whole, None if nothing is.
    first_id, last_id
        The numbers of the first and the last entry that fit; 0 where there is none.
    unverified_to
        Up to this entry another key was in use, which is lost: only number and order were compared. 0: none.
    began_at
        When the log was signed for the first time, in seconds since 1970.
    """

    lines: int
    newest: str
    broken: int | None
    is_known_there: bool
    fault: ChainFault | None = None
    first_id: int = 0
    last_id: int = 0
    unverified_to: int = 0
    began_at: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether the log is as it was written."""
        return self.broken is None and self.is_known_there and self.fault is None


def verify(database: Database, key: bytes, known: str | None = None) -> VerificationResult:
    """Compute every hash again, from the lowest number on; ``known`` is a hash that was noted before.

    Entries are read a thousand at a time, all of them as they were when this began.

    Raises
    ------
    DatabaseError
        The database does not answer.
    """
    with database.reading() as connection:
        if not database.is_sqlite:
            # One state of the database for all pages, as SQLite gives by itself.
            connection.execution_options(isolation_level="REPEATABLE READ")
        with sqlite.any_text(connection) if database.is_sqlite else nullcontext():
            row = read_row(connection)
            head = verified(row, key)
            walk = _Walk(key, head, known)
            _follow(connection, walk)
        fault = walk.fault() or _find_fault_beside(connection, walk, is_sqlite=database.is_sqlite)
    if head is None:
        fault = ChainFault.UNSIGNED if row is not None and is_unsigned(row) else ChainFault.HEAD
    return VerificationResult(
        lines=walk.lines,
        newest=walk.previous or chain.FIRST,
        broken=walk.broken,
        is_known_there=walk.is_known_there,
        fault=fault,
        first_id=walk.first,
        last_id=walk.last if walk.lines else 0,
        unverified_to=0 if head is None else head.unverified_to,
        began_at=0.0 if head is None else head.began_at,
    )


@dataclass
class _Walk:
    """How far the verification has come."""

    key: bytes
    head: Head | None
    known: str | None
    lines: int = 0
    first: int = 0
    last: int = 0
    previous: str | None = None
    begin: str = chain.FIRST
    broken: int | None = None
    is_known_there: bool = False
    is_numbered: bool = False
    purged: set[str] = field(default_factory=set)
    client_sets: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.is_known_there = self.known is None
        if self.head is not None:
            self.last, self.previous, self.begin = self.head.base_id, self.head.base_hash, self.head.base_hash

    def take(self, row: Row[Any]) -> bool:
        """Return whether this entry follows the previous one, and advance to it."""
        number, previous, entry_hash = row.id, row.previous_hash, row.hash
        if not isinstance(number, int):
            # The table was replaced.
            self.broken = self.last + 1
            return False
        if number <= 0 or (self.previous is not None and previous != self.previous) or not self._is_signed(row):
            self.broken = number
            return False
        if self.lines == 0:
            self.first, self.begin = number, previous
        if row[_ACTION] == Action.PURGE.value:
            # An entry of an earlier version may say anything here.
            with suppress(ValueError, TypeError, KeyError):
                self.purged.add(str(json.loads(row[_DETAIL])["hash"]))
        if (name := read_name(row[_ACTION], row[_DETAIL])) is not None:
            self.client_sets.add(name)
        self.lines, self.last, self.previous = self.lines + 1, number, entry_hash
        self.is_known_there = self.is_known_there or entry_hash == self.known
        return True

    def fault(self) -> ChainFault | None:
        """Return what is wrong with the log as a whole, after every entry fitted."""
        if self.begin != chain.FIRST and self.begin not in self.purged:
            return ChainFault.BEGINNING
        head = self.head
        if head is not None and (head.entries, head.last_id, head.last_hash) != (
            self.lines,
            self.last,
            self.previous or chain.FIRST,
        ):
            return ChainFault.END
        return None

    def _is_signed(self, row: Row[Any]) -> bool:
        try:
            return self._has_own_hash(row)
        except TypeError:
            # A column holds what this program never writes.
            return False

    def _has_own_hash(self, row: Row[Any]) -> bool:
        number, previous, entry_hash = row.id, row.previous_hash, row.hash
        head, fields = self.head, row[_SIGNED:]
        if head is not None and number <= head.unverified_to:
            return True
        if entry_hash == chain.link(self.key, number, previous, fields):
            follows = number == self.last + 1 or (head is None and self.lines == 0)
            self.is_numbered = True
            return follows
        may_be_unnumbered = not self.is_numbered if head is None else number <= head.unnumbered_to
        return may_be_unnumbered and entry_hash == chain.link_without_number(self.key, previous, fields)


def _follow(connection: Connection, walk: _Walk) -> None:
    """Take every entry in the order of numbers, up to the first one that does not fit."""
    rows = connection.execute(_WALK).all()
    while rows:
        for row in rows:
            if not walk.take(row):
                return
        rows = connection.execute(_WALK.where(AUDIT.c.id > walk.last)).all()


def _find_fault_beside(connection: Connection, walk: _Walk, *, is_sqlite: bool) -> ChainFault | None:
    """Return what is wrong beside a chain that fits."""
    if walk.broken is not None:
        return None
    if connection.execute(select(func.count()).select_from(AUDIT)).scalar_one() != walk.lines:
        return ChainFault.NUMBERS
    if any(read_clients(connection, name) is None for name in walk.client_sets):
        return ChainFault.CLIENTS
    return ChainFault.DAMAGE if is_sqlite and sqlite.has_damage(connection, AUDIT.name) else None
