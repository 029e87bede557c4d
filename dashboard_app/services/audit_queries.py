"""The audit log, as administrators read it; that it is read is itself audited."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from dashboard_app.actor import Actor
from dashboard_app.audit.entries import AuditEntry, AuditFilter
from dashboard_app.audit.log import AuditLog
from dashboard_app.audit.verification import VerificationResult
from dashboard_app.capabilities import Capability
from dashboard_app.client_number import parse_client_number
from dashboard_app.events import Action, Event
from dashboard_app.services.access import require
from dashboard_app.services.errors import InvalidRequestError

PAGE = 50
_LONGEST = 64
_HASH_LENGTH = 64


@dataclass(frozen=True)
class AuditQuery:
    """Which entries are asked for.

    ``user`` and ``client`` are a name and a client number as they were typed; both days are included, in UTC.
    """

    user: str | None = None
    action: Action | None = None
    client: str | None = None
    since: date | None = None
    until: date | None = None


def read_lines(log: AuditLog, actor: Actor, query: AuditQuery, start: int = 0) -> tuple[tuple[AuditEntry, ...], int]:
    """Return a page of the lines that fit, the newest first, and how many there are in all.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        A filter value is invalid.
    RecordError
        The reading cannot be logged.
    """
    require(actor, Capability.READ_AUDIT)
    search = parse_filter(query)
    actor.recorder.log_once(Event(Action.AUDIT, search.client_id, detail=f"read; {describe_filter(search)}"))
    lines, total = log.page(search, start=start, size=PAGE)
    return tuple(lines), total


def export_lines(log: AuditLog, actor: Actor, query: AuditQuery) -> Iterator[AuditEntry]:
    """Return every line that fits, the oldest first, up to this one; the export is logged before it begins.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        A filter value is invalid.
    RecordError
        The export cannot be logged.
    """
    require(actor, Capability.READ_AUDIT)
    search = parse_filter(query)
    # Without an end, an export would hold what others do while it is read.
    now = datetime.now(UTC).timestamp()
    search = replace(search, until=now if search.until is None else min(search.until, now))
    count, _ = log.count(search.condition)
    actor.recorder.log(
        Event(Action.AUDIT, search.client_id, detail=f"exported; {describe_filter(parse_filter(query))}; {count} lines")
    )
    return log.every(search)


def verify(log: AuditLog, actor: Actor, noted: str | None = None) -> VerificationResult:
    """Compute the chain of the log again; ``noted`` is a hash that was noted before.

    Raises
    ------
    NotAllowedError
        The user is not an administrator.
    InvalidRequestError
        What was noted is no hash.
    RecordError
        The verification cannot be logged.
    """
    require(actor, Capability.READ_AUDIT)
    text = (noted or "").strip().lower()
    if text and (len(text) != _HASH_LENGTH or set(text) - set("0123456789abcdef")):
        raise InvalidRequestError(f"A hash has {_HASH_LENGTH} digits 0-9 and a-f, got {len(text)} characters.")
    actor.recorder.log(Event(Action.AUDIT, detail="verified"))
    return log.verify(text or None)


def parse_filter(query: AuditQuery) -> AuditFilter:
    """Return what is asked for as a search of the log.

    Raises
    ------
    InvalidRequestError
        It is not what the page offers.
    """
    user = query.user or ""
    if len(user) > _LONGEST or not user.isprintable():
        raise InvalidRequestError(f"A user name is a short text, got {user[:40]!r}. Correct it.")
    client = parse_client_number(query.client) if query.client else None
    if query.client and client is None:
        raise InvalidRequestError(f"A client number holds digits only, got {query.client[:40]!r}. Correct it.")
    return AuditFilter(
        user_name=user.strip().lower() or None,
        action=query.action,
        client_id=client,
        since=None if query.since is None else _seconds(query.since),
        until=None if query.until is None else _seconds(query.until + timedelta(days=1)),
    )


def describe_filter(search: AuditFilter) -> str:
    """Return the words for a search in the log."""
    named = {
        "person": search.user_name,
        "action": search.action,
        "client": search.client_id,
        "since": None if search.since is None else _get_day(search.since),
        "before": None if search.until is None else _get_day(search.until),
    }
    return ", ".join(f"{name} {value}" for name, value in named.items() if value is not None) or "all"


def _seconds(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


def _get_day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
