"""The worker of gunicorn: it survives slow clients, stops soon, and one that cannot start does not end the service."""

import logging
import os
import time
from typing import Any, NoReturn

from gunicorn.workers.base import Worker

from dashboard_app.settings import read_settings
from dashboard_app.web.buffering import BufferedServer
from model_bundle.errors import ClairscoreError

RETRY_SECONDS = 5.0
"""Between a start that failed and the next: gunicorn itself would begin again at once, or give up for good."""
HEALTH = "/healthz"
LARGEST_BODY = 4 * 1024 * 1024
"""Beyond what the application takes, so that it is the one to refuse most: with a page, or a problem of the API."""
_TURN = 1.0
_LAST_TURN = 0.1
_MARGIN = 0.5
"""Before the grace period is over and gunicorn kills what is left."""
_CANNOT_START = 1
"""gunicorn takes 3 and 4 for the end of the whole service, and any other code for a worker to be replaced."""


class BufferedWorker(Worker):  # type: ignore[misc]
    """Serves by `BufferedServer`, in the process model of gunicorn."""

    _server: BufferedServer | None = None

    def load_wsgi(self) -> None:
        """Build the application; where that fails, wait and end, so that another worker is started."""
        try:
            super().load_wsgi()
        except ClairscoreError as error:
            # Its sentence says what is wrong and what to do.
            self._give_up(" ".join(str(error).split()))
        except OSError as error:
            self._give_up(f"{type(error).__name__}: {error.strerror or error}")
        except Exception as error:
            self.log.exception("This worker cannot start")
            self._give_up(type(error).__name__)

    def run(self) -> None:
        """Serve until told to stop, or until the master is gone; then finish what was begun."""
        prefix = read_settings().url_prefix
        self._server = server = BufferedServer(
            self.wsgi,
            [listener.sock for listener in self.sockets],
            threads=self.cfg.threads,
            kept_for={HEALTH, prefix + HEALTH},
            largest_body=LARGEST_BODY,
        )
        while self.alive and self._has_master():
            self.notify()
            server.turn(_TURN)
        # What came before the end is still answered.
        server.turn(0)
        server.stop_accepting()
        end = time.monotonic() + max(0.0, self.cfg.graceful_timeout - _MARGIN)
        while server.close_idle() and time.monotonic() < end:
            self.notify()
            server.turn(_LAST_TURN)
        server.close()
        _end(0)

    def handle_exit(self, sig: int, frame: Any) -> None:  # noqa: ANN401  a frame of Python
        """Begin to stop."""
        super().handle_exit(sig, frame)
        if self._server is not None:
            self._server.wake()

    def handle_quit(self, sig: int, frame: Any) -> None:  # noqa: ANN401  a frame of Python
        """Begin to stop, also at Ctrl+C, which reaches workers as well as their master."""
        if self._server is None:
            self.alive = False
            _end(0)
        self.handle_exit(sig, frame)

    def handle_abort(self, sig: int, frame: Any) -> None:  # noqa: ANN401, ARG002  a frame of Python
        """End at once: the master has not heard of this worker for too long."""
        self.alive = False
        _end(_CANNOT_START)

    def _has_master(self) -> bool:
        return bool(self.ppid == os.getppid())

    def _give_up(self, reason: str) -> None:
        self.log.error("This worker cannot start: %s Trying again in %.0f s.", reason, RETRY_SECONDS)
        end = time.monotonic() + RETRY_SECONDS
        while self.alive and self._has_master() and time.monotonic() < end:
            self.notify()
            time.sleep(_LAST_TURN)
        _end(_CANNOT_START)


def _end(code: int) -> NoReturn:
    """End this process now.

    Python would look through all that the bundle holds before it ends: up to four seconds (measured), in which gunicorn
    kills it, and DuckDB would list on the standard error what it still holds. What is kept is in the database, and
    memory goes with the process.
    """
    logging.shutdown()
    os._exit(code)
