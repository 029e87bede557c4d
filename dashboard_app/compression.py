"""Answers made smaller on their way, where that tells nobody anything."""

from flask import Flask, Response
from flask_compress import Compress

# Forms are left out: beside a token, their compressed length could tell what stands in them.
MIMETYPES = ("text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")


def install(server: Flask) -> None:
    """Compress scripts, styles and the answers of callbacks with what the browser accepts."""
    server.config.update(
        COMPRESS_MIMETYPES=list(MIMETYPES),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_STREAMS=False,
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
