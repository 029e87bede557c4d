"""Evidently's page: a document of its own, with a policy of its own, that can reach nothing of this site."""

from collections.abc import Callable

from flask import Flask, Response

from dashboard_app.context import RequestContext
from dashboard_app.routes import get_route
from dashboard_app.services import drift

POLICY = "; ".join(
    [
        "default-src 'none'",
        # The page is one file: its scripts, styles, fonts and pictures stand in it.
        "script-src 'unsafe-inline' 'unsafe-eval'",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "font-src data:",
        "frame-ancestors 'self'",
        # Without allow-same-origin its scripts read no cookie and no storage, even when it is opened on its own.
        "sandbox allow-scripts",
    ]
)


def install(server: Flask, ctx: Callable[[], RequestContext]) -> None:
    """Add the route of the report."""

    @server.get(get_route("drift_report").rule)
    def drift_report() -> Response:
        request = ctx()
        response = Response(drift.report(request.active_bundle, request.actor), mimetype="text/html")
        response.headers["Content-Security-Policy"] = POLICY
        return response
