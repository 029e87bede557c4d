"""Requests of the API with a token: ``Authorization: Bearer cs_…``. Their cookies are not looked at."""

from flask import Response, g, request

from dashboard_app.auth.app_state import AppState
from dashboard_app.auth.login_throttle import LoginThrottle, Way
from dashboard_app.auth.session import Sessions, current_translator
from dashboard_app.auth.session_store import get_name
from dashboard_app.capabilities import Capability
from dashboard_app.events import Action, Event
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.web.problems import is_api_request, problem

_SCOPES = "token_scopes"
BY_TOKEN = "token"  # noqa: S105 - a word of the record
"""Logged as the sign-in method."""

INVALID = gettext_noop(
    "The token is invalid, expired or revoked, or its account has been deactivated. Ask an administrator for a new one."
)
TOO_MANY = gettext_noop(
    "Too many invalid tokens came from this address. Wait for the number of seconds given in Retry-After."
)
NOT_IN_SCOPE = gettext_noop("The token lacks the scope %(scope)s. Ask for a token that has it.")


class Bearer:
    """Authenticates requests by token, for the guard."""

    def __init__(self, sessions: Sessions, state: AppState) -> None:
        self._sessions = sessions
        self._tokens = state.tokens
        self._attempts = LoginThrottle(state.database, Way.TOKEN)

    def check(self) -> Response | None:
        """Let a request with a token be its owner's (None), or refuse it; without one, or elsewhere, look away."""
        secret = _read_token()
        if secret is None:
            return None
        grant = self._tokens.find(secret)
        if grant is None:
            return self._refuse()
        self._sessions.sign_in_by_token(grant.owner, get_name(secret))
        g.setdefault(_SCOPES, grant.scopes)
        return None

    def _refuse(self) -> Response:
        """Refuse a wrong token. A right one is never kept waiting: what others try says nothing about it."""
        address = request.remote_addr or ""
        seconds = self._attempts.begin(None, address).seconds
        if seconds:
            response = problem(429, current_translator().gettext(TOO_MANY))
            response.headers["Retry-After"] = str(seconds)
            return response
        self._sessions.build_recorder(None).log(Event(Action.SIGN_IN_REFUSED, detail=BY_TOKEN))
        response = problem(401, current_translator().gettext(INVALID))
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return response


def lacks_scope(capability: Capability) -> bool:
    """Return whether this request comes by a token that was not made for this."""
    return _SCOPES in g and capability not in g.get(_SCOPES)


def refuse_scope(capability: Capability) -> Response:
    """Return the answer to a token that was not made for this."""
    response = problem(403, current_translator().gettext(NOT_IN_SCOPE, scope=capability.value))
    response.headers["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{capability.value}"'
    return response


def _read_token() -> str | None:
    if not is_api_request():
        return None
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None
