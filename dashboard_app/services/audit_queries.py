"""The audit log, as administrators read it; that it is read is itself audited."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

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
    """Which lines are asked for, as a browser sends it; dates are ``2026-11-21``, both of them included, UTC."""

    user: str | None = None
    action: str | None = None
    client: str | None = None
    since: str | None = None
    until: str | None = None


def read_lines(log: AuditLog, actor: Actor, query: AuditQuery, start: object = 0) -> tuple[tuple[AuditEntry, ...], int]:
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
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start < 2**31:
        raise InvalidRequestError(f"A page begins at a whole number, got {str(start)[:40]!r}. Reload the page.")
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


def verify(log: AuditLog, actor: Actor, noted: object = None) -> VerificationResult:
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
    text = noted.strip().lower() if isinstance(noted, str) else ""
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
    user = _text(query.user)
    action = _text(query.action)
    if action and action not in tuple(Action):
        raise InvalidRequestError(f"There is no action {action[:40]!r}. Choose one that the page offers.")
    client = None if query.client in (None, "") else parse_client_number(query.client)
    if query.client not in (None, "") and client is None:
        raise InvalidRequestError(f"A client number holds digits only, got {str(query.client)[:40]!r}. Correct it.")
    until = _day(query.until)
    return AuditFilter(
        user_name=user.lower() or None,
        action=action or None,
        client_id=client,
        since=_seconds(_day(query.since)),
        until=None if until is None else _seconds(until + timedelta(days=1)),
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


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
        raise InvalidRequestError(f"A filter is a short text, got {str(value)[:40]!r}. Correct it.")
    return value.strip()


def _day(value: object) -> datetime | None:
    text = _text(value)
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        day = None
    # Later ones have no day after them.
    if day is None or not 1970 <= day.year < 9999:
        raise InvalidRequestError(f"A date is a year, a month and a day, got {text[:40]!r}. Write 2026-11-21.")
    return day


def _seconds(day: datetime | None) -> float | None:
    return None if day is None else day.timestamp()


def _get_day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
