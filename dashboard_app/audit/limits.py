"""How much one account may log: so many refusals, so many entries a minute; then it waits everywhere.

The log is never longer than these limits allow, whatever somebody does. Counted in the log itself, so that all
processes and machines count together; nobody waits longer than a window, whatever clock the entries were written under.
"""

import math
import time
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select, update

from dashboard_app.database.schema import AUDIT, USERS
from dashboard_app.events import Action

REFUSAL_SECONDS: Final = 10 * 60.0
"""Within this time refusals are counted: who is refused often is trying numbers out."""
ENTRY_SECONDS: Final = 60.0
"""Within this time all entries of an account are counted."""
ENTRIES_PER_MINUTE: Final = 600
"""How many entries an account of staff may leave in that time, unless the settings say otherwise."""
CUSTOMERS_SHARE: Final = 10
"""A customer may leave so many times fewer."""
VISITORS_ENTRIES: Final = 120
"""How many entries all visitors together may leave in that time: failures to sign in of names that nobody has."""
SKEW_SECONDS: Final = 60.0
"""By so much the clock of another machine may be ahead; what lies further in the future was written by a wrong one."""
VISITOR: Final = "visitor"


def _recent(*conditions: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (
        AUDIT.c.user_name == bindparam("of_user"),
        AUDIT.c.at.between(bindparam("since"), bindparam("until")),
        AUDIT.c.role == bindparam("of_role"),
        *conditions,
    )


def _count(*conditions: ColumnElement[bool]) -> Select[int, float]:
    """Return the statement that counts the newest lines up to a limit, and finds the oldest of them."""
    newest = (
        select(AUDIT.c.at).where(*_recent(*conditions)).order_by(AUDIT.c.at.desc()).limit(bindparam("most")).subquery()
    )
    return select(func.count(), func.min(newest.c.at)).select_from(newest)


# Made once: to put a statement together takes as long as to run it, and every opening runs one.
_ENTRIES = _count()
_REFUSALS = _count(AUDIT.c.action == Action.REFUSED.value)
_ALERT = select(AUDIT.c.id).where(*_recent(AUDIT.c.action == Action.ALERT.value)).limit(1)


class AuditLimits:
    """The limits of one account, or of all visitors."""

    def __init__(self, user_name: str, role: str, refusals: int, entries: int) -> None:
        self._user_name = user_name
        self._role = role
        self._refusals = refusals
        self.is_of_visitors = role == VISITOR
        if self.is_of_visitors:
            self._entries = VISITORS_ENTRIES
        else:
            self._entries = max(1, entries // CUSTOMERS_SHARE) if role == "customer" else entries

    @property
    def refusals_alert(self) -> str:
        """What the log says of an account that was refused too often."""
        minutes = f"{REFUSAL_SECONDS / 60:.0f} minutes"
        return f"refused {self._refusals} times in {minutes}; turned away until the oldest is {minutes} old"

    @property
    def entries_alert(self) -> str:
        """What the log says of an account, or of visitors, with too many entries."""
        if self.is_of_visitors:
            return f"more than {self._entries} failures in a minute; what exceeds them is not logged one by one"
        return f"more than {self._entries} entries in a minute; turned away for a minute"

    def seconds_after_refusals(self, connection: Connection) -> int:
        """Return how long this account waits because of its refusals; 0: it may be refused once more."""
        return self._seconds(connection, _REFUSALS, self._refusals, REFUSAL_SECONDS)

    def seconds_after_entries(self, connection: Connection) -> int:
        """Return how long this account waits because of its entries; 0: there may be one more."""
        return self._seconds(connection, _ENTRIES, self._entries, ENTRY_SECONDS)

    def let_wait(self, connection: Connection, seconds: int) -> None:
        """Turn every request of this account away for so long, in every process."""
        if not self.is_of_visitors:
            until = {"waits_until": time.time() + seconds}
            connection.execute(update(USERS).where(USERS.c.name == self._user_name).values(until))

    def has_alert(self, connection: Connection) -> bool:
        """Return whether the log has an alert about this account within the last window."""
        return connection.execute(_ALERT, self._within(REFUSAL_SECONDS)).first() is not None

    def _within(self, seconds: float) -> dict[str, str | float]:
        """Return what the statements ask for: the lines of this account within so many seconds."""
        now = time.time()
        since, until = now - seconds, now + SKEW_SECONDS
        return {"of_user": self._user_name, "of_role": self._role, "since": since, "until": until}

    def _seconds(self, connection: Connection, statement: Select[int, float], most: int, seconds: float) -> int:
        count, oldest = connection.execute(statement, {**self._within(seconds), "most": most}).one()
        if count < most:
            return 0
        left: float = min(oldest + seconds - time.time(), seconds)
        return max(1, math.ceil(left))


def seconds_to_wait(waits_until: float) -> int:
    """Return how long an account is turned away that waits until then; 0: it is not."""
    seconds = waits_until - time.time()
    # Longer than a window: a wrong clock set it.
    return math.ceil(seconds) if 0 < seconds <= REFUSAL_SECONDS + SKEW_SECONDS else 0
