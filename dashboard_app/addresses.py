"""Paths of this site and the addresses that a browser needs for them: the same, but for the prefix of the site.

Inside, everything speaks of paths: ``/client/100042``. Where a proxy serves the site below a prefix
(``CLAIRSCORE_URL_PREFIX``), the prefix is taken off every request and put before every address that leaves.
`assets/head/address.js` does the same in the browser.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from flask import Flask, has_request_context, request
from werkzeug.wrappers import Response

WsgiApplication = Callable[[dict[str, Any], Any], Iterable[bytes]]


def address(path: str) -> str:
    """Return the address of a path of this site, for a link, a form or a script."""
    return get_prefix() + path


def get_prefix() -> str:
    """Return the prefix of the site in this request; empty where it has none, and outside of a request."""
    return request.script_root if has_request_context() else ""


def get_path(pathname: str) -> str:
    """Return the path of an address of this site, of which the browser sends the part after the name of the host."""
    prefix = get_prefix()
    if prefix and (pathname == prefix or pathname.startswith(f"{prefix}/")):
        return pathname[len(prefix) :] or "/"
    return pathname


def cookie_path() -> str:
    """Return the path of cookies: other sites below the same name do not receive them."""
    return get_prefix() or "/"


class PrefixedFlask(Flask):
    """Flask whose redirects to a path of this site lead to its address."""

    def redirect(self, location: str, code: int = 302) -> Response:
        """Return a redirect; a location of another site stays as it is."""
        is_path = location.startswith("/") and not location.startswith("//")
        return super().redirect(address(location) if is_path else location, code)


class UrlPrefix:
    """WSGI middleware that takes the prefix off a request, whether or not the proxy has done so already."""

    def __init__(self, application: WsgiApplication, prefix: str) -> None:
        self._application = application
        self._prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401  WSGI
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if path == self._prefix:
            query = environ.get("QUERY_STRING", "")
            location = quote(self._prefix) + "/" + (f"?{query}" if query else "")
            return Response(status=308, headers={"Location": location})(environ, start_response)
        environ["SCRIPT_NAME"] = self._prefix
        environ["PATH_INFO"] = path.removeprefix(self._prefix) if path.startswith(f"{self._prefix}/") else path
        return self._application(environ, start_response)
