"""64 slow connections: that send nothing, half a header, half a body, or read nothing; and who else is served then.

The four kinds come one after the other, on the loopback, each kept up for some seconds: a connection that the server
closes is opened again at once. Beside them an adviser picks clients, and health is requested twice a second.
"""

import asyncio
import contextlib
import random
import socket
import sys
import time
import urllib.request
from pathlib import Path

from benchmarks._bundle import bundles_directory, percentile, report
from benchmarks._load import Session, pick_at_once
from benchmarks._serving import served
from dashboard_app.store import Store

CONNECTIONS = 64
SECONDS = 30.0
LARGE_FILE = "/_dash-component-suites/plotly/package_data/plotly.min.js"
_LATEST = 1.0
_FEWEST_PICKS = 10


def main(bundles: Path | None = None) -> None:
    """Measure without slow clients, then with each kind of them, and print both."""
    bundles = bundles or bundles_directory()
    active_bundle = Store(bundles).current()
    numbers, choice = active_bundle.client_ids.tolist(), random.Random(0)  # noqa: S311 - a choice, and no secret
    with served(bundles) as address:
        session = Session(address, active_bundle.bundle.explanation.features[0].name)

        def picks(count: int) -> list[list[bytes]]:
            return [session.build_requests(choice.choice(numbers)) for _ in range(count)]

        asyncio.run(pick_at_once(address, [picks(10)]))
        for kind, sent in _kinds(address, session).items():
            # Without and with them in turns: the machine may have something else to do meanwhile.
            alone, _ = asyncio.run(_disturbed(address, sent, picks(2000), connections=0))
            beside, checks = asyncio.run(_disturbed(address, sent, picks(2000), connections=CONNECTIONS))
            late = sum(1 for seconds in checks if seconds is None or seconds > _LATEST)
            report(f"{CONNECTIONS} connections, {kind}: late health checks", f"{late} of {len(checks)}", "0")
            if min(len(alone), len(beside)) < _FEWEST_PICKS:
                report("the same: a pick of another user, p95", f"{len(beside)} answered", "-")
                continue
            before, after = percentile(alone, 0.95), percentile(beside, 0.95)
            report("the same: a pick of another user, p95", f"{1000 * after:.0f} ms", "-")
            report("the same, against none", f"{after / before:.2f} times", "<= 2 times")


def _kinds(address: str, session: Session) -> dict[str, bytes]:
    host = f"Host: {address.removeprefix('http://')}\r\n"
    return {
        "silent": b"",
        "half a header": f"GET / HTTP/1.1\r\n{host}X-Slow: ".encode(),
        "half a body": f"POST /login HTTP/1.1\r\n{host}Content-Length: 1000\r\n\r\nhalf".encode(),
        "reading nothing": f"GET {LARGE_FILE} HTTP/1.1\r\n{host}{session.cookie}\r\n".encode(),
    }


async def _disturbed(
    address: str, sent: bytes, picks: list[list[bytes]], *, connections: int
) -> tuple[list[float], list[float | None]]:
    """Return the seconds of picks and health checks beside slow clients; None for a check without an answer."""
    end = time.monotonic() + SECONDS
    host, port = address.removeprefix("http://").split(":")
    slow = [asyncio.create_task(_stay(host, int(port), sent, end)) for _ in range(connections)]
    checking = asyncio.create_task(_check(address, end))
    await asyncio.sleep(1)
    times: list[float] = []
    for pick in picks:
        if time.monotonic() > end:
            break
        times += await pick_at_once(address, [[pick]])
        await asyncio.sleep(0.1)
    await asyncio.gather(*slow)
    return times, await checking


async def _stay(host: str, port: int, sent: bytes, end: float) -> None:
    """Keep one slow connection open until the end, and open another one whenever it is closed."""
    while time.monotonic() < end:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.setblocking(False)
        loop = asyncio.get_running_loop()
        with connection, contextlib.suppress(OSError):
            await loop.sock_connect(connection, (host, port))
            await loop.sock_sendall(connection, sent)
            while time.monotonic() < end and not _is_closed(connection, is_reader=b"GET" in sent):
                await asyncio.sleep(0.25)


def _is_closed(connection: socket.socket, *, is_reader: bool) -> bool:
    try:
        # One who reads nothing only looks.
        return not connection.recv(1, socket.MSG_PEEK) if is_reader else not connection.recv(4096)
    except BlockingIOError:
        return False
    except OSError:
        return True


async def _check(address: str, end: float) -> list[float | None]:
    delays: list[float | None] = []
    while time.monotonic() < end:
        delays.append(await asyncio.to_thread(_seconds_of_check, address))
        await asyncio.sleep(0.5)
    return delays


def _seconds_of_check(address: str) -> float | None:
    began = time.monotonic()
    try:
        urllib.request.urlopen(f"{address}/healthz", timeout=10).read()  # noqa: S310 - the loopback
    except OSError:
        return None
    return time.monotonic() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
