"""One large download at a time per account."""

import threading
from collections.abc import Iterator

WAIT_SECONDS = 5
"""When to ask again: a list of 300,000 clients is written in less."""


class RunningExports:
    """The accounts whose file this process is writing at the moment."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._lock = threading.Lock()

    def begin(self, name: str) -> bool:
        """Return whether an account may begin a download; it then holds the slot until `end`."""
        with self._lock:
            if name in self._names:
                return False
            self._names.add(name)
            return True

    def end(self, name: str) -> None:
        """Release the slot of an account; a second call does nothing."""
        with self._lock:
            self._names.discard(name)


class Streamed:
    """The parts of a download; the slot is released after the last one or when the client disconnects."""

    def __init__(self, parts: Iterator[str], running: RunningExports, name: str) -> None:
        self._parts, self._running, self._name = parts, running, name
        self._is_open = True

    def __iter__(self) -> "Streamed":
        return self

    def __next__(self) -> str:
        try:
            return next(self._parts)
        except BaseException:
            # At the end, and when a part cannot be made.
            self.close()
            raise

    def close(self) -> None:
        """Release the slot; the web server calls it when the connection ends."""
        if self._is_open:
            self._is_open = False
            self._running.end(self._name)

    def __del__(self) -> None:
        # A response that was never started is never closed.
        self.close()
