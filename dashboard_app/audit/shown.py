"""Who was shown a client, and where that is not certain, who may have been: files, exports, assignments, lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from dashboard_app.audit.client_sets import ACTIONS, read_clients, read_name
from dashboard_app.audit.entries import AuditEntry, AuditFilter
from dashboard_app.audit.log import AuditLog
from dashboard_app.database import Database
from dashboard_app.events import Action

_RANGE: Final = re.compile(r"(\d+) clients, (\d+) to (\d+)")
_DIGITS: Final = re.compile(r"number (\d+)")


class Certainty(StrEnum):
    """How certain it is that the entry showed this client."""

    SHOWN = "shown"
    """The entry names the client, or a set of clients that holds it."""
    POSSIBLE = "possible"
    """The client may have been in the list: scrolling and filter results are not logged."""
    UNKNOWN = "unknown"
    """The set that the entry names is missing or was changed, or an earlier version wrote the entry."""


@dataclass(frozen=True)
class Showing:
    """One entry that showed, or may have shown, a client."""

    entry: AuditEntry
    certainty: Certainty


def showings(database: Database, log: AuditLog, client_id: int) -> Iterator[Showing]:
    """Return the entries that showed or may have shown a client, the oldest first.

    Raises
    ------
    DatabaseError
        The database does not answer.
    """
    sets: dict[str, Certainty | None] = {}
    for entry in log.every(AuditFilter()):
        certainty: Certainty | None = None
        if entry.client_id == client_id and entry.action != Action.REFUSED:
            certainty = Certainty.SHOWN
        elif entry.action in ACTIONS and entry.client_id is None:
            name = read_name(entry.action, entry.detail)
            if name is not None and name not in sets:
                sets[name] = _holds(database, name, client_id)
            certainty = Certainty.UNKNOWN if name is None else sets[name]
        elif entry.action == Action.SEARCH:
            certainty = _may_list(entry.detail, client_id)
        if certainty is not None:
            yield Showing(entry, certainty)


def _holds(database: Database, name: str, client_id: int) -> Certainty | None:
    with database.reading() as connection:
        numbers = read_clients(connection, name)
    if numbers is None:
        return Certainty.UNKNOWN
    position = int(np.searchsorted(numbers, client_id))
    return Certainty.SHOWN if position < len(numbers) and numbers[position] == client_id else None


def _may_list(detail: str, client_id: int) -> Certainty | None:
    if detail.endswith("; 0 clients"):
        return None
    digits, between = _DIGITS.search(detail), _RANGE.search(detail)
    if between is None:
        return Certainty.UNKNOWN
    # Zeros before a number are searched for as well.
    if digits is not None and digits[1].lstrip("0") not in str(client_id):
        return None
    return Certainty.POSSIBLE if int(between[2]) <= client_id <= int(between[3]) else None
