"""Signing in with OpenID Connect: to the provider, and back with what it says."""

import logging
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from dashboard_app.auth.app_state import AppState
from dashboard_app.auth.claims import Claims, parse_identity
from dashboard_app.auth.errors import (
    FailedSignInError,
    NoAccessError,
    ProviderError,
    SilentProviderError,
    UnexpectedSignInError,
)
from dashboard_app.auth.login_throttle import LoginThrottle, Way
from dashboard_app.auth.provisioning import Provisioning
from dashboard_app.auth.session import Sessions, actor_or_none
from dashboard_app.auth.users import User
from dashboard_app.events import Action, Event
from dashboard_app.routes import OIDC_BACK, OIDC_BEGIN, get_home
from dashboard_app.settings import OidcSettings
from dashboard_app.web.error_handlers import error_response
from dashboard_app.web.login_page import login_page
from dashboard_app.web.redirects import safe_path

if TYPE_CHECKING:
    from dashboard_app.auth.identity_provider import Provider

logger = logging.getLogger(__name__)

BY_PROVIDER = "openid connect"
"""Logged as the sign-in method."""
_STATUS: dict[type[ProviderError], int] = {
    SilentProviderError: 503,
    FailedSignInError: 401,
    UnexpectedSignInError: 401,
    NoAccessError: 403,
}


def blueprint(server: Flask, sessions: Sessions, state: AppState, settings: OidcSettings | None) -> Blueprint:
    """Return the routes; without a provider, there is nothing there."""
    server.jinja_env.globals["provider_label"] = settings.label if settings else None
    views = OidcViews(sessions, state, settings, _provider(server, settings) if settings else None)
    routes = Blueprint("oidc", __name__)
    routes.add_url_rule(OIDC_BEGIN, "begin", views.begin)
    routes.add_url_rule(OIDC_BACK, "come_back", views.come_back)
    return routes


class OidcViews:
    """What the routes answer."""

    def __init__(
        self, sessions: Sessions, state: AppState, settings: OidcSettings | None, provider: "Provider | None"
    ) -> None:
        self._sessions, self._settings, self._provider = sessions, settings, provider
        self._login_throttle = LoginThrottle(state.database, Way.PROVIDER)
        self._provisioning = Provisioning(state.database, state.users)

    def begin(self) -> AnyResponse:
        """Send the browser to the provider."""
        if self._provider is None:
            return error_response(404)
        target, actor = safe_path(request.args.get("next")), actor_or_none()
        if actor is not None:
            return redirect(target or get_home(actor.role))
        try:
            return redirect(self._provider.send(url_for("oidc.come_back", _external=True), target))
        except ProviderError as error:
            return self._refused(error)

    def come_back(self) -> AnyResponse:
        """Sign in whom the provider sent back."""
        if self._provider is None or self._settings is None:
            return error_response(404)
        actor = actor_or_none()
        if actor is not None:
            return redirect(get_home(actor.role))
        address = request.remote_addr or ""
        # Any site can send a browser here: what this one did not ask for says nothing of its address.
        seconds = self._login_throttle.seconds_to_wait(None, address) if self._provider.is_pending() else 0
        if seconds:
            return login_page(429, seconds=seconds)
        try:
            returned = self._provider.receive()
            user = self._admitted(returned.claims, self._settings)
        except ProviderError as error:
            if isinstance(error, FailedSignInError) and not isinstance(error, UnexpectedSignInError):
                self._login_throttle.fail(None, address)
            return self._refused(error)
        actor = self._sessions.begin(user)
        return redirect(returned.target or get_home(actor.role))

    def _admitted(self, claims: Claims, settings: OidcSettings) -> User:
        try:
            return self._provisioning.admit(parse_identity(claims, settings))
        except NoAccessError:
            self._provisioning.end_access(settings.issuer, claims["sub"])
            raise

    def _refused(self, error: ProviderError) -> AnyResponse:
        if not isinstance(error, UnexpectedSignInError):
            logger.warning("Nobody came in by OpenID Connect: %s", error)
        if not isinstance(error, SilentProviderError | UnexpectedSignInError):
            self._sessions.build_recorder(None).log(Event(Action.SIGN_IN_REFUSED, detail=BY_PROVIDER))
        if self._provider is not None:
            self._provider.forget_authorization()
        return login_page(_STATUS[type(error)], refused=_shown(error))


def _shown(error: ProviderError) -> str:
    """Return which sentence of the login page says it."""
    shown = FailedSignInError if isinstance(error, FailedSignInError) else type(error)
    return shown.__name__


def _provider(server: Flask, settings: OidcSettings) -> "Provider":
    # Its libraries take a sixth of a second to import: who has no provider does not wait for them.
    from dashboard_app.auth.identity_provider import Provider

    return Provider(server, settings)
