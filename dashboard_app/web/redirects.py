"""Where to go after signing in: a path of this site, or nowhere."""

import re
from urllib.parse import unquote, urlencode, urlsplit

from dashboard_app.addresses import get_path
from dashboard_app.routes import LOGIN

ENDED = "ended"
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def safe_path(path: str | None) -> str | None:
    """Return a path of this site with its query, or None: for another site, another scheme, tricks.

    Steps upwards are tricks too: with a prefix they lead to a neighbour.
    """
    if path is None or len(path) > 2000 or not _OWN_PATH.fullmatch(path):
        return None
    try:
        parts = urlsplit(path)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or {".", ".."} & set(unquote(parts.path).split("/")):
        return None
    return path


def path_of_referrer(referrer: str | None, host: str) -> str | None:
    """Return the path of the page that a request came from, if it is a page of this site."""
    if not referrer:
        return None
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return None
    if parts.netloc != host:
        return None
    return safe_path(get_path(parts.path) + ("?" + parts.query if parts.query else ""))


def login_path(target: str, *, has_ended: bool = False) -> str:
    """Return the address of the login page that leads back to a path, and says that a session has ended."""
    query = {**({ENDED: "1"} if has_ended else {}), **({} if target == "/" else {"next": target})}
    return LOGIN + (f"?{urlencode(query)}" if query else "")
