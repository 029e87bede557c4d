"""PostgreSQL with bounded waits: to connect, for a lock, for a statement, and for a server that no longer answers.

A frozen server acknowledges every packet and enforces no timeout of its own, so the client has a deadline too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout
from sqlalchemy import URL, Connection, Engine, event, text

from dashboard_app.database.faults import WaitTimeoutError

Result = TypeVar("Result")

CONNECT_SECONDS: Final = 3
STATEMENT_SECONDS: Final = 4
RESPONSE_SECONDS: Final = 5.0
"""Longer than a statement may take, so that a server that works cancels it by itself."""
PING_SECONDS: Final = 2.0
"""How long a connection out of the pool may take to show that it is still good."""
_LOCK_SECONDS: Final = 3
"""Shorter than a statement may take: what is missing is named."""
_IDLE_SECONDS: Final = 15
"""After this a transaction whose process was frozen loses its locks."""
_INTERVAL_SECONDS: Final = 0.1
_CONNECTION: Final = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 2,
    "tcp_user_timeout": 5_000,
}
_LIMITS: Final = (
    f"SELECT set_config('statement_timeout', '{STATEMENT_SECONDS}s', false), "
    f"set_config('lock_timeout', '{_LOCK_SECONDS}s', false), "
    f"set_config('idle_in_transaction_session_timeout', '{_IDLE_SECONDS}s', false)"
)


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that gives up, and closes itself, when the server does not answer in time."""

    response_seconds: float | None = RESPONSE_SECONDS

    def wait(self, gen: PQGen[Result], interval: float = _INTERVAL_SECONDS, timeout: float | None = None) -> Result:
        """Wait for the server, for `answer_seconds` at most; None: for as long as it takes."""
        longest = self.response_seconds
        if longest is not None and self.autocommit:
            # The pool asks so whether the connection is still good.
            longest = min(longest, PING_SECONDS)
        try:
            return super().wait(gen, interval, timeout if longest is None else min(longest, timeout or longest))
        except _WaitTimeout:
            # A late response may still arrive, so this connection cannot be used again.
            self.close()
            raise WaitTimeoutError("The server did not answer in time.") from None


def bound_waits(engine: Engine, url: URL) -> None:
    """Let every connection of an engine have the timeouts; those that the address itself names are kept."""
    defaults = {name: value for name, value in _CONNECTION.items() if name not in url.query}

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, arguments: Any, parameters: Any) -> BoundedConnection:  # noqa: ANN401
        return BoundedConnection.connect(*arguments, **{**defaults, **parameters})

    @event.listens_for(engine, "connect")
    def limit(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
        connection.execute(_LIMITS)
        connection.commit()


@contextmanager
def unlimited(connection: Connection) -> Iterator[None]:
    """Let a connection wait for as long as its statements take, until it is given back."""
    driver: Any = connection.connection.driver_connection
    driver.response_seconds = None
    try:
        yield
    finally:
        driver.response_seconds = RESPONSE_SECONDS


def lift_limits(connection: Connection) -> None:
    """Let the statements of the transaction that has begun take as long as they need."""
    connection.execute(text("SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)"))
