"""Waitress with deadlines: requests are read whole and answers buffered outside the threads that compute.

A client that sends or reads slowly costs a socket and a buffer, and no thread. Waitress itself closes a connection that
is silent; here reading, answering and waiting have a bounded time each, so that a client that sends one byte now and
then is closed too. `dashboard_app.worker` runs this inside a worker of gunicorn.
"""

import logging
import resource
import socket
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask, ThreadedTaskDispatcher

CONNECTIONS = 1000
"""Connections of one worker; as many as it may open files for, if those are fewer."""
_FILES_OF_ITS_OWN = 128
LARGEST_HEADER = 32 * 1024
_LARGEST_RESPONSE_IN_MEMORY = 1024 * 1024
_LARGEST_PENDING_RESPONSE = 256 * 1024 * 1024
"""An answer of this size waits for its reader in the temporary folder; only beyond it a thread waits too."""

_LOOK_SECONDS = 0.25
"""Seconds between two checks for overdue connections."""


@dataclass(frozen=True)
class Deadlines:
    """Seconds that a client may take.

    Attributes
    ----------
    request
        From the first moment of a connection, or the first byte of a further request, to the end of its header.
    body
        From there to the end of its body.
    idle
        Between an answer and the first byte of the next request; longer than nginx keeps such connections (60 s), so
        that it is nginx who closes them.
    stall
        Without taking a byte of an answer that is ready.
    answer
        For an answer as a whole.
    """

    request: float = 10
    body: float = 30
    idle: float = 75
    stall: float = 10
    answer: float = 300


class StrictParser(HTTPRequestParser):  # type: ignore[misc]
    """Refuses what two servers in a row could read in two ways."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header, and refuse two lengths of the body, or a name of the site that is missing or doubled."""
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding do not go together")
        # Of HTTP/1.1 it has been taken out.
        if "TRANSFER_ENCODING" in self.headers:
            raise ParsingError("HTTP/1.0 has no Transfer-Encoding")
        host = self.headers.get("HOST")
        if (host is None and self.version == "1.1") or (host is not None and "," in host):
            raise ParsingError("One header Host is needed")


class PlainErrorTask(ErrorTask):  # type: ignore[misc]
    """The answer to what no application sees: the status, and nothing that was sent."""

    def execute(self) -> None:
        """Write the answer, and close the connection."""
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        body = f"{error.reason}\n".encode()
        self.response_headers.extend(
            [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ]
        )
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that tracks when its current phase began."""

    parser_class = StrictParser
    error_task_class = PlainErrorTask

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Waitress passes four
        self._answered = 0
        self._phase, self._since = ("request", 0), time.monotonic()
        self._pending, self._moved = 0, self._since
        super().__init__(*args, **kwargs)

    def service(self) -> None:
        """Answer one request; in a thread that computes."""
        super().service()
        self._answered += 1

    @property
    def is_busy(self) -> bool:
        """Whether a request is being answered, or its answer being sent."""
        return bool(self.requests or self.total_outbufs_len)

    @property
    def is_idle(self) -> bool:
        """Whether nothing of a request has come and nothing of an answer has to go."""
        return not self.is_busy and self.request is None

    @property
    def waits_since(self) -> float | None:
        """When the server began to wait for bytes of this client; None while it works for it."""
        return None if self.is_busy else self._since

    def is_overdue(self, deadlines: Deadlines, now: float) -> bool:
        """Return whether the client has exceeded a deadline; called repeatedly."""
        name, pending = self._find_phase(), self.total_outbufs_len
        if (name, self._answered) != self._phase:
            self._phase, self._since, self._moved = (name, self._answered), now, now
        elif pending != self._pending:
            self._moved = now
        self._pending = pending
        waited = now - self._since
        if name == "answer":
            return waited > deadlines.answer or now - self._moved > deadlines.stall
        allowed = {"request": deadlines.request, "body": deadlines.body, "idle": deadlines.idle}
        return name in allowed and waited > allowed[name]

    def _find_phase(self) -> str:
        if self.total_outbufs_len:
            return "answer"
        if self.requests:
            return "computing"
        if self.request is None:
            return "idle" if self._answered else "request"
        return "body" if self.request.headers_finished else "request"


class Threads(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads that compute, and one for the health check alone: it answers however long the others take."""

    def __init__(self, count: int, kept_for: Collection[str]) -> None:
        super().__init__()
        self._kept_for = frozenset(kept_for)
        self._kept = ThreadedTaskDispatcher()
        self._kept.set_thread_count(1)
        self.set_thread_count(count)

    def add_task(self, task: Channel) -> None:
        """Queue the next request of a connection."""
        path = getattr(task.requests[0], "path", None)
        if path in self._kept_for:
            self._kept.add_task(task)
        else:
            super().add_task(task)

    def end(self) -> None:
        """End every thread after its current request, without waiting."""
        self.set_thread_count(0)
        self._kept.set_thread_count(0)


class BufferedServer:
    """Serves a WSGI application on sockets that are open already, turn by turn.

    Parameters
    ----------
    listeners
        Sockets that are bound.
    threads
        Number of threads that compute.
    kept_for
        Paths that have a thread of their own.
    largest_body
        Bytes; a longer body is refused before it is read.
    """

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        listeners: Iterable[socket.socket],
        *,
        threads: int,
        kept_for: Collection[str] = (),
        largest_body: int = 1024 * 1024,
        deadlines: Deadlines | None = None,
    ) -> None:
        logging.getLogger("waitress").addFilter(_without_path)
        # Requests that wait for a thread are the business of the figures, and no warning each.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._deadlines = deadlines or Deadlines()
        self._limit = _allowed_connections()
        self._looked = 0.0
        self._map: dict[int, Any] = {}
        self._threads = Threads(threads, kept_for)
        create_server(
            application,
            map=self._map,
            _dispatcher=self._threads,
            sockets=list(listeners),
            ident="",
            server_name="localhost",
            # Whose headers are believed is decided in one place: `create_app`.
            clear_untrusted_proxy_headers=False,
            max_request_header_size=LARGEST_HEADER,
            max_request_body_size=largest_body,
            outbuf_overflow=_LARGEST_RESPONSE_IN_MEMORY,
            outbuf_high_watermark=_LARGEST_PENDING_RESPONSE,
            # Room for the trigger and the listeners, which stand in the same map.
            connection_limit=self._limit + 16,
            channel_timeout=int(self._deadlines.answer),
            log_socket_errors=False,
            asyncore_use_poll=True,
        )
        self._servers = [part for part in self._map.values() if isinstance(part, BaseWSGIServer)]
        for server in self._servers:
            server.channel_class = Channel

    def turn(self, seconds: float) -> None:
        """Read, write and accept for at most so long, and close who is overdue."""
        wasyncore.poll2(seconds, self._map)
        self._close_overdue()

    def wake(self) -> None:
        """End the turn that another thread, or a handler of signals, finds running."""
        for server in self._servers:
            server.pull_trigger()

    def stop_accepting(self) -> None:
        """Close the sockets that listen; connections stay."""
        for server in self._servers:
            server.accepting = False
            self._map.pop(server.socket.fileno(), None)
            server.socket.close()

    def close_idle(self) -> bool:
        """Close the connections on which nothing is under way, and return whether any is left."""
        for channel in self._channels():
            if channel.is_idle:
                channel.handle_close()
        return bool(self._channels())

    def close(self) -> None:
        """Close what is left: connections that took too long, and what the server itself holds open."""
        self._threads.end()
        for channel in self._channels():
            channel.handle_close()
        for server in self._servers:
            server.trigger.close()

    def _channels(self) -> list[Channel]:
        return [part for part in self._map.values() if isinstance(part, Channel)]

    def _close_overdue(self) -> None:
        now = time.monotonic()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        channels = self._channels()
        for channel in channels:
            if channel.is_overdue(self._deadlines, now):
                channel.handle_close()
        waiting = [(since, channel) for channel in channels if (since := channel.waits_since) is not None]
        # Who comes when all places are taken gets the place of who has kept the server waiting the longest.
        for _, channel in sorted(waiting, key=lambda pair: pair[0])[: max(0, len(channels) - self._limit)]:
            channel.handle_close()


def _allowed_connections() -> int:
    """Return how many connections this process may hold, after it was given as many files as it may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 2 * CONNECTIONS + _FILES_OF_ITS_OWN
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    # Each may need a second file, for an answer that waits on the disk.
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(16, min(CONNECTIONS, (soft - _FILES_OF_ITS_OWN) // 2))


def _without_path(record: logging.LogRecord) -> bool:
    """Take the path, in which client numbers stand, out of what Waitress logs; leave out what is not worth a line."""
    if "while serving" in str(record.msg):
        record.msg, record.args = "A request failed outside of the application", ()
    return record.levelno >= logging.WARNING
