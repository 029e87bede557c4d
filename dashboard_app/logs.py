"""How this program logs: one line per event on the standard error, as text or as JSON, without data of anybody.

Messages of exceptions are not logged, only their types and where they were raised: a message may hold a value.
"""

import json
import logging
import logging.config
import sys
import time
from pathlib import PurePath
from types import TracebackType
from typing import Any, Final

from dashboard_app.request_id import current_request_id

FIELDS: Final = "fields"
"""The key of ``extra`` under which an event brings named values: ``extra={FIELDS: {"status": 200}}``."""
_MOST_FRAMES: Final = 12
_MOST_CAUSES: Final = 4
_CONTROL: Final = dict.fromkeys((*range(32), *range(127, 160), 0x2028, 0x2029), " ")


class TextFormatter(logging.Formatter):
    """Time, level, process, logger and message, then ``name=value``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one line."""
        values = dict(getattr(record, FIELDS, {}))
        if (request_id := current_request_id()) is not None:
            values = {"request_id": request_id, **values}
        if record.exc_info and record.exc_info[1] is not None:
            values["stack"] = describe(record.exc_info[1])
        message = record.getMessage().translate(_CONTROL)
        fields = " ".join(f"{name}={value}" for name, value in values.items()).translate(_CONTROL)
        return f"{_moment(record)} {record.levelname} [{record.process}] {record.name}: {message} {fields}".rstrip()


class JsonFormatter(logging.Formatter):
    """The same as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one line."""
        event: dict[str, Any] = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if (request_id := current_request_id()) is not None:
            event["request_id"] = request_id
        event |= getattr(record, FIELDS, {})
        if record.exc_info and record.exc_info[1] is not None:
            event["stack"] = describe(record.exc_info[1])
        return json.dumps(event, ensure_ascii=True, default=str)


class WithoutRequests(logging.Filter):
    """Takes out of the web server's messages what was sent: paths and malformed request lines hold client numbers."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the message where it repeats a request; let every record through."""
        if record.name.startswith("waitress"):
            # A web server of that name puts the path into every message that has values.
            record.msg, record.args = str(record.msg).partition("%")[0].rstrip(" :'"), ()
        if record.name != "gunicorn.error":
            return True
        if str(record.msg).startswith("Invalid request from"):
            # Called while the error is handled: its type says what was malformed.
            kind = sys.exc_info()[0]
            record.msg, record.args = "Malformed request refused (%s)", (kind.__name__ if kind else "unknown",)
        elif str(record.msg).startswith("Error handling request"):
            record.msg, record.args = "Error handling request", ()
        elif record.levelno <= logging.DEBUG:
            record.msg, record.args = str(record.msg).partition("%")[0].rstrip(), ()
        return True


def configuration(log_format: str, level: str) -> dict[str, Any]:
    """Return the configuration of `logging.config.dictConfig`, for gunicorn and for commands.

    Parameters
    ----------
    log_format
        ``text`` or ``json``.
    level
        The lowest level of our own events that is logged; libraries log from WARNING on.
    """
    formatter = JsonFormatter if log_format == "json" else TextFormatter
    ours = {"level": level, "handlers": [], "propagate": True}
    # gunicorn writes its access log, with paths and addresses, as soon as it is given a configuration.
    silent = {"level": "CRITICAL", "handlers": [], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "filters": {"without_requests": {"()": WithoutRequests}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "line",
                "filters": ["without_requests"],
            }
        },
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {
            **{name: dict(ours) for name in ("dashboard_app", "model_bundle", "gunicorn.error")},
            "gunicorn.access": silent,
            # What they would say of a lost connection `dashboard_app.database` says, without the server's own text.
            "sqlalchemy": silent,
            "psycopg": silent,
        },
    }


def configure(log_format: str, level: str) -> None:
    """Let this process log as the settings say."""
    logging.config.dictConfig(configuration(log_format, level))


class OncePerMinute:
    """Lets one event of each kind through per minute, so that what fails at every request leaves one line."""

    def __init__(self, seconds: float = 60.0) -> None:
        self._seconds = seconds
        self._at: dict[str, float] = {}

    def is_due(self, kind: str) -> bool:
        """Return whether an event of this kind, a name out of the source, is to be logged now."""
        now = time.monotonic()
        if now - self._at.get(kind, -self._seconds) < self._seconds:
            return False
        self._at[kind] = now
        return True


def describe(error: BaseException) -> str:
    """Return types and places of an error and its causes on one line, innermost first, without any message."""
    parts: list[str] = []
    following: BaseException | None = error
    while following is not None and len(parts) < _MOST_CAUSES:
        parts.append(f"{type(following).__name__} at {_format_frames(following.__traceback__)}")
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return "; caused by ".join(parts)


def _format_frames(traceback: TracebackType | None) -> str:
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        file = "/".join(PurePath(code.co_filename).parts[-2:])
        frames.append(f"{file}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return " < ".join(reversed(frames[-_MOST_FRAMES:])) or "nowhere"


def _moment(record: logging.LogRecord) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z"
