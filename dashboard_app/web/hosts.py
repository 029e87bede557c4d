"""Which names of this site are believed: another one in the header Host comes from a mistake, or from an attacker."""

import re
from collections.abc import Sequence

from flask import Flask, Response, request

from dashboard_app.auth.session import current_translator
from dashboard_app.routes import METRICS
from dashboard_app.web.error_handlers import error_response

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?")
_HEALTH = frozenset({"/healthz", "/readyz"})
"""What checks of the health ask by an address of the network, whatever the site is called."""


def install(server: Flask, trusted: Sequence[str] | None, *, has_metrics_token: bool) -> None:
    """Refuse requests for another site, with 400; to be installed before the guard.

    Parameters
    ----------
    trusted
        Names in lower case; None: any.
    has_metrics_token
        Whoever has the token may ask by an address; without one, the name protects what only this machine may read.
    """
    any_host = _HEALTH | {METRICS} if has_metrics_token else _HEALTH

    @server.before_request
    def check_host() -> Response | None:
        if request.path in any_host or is_trusted_host(request.host, trusted):
            return None
        return error_response(
            400, current_translator().gettext("This site is not served under this name. Check the address.")
        )


def is_trusted_host(host: str, trusted: Sequence[str] | None) -> bool:
    """Return whether a site of these names may be asked for by this header; a leading dot takes every name below.

    Parameters
    ----------
    host
        The header, with or without a port.
    trusted
        Names in lower case; None: any.
    """
    if trusted is None:
        return True
    match = _HOST.fullmatch(host.lower())
    if match is None:
        return False
    name = match["name"]
    return any(name == each or (each.startswith(".") and name.endswith(each)) for each in trusted)
