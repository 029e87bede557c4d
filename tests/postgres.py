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


@contextmanager
def running() -> Iterator[str]:
    """Start a server and yield the address of its first database; nothing of it stays."""
    directory = programs()
    if directory is None:
        raise RuntimeError("There is no PostgreSQL here.")
    with tempfile.TemporaryDirectory(prefix="clairscore-postgres-") as root:
        data, port = Path(root) / "data", _free_port()
        if os.geteuid() == 0:
            # The server refuses to run as root.
            shutil.chown(root, _ACCOUNT)
        _run(directory / "initdb", "--pgdata", data, "--username", "test", "--auth", "trust", "--no-sync")
        options = ("-k", root, "-h", "127.0.0.1", "-p", str(port), "-c", "fsync=off")
        server = subprocess.Popen(
            [str(directory / "postgres"), "-D", str(data), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_as_account(),
        )
        try:
            _wait(server, port)
            yield f"postgresql://test@127.0.0.1:{port}/postgres"
        finally:
            # At once: whatever is still connected is cut off.
            server.send_signal(signal.SIGINT)
            server.wait(_SECONDS)


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, **_as_account())


def _as_account() -> dict[str, object]:
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
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start.")
