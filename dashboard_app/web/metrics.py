"""The page that a monitoring system reads: latencies of requests, callbacks and scoring, and the active bundle."""

import hmac
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, REGISTRY, generate_latest
from prometheus_client.core import InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from pydantic import SecretStr

from dashboard_app import routes
from dashboard_app.instrumentation import REQUEST_SECONDS, renew_files
from dashboard_app.metrics_folder import DIRECTORY
from dashboard_app.web.error_handlers import error_response
from model_bundle.manifest import Manifest

NO_ROUTE = "none"
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
_OF_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")


class MetricsCollector(Collector):
    """What one reading shows: what all workers have measured, and the bundle that the answering one has active."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def collect(self) -> Iterable[Metric]:
        """Return every metric."""
        yield from _measured()
        of = self._manifest
        labels = {"id": of.bundle_id, "contract": str(of.contract), "git_commit": of.git_commit}
        # Prometheus' own Info does not work with several workers.
        yield InfoMetricFamily("clairscore_bundle", "The active bundle.", labels)


def watch_requests(server: Flask) -> None:
    """Measure every request. Installed before anything else, so that what is refused is measured too."""

    @server.before_request
    def begin() -> None:
        renew_files()
        g.begun = time.perf_counter()

    @server.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.begun
        # A method is anything that a visitor types.
        method = request.method if request.method in METHODS else "other"
        REQUEST_SECONDS.labels(method, route_of_request(), str(response.status_code)).observe(seconds)
        return response


def install(
    server: Flask, manifest: Callable[[], Manifest], token: SecretStr | None, *, is_behind_proxies: bool
) -> None:
    """Add the route that is read: from this machine itself, or with the token; to everybody else there is nothing."""

    @server.get(routes.METRICS)
    def metrics() -> Response:
        # Once there is a token it is asked of everybody: a proxy on this machine may say nothing of who it asks for.
        # Behind proxies nobody is answered without one: the address is what the last proxy makes of what it was sent.
        if not (_has_token(token) if token else _is_from_here() and not is_behind_proxies):
            return error_response(404)
        return Response(generate_latest(MetricsCollector(manifest())), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def route_of_request() -> str:
    """Return the template of the address that is asked for: no number, nothing that a visitor typed."""
    if request.url_rule is None:
        return NO_ROUTE
    route = routes.find_route(request.endpoint)
    return request.url_rule.rule if route is None else route.path


def _measured() -> Iterable[Metric]:
    directory = os.environ.get(DIRECTORY)
    if directory is None:
        yield from REGISTRY.collect()
    # Where it was taken away a moment ago, the workers make it again.
    elif Path(directory).is_dir():
        yield from MultiProcessCollector(None, path=directory).collect()


def _is_from_here() -> bool:
    return request.remote_addr in _LOOPBACK and not any(name in request.headers for name in _OF_A_PROXY)


def _has_token(token: SecretStr | None) -> bool:
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    if token is None or scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(sent.strip().encode(), token.get_secret_value().encode())
