"""`create_app`: puts the parts of the dashboard together, and nothing else."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dash import Dash
from dash.backends import get_backend
from flask import render_template
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard_app.addresses import PrefixedFlask, UrlPrefix
from dashboard_app.admin.services import build_admin_services
from dashboard_app.api.blueprint import blueprint as api
from dashboard_app.auth.app_state import AppState, prepare
from dashboard_app.auth.demo import first_refused
from dashboard_app.auth.session import Sessions, current_actor, current_palette, current_translator
from dashboard_app.callbacks import register_all
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.components.app_frame import frame
from dashboard_app.context import RequestContext
from dashboard_app.database.readiness import Readiness
from dashboard_app.downloads import drift_report, exports, printing
from dashboard_app.routes import CONVERTERS
from dashboard_app.services.warm_up import warm_up
from dashboard_app.settings import Settings
from dashboard_app.site_files import site_file
from dashboard_app.store import Store
from dashboard_app.suppliers import Suppliers
from dashboard_app.web import (
    compression,
    error_handlers,
    flask_config,
    header,
    headers,
    hosts,
    login,
    metrics,
    oidc,
    request_log,
    routing,
)
from dashboard_app.web.bearer import Bearer
from dashboard_app.web.csrf import CsrfProtection
from dashboard_app.web.guard import Guard
from model_bundle.errors import BundleError

ASSETS = site_file("assets")


class PagesBackend(get_backend("flask")):  # type: ignore[misc]  # Dash names the class by a text
    """Dash's Flask backend without its rules for "/" and for every other path: each page has a rule of its own."""

    def setup_index(self, dash_app: Dash) -> None:
        """Add no rule for "/"."""

    def setup_catchall(self, dash_app: Dash) -> None:
        """Add no rule for the paths that no other rule takes."""


class ClairscoreDash(Dash):
    """Dash inside the frame that every page of this site has."""

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]  # noqa: ANN401  Dash names nine
        """Return the page that Dash starts in: our header and footer around its entry point."""
        names = ("css", "config", "scripts", "renderer")
        return render_template("dash.html", **{name: Markup(parts[name]) for name in names})  # noqa: S704 - written by Dash


def create_app(settings: Settings, store: Store | None = None) -> Dash:
    """Return the dashboard over the active bundle; ``app.server`` is what a web server serves."""
    store = store or Store(settings.bundles, warm_up, settings.protected)
    state = prepare(settings)
    server = _make_server(settings, state)
    app = _make_dash(server, settings)
    admin = build_admin_services(state, settings)
    suppliers = Suppliers(settings.score_suppliers, settings.credit_bureau, settings.data_contact)

    def get_context() -> RequestContext:
        return RequestContext(
            current_actor(), current_translator(), current_palette(), store.current(), admin, suppliers
        )

    callbacks = Callbacks(app, get_context)
    routing.register(callbacks)
    register_all(callbacks)
    sessions = Sessions(settings, state, lambda: first_refused(store.current()))
    _install_guard(app, Guard(app, callbacks.capabilities, Bearer(sessions, state)), sessions, settings)
    server.register_blueprint(login.blueprint(sessions, state, is_secure=settings.are_cookies_secure))
    server.register_blueprint(oidc.blueprint(server, sessions, state, settings.oidc))
    parts: dict[str, Callable[[], bool]] = {
        "bundle": partial(_is_usable, store),
        "database": Readiness(state.database).check,
    }
    routing.install(server, app.index, parts, get_context)
    drift_report.install(server, get_context)
    printing.install(server, get_context)
    exports.install(server, get_context)
    server.register_blueprint(api(get_context))
    metrics.install(server, store.manifest, settings.metrics_token, is_behind_proxies=settings.trusted_proxies > 0)
    header.install(
        app, lambda: store.current().bundle.manifest.bundle_id if _is_usable(store) else None, callbacks.get_commands
    )
    error_handlers.install(server)
    headers.install(
        server,
        headers.content_policy(app.csp_hashes()),
        partial(header.find_version, app),
        is_secure=settings.are_cookies_secure,
    )
    _wrap(server, settings)
    return app


def _make_server(settings: Settings, state: AppState) -> PrefixedFlask:
    server = PrefixedFlask("dashboard_app", static_folder=None, static_url_path="/static")
    server.config.from_mapping(flask_config.flask_config(settings, state))
    server.url_map.converters.update(CONVERTERS)
    # The caller can close the connections.
    server.extensions["clairscore_database"] = state.database
    return server


def _make_dash(server: PrefixedFlask, settings: Settings) -> ClairscoreDash:
    app = ClairscoreDash(
        "dashboard_app",
        # Dash chooses the backend of a server that it is given here: it gets ours below.
        server=False,
        backend=PagesBackend,
        assets_folder=str(ASSETS),
        assets_path_ignore=["head"],
        external_stylesheets=[settings.url_prefix + header.BOOTSTRAP_CSS],
        # Where browsers ask and where the server listens: `UrlPrefix` stands between them.
        requests_pathname_prefix=f"{settings.url_prefix}/",
        routes_pathname_prefix="/",
        suppress_callback_exceptions=True,
        update_title="",
        enable_mcp=False,
        add_log_handler=False,
    )
    app.init_app(server)
    app.layout = frame
    return app


def _install_guard(app: Dash, guard: Guard, sessions: Sessions, settings: Settings) -> None:
    """Install what every request passes before its view, in this order."""
    server = app.server
    request_log.install(server, is_behind_proxy=settings.trusted_proxies > 0)
    metrics.watch_requests(server)
    hosts.install(server, settings.trusted_hosts, has_metrics_token=settings.metrics_token is not None)
    sessions.install(server)
    # The guard comes first: a visitor learns nothing, not even that a token is missing.
    server.before_request(guard.check)
    CsrfProtection(server)
    compression.install(server)
    Bootstrap5(server)
    Babel(server, locale_selector=lambda: current_translator().language)


def _wrap(server: PrefixedFlask, settings: Settings) -> None:
    """Wrap the server in the middleware for proxies."""
    if settings.url_prefix:
        server.wsgi_app = UrlPrefix(server.wsgi_app, settings.url_prefix)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _is_usable(store: Store) -> bool:
    try:
        return store.current() is not None
    except BundleError:
        return False
