"""The journal of a folder of bundles: which one became active when, by what and why.

``DIR/history`` has one JSON object per line, oldest first: ``at`` (UTC), ``bundle``, ``action`` and ``reason``, which
may be null. Lines are added, never changed. The file ``current`` alone says what is active; where the journal does
not end in it (a bundle activated by an older version, a machine that stopped between the two files), the next line
is preceded by one that says so, of action ``found``.

What ``rollback`` goes back to follows from the lines: every coming into force lays a bundle on top of those before it,
and a rollback takes the top one away. So a second rollback goes one further back, not forth again; what was taken away
comes back by ``publish``, on top of what is active then.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from model_bundle.errors import BundleCorruptError

HISTORY = "history"


class JournalAction(StrEnum):
    """How a bundle became active."""

    BUILD = "build"
    PUBLISH = "publish"
    ROLLBACK = "rollback"
    FOUND = "found"


@dataclass(frozen=True)
class JournalEntry:
    """One line of the journal."""

    at: str
    bundle: str
    action: JournalAction
    reason: str | None


def read_journal(parent: Path) -> tuple[JournalEntry, ...]:
    """Return the lines of a folder's journal, oldest first; none where there is no journal.

    Raises
    ------
    BundleCorruptError
        A line is no line of a journal.
    """
    try:
        text = (parent / HISTORY).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(parent, str(error)) from error
    return tuple(_entry(parent, number, line) for number, line in enumerate(text.splitlines(), start=1))


def added(
    entries: tuple[JournalEntry, ...], before: str | None, bundle: str, action: JournalAction, reason: str | None
) -> str:
    """Return the text of the journal with one more active bundle; ``before`` is the active one until now."""
    at = datetime.now(UTC).replace(microsecond=0).isoformat()
    lines = list(entries)
    if before is not None and (not lines or lines[-1].bundle != before):
        lines.append(JournalEntry(at, before, JournalAction.FOUND, None))
    lines.append(JournalEntry(at, bundle, action, reason))
    return "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)


def stack(entries: tuple[JournalEntry, ...], current: str | None) -> list[str]:
    """Return the bundles that a rollback can go through, the active one last."""
    bundles: list[str] = []
    for entry in entries:
        if entry.action is JournalAction.ROLLBACK:
            bundles = bundles[:-1]
        if not bundles or bundles[-1] != entry.bundle:
            bundles.append(entry.bundle)
    if current is not None and (not bundles or bundles[-1] != current):
        bundles.append(current)
    return bundles


def _entry(parent: Path, number: int, line: str) -> JournalEntry:
    try:
        content = json.loads(line)
        return JournalEntry(
            str(content["at"]), str(content["bundle"]), JournalAction(content["action"]), content["reason"]
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _unreadable(parent, f"line {number}: {type(error).__name__}: {error}") from error


def _unreadable(parent: Path, why: str) -> BundleCorruptError:
    return BundleCorruptError(
        f"The journal {str(parent / HISTORY)!r} cannot be read: {why}. Mend it, or move it away and begin again."
    )
