"""The id of the request that this thread answers: one for its log lines, its audit entries and its error page."""

import re
import secrets
from contextvars import ContextVar
from typing import Final

HEADER: Final = "X-Request-ID"
_CURRENT: ContextVar[str | None] = ContextVar("clairscore_request_id", default=None)
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


def current_request_id() -> str | None:
    """Return the id of the request that is being answered; None outside of one, as in a command."""
    return _CURRENT.get()


def begin_request(proxy_id: str | None) -> str:
    """Set the id of a request that begins and return it.

    Parameters
    ----------
    proxy_id
        What a trusted proxy calls the request; anything but 8 to 64 letters, digits, ``-`` and ``_`` is not used.
    """
    request_id = proxy_id if proxy_id is not None and _PLAIN.fullmatch(proxy_id) else secrets.token_hex(8)
    _CURRENT.set(request_id)
    return request_id


def end_request() -> None:
    """Forget the id: the thread answers something else from now on."""
    _CURRENT.set(None)
