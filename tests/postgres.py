"""A private PostgreSQL for one test run: in a directory of its own, on the loopback, stopped by its own process id."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

_SERVERS = Path("/usr/lib/postgresql")
_SECONDS = 60
_ACCOUNT = "postgres"


def programs() -> Path | None:
    """Return the directory of the newest server installed, None if there is none."""
    found = [path.parent for path in _SERVERS.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return max(found, default=None, key=str)


class Server:
    """A server that can be stopped, frozen and started again; ``url`` is the address of its first database."""

    def __init__(self, directory: Path, root: str) -> None:
        self._program, self._root, self._port = directory / "postgres", root, _free_port()
        self._data = Path(root) / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql://test@127.0.0.1:{self._port}/postgres"
        _run(directory / "initdb", "--pgdata", self._data, "--username", "test", "--auth", "trust", "--no-sync")

    def start(self) -> None:
        """Start it and wait until it listens."""
        options = ("-k", self._root, "-h", "127.0.0.1", "-p", str(self._port), "-c", "fsync=off")
        self._process = subprocess.Popen(
            [str(self._program), "-D", str(self._data), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_as_account(),
        )
        _wait(self._process, self._port)

    def stop(self) -> None:
        """Stop it at once: whatever is still connected is cut off."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_SECONDS)
            self._process = None

    def freeze(self) -> None:
        """Stop all of its processes where they are: it accepts connections and answers nothing."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen one go on."""
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: signal.Signals) -> None:
        if self._process is None:
            raise RuntimeError("PostgreSQL is not running.")
        # Each backend leads a session of its own: there is no group to signal.
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for member in (pid, *map(int, children)):
            os.kill(member, number)


@contextmanager
def running() -> Iterator[str]:
    """Start a server and yield the address of its first database; nothing of it stays."""
    with running_server() as server:
        yield server.url


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server of one's own, to stop and freeze; nothing of it stays."""
    directory = programs()
    if directory is None:
        raise RuntimeError("There is no PostgreSQL here.")
    with tempfile.TemporaryDirectory(prefix="clairscore-postgres-") as root:
        if os.geteuid() == 0:
            # The server refuses to run as root.
            shutil.chown(root, _ACCOUNT)
        server = Server(directory, root)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, **_as_account())


def _as_account() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(_ACCOUNT)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": "/"}


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            # It listens before it answers.
            psycopg.connect(f"postgresql://test@127.0.0.1:{port}/postgres", connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start.")
