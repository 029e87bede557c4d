"""Users of a server over real connections: picking clients, as many at once as wanted."""

import asyncio
import http.cookiejar
import json
import time
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks._bare import NUMBER
from benchmarks._callback import Property, callback_body, token_in
from benchmarks._serving import PASSWORD
from benchmarks.pick_on_server import CHOSEN
from dashboard_app.ids import ClientIds, FrameIds

PATH = (str(FrameIds.URL), "pathname")


class Page:
    """What is open in a browser: ``requests`` are the bytes that it sends when one property of its changes."""

    def __init__(self, address: str, changed: Property, opener: urllib.request.OpenerDirector, headers: str) -> None:
        self._headers = (
            f"Host: {address.removeprefix('http://')}\r\nContent-Type: application/json\r\n"
            f"Accept-Encoding: gzip\r\n{headers}"
        )
        self._changed = changed
        dependencies = json.loads(opener.open(f"{address}/_dash-dependencies").read())
        self._followers = [
            callback
            for callback in dependencies
            if callback["clientside_function"] is None
            and changed in [(part["id"], part["property"]) for part in callback["inputs"]]
        ]

    def requests(self, values: Mapping[Property, Any]) -> list[bytes]:
        """Return the request of every callback that follows the property, with these values of what is on the page."""
        return [self._request(callback, values) for callback in self._followers]

    def _request(self, callback: dict[str, Any], values: Mapping[Property, Any]) -> bytes:
        content = callback_body(callback["output"], callback["inputs"], callback["state"], self._changed, values)
        body = json.dumps(content).encode()
        head = f"POST /_dash-update-component HTTP/1.1\r\n{self._headers}Content-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


class BareSession:
    """A user of the bare application (`benchmarks._bare`)."""

    def __init__(self, address: str) -> None:
        self._page = Page(address, NUMBER, urllib.request.build_opener(), "")

    def build_requests(self, row: int) -> list[bytes]:
        """Return the requests of one pick, which is named by its row."""
        return self._page.requests({NUMBER: row})


class Session:
    """An adviser who has signed in; ``build_requests`` are the bytes that the page sends for a pick."""

    def __init__(self, address: str, feature: str) -> None:
        self._feature = feature
        jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https")))
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = opener.open(f"{address}/login").read().decode()
        token = token_in(page)
        form = {"name": "adviser", "password": PASSWORD, "csrf_token": token}
        opener.open(f"{address}/login", data=urllib.parse.urlencode(form).encode())
        opener.open(f"{address}/")
        cookies = {cookie.name: cookie.value or "" for cookie in jar}
        self.cookie = f"Cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}\r\n"
        self._page = Page(address, PATH, opener, f"{self.cookie}X-CSRFToken: {cookies['_csrf_token']}\r\n")

    def build_requests(self, number: int) -> list[bytes]:
        """Return the requests of one pick."""
        return self._page.requests(
            {
                **CHOSEN,
                (FrameIds.URL, "pathname"): f"/client/{number}",
                (ClientIds.FEATURE, "value"): self._feature,
            }
        )


async def pick_at_once(address: str, users: Sequence[Sequence[Sequence[bytes]]]) -> list[float]:
    """Let every user pick one client after the other, all users at once; return the seconds of each pick."""
    host, port = address.removeprefix("http://").split(":")
    times = await asyncio.gather(*(_one_user(host, int(port), picks) for picks in users))
    return [seconds for of_one in times for seconds in of_one]


async def _one_user(host: str, port: int, picks: Sequence[Sequence[bytes]]) -> list[float]:
    # A browser sends the requests of a pick at the same time, over connections that it keeps.
    connections = [await asyncio.open_connection(host, port) for _ in picks[0]]
    times = []
    for requests in picks:
        began = time.perf_counter()
        await asyncio.gather(*(_ask(*pair, request) for pair, request in zip(connections, requests, strict=True)))
        times.append(time.perf_counter() - began)
    for _, writer in connections:
        writer.close()
    return times


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"A callback answered {head.split(chr(13).encode())[0]!r}: nothing is measured.")
    lines = head.lower().split(b"\r\n")
    length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
    await reader.readexactly(length)
