"""The one guard: before every request, refuse what the table of routes does not allow."""

from collections.abc import Mapping

from dash import Dash
from flask import abort, redirect, request
from flask.typing import ResponseReturnValue

from dashboard_app.actor import Actor
from dashboard_app.audit.limits import seconds_to_wait
from dashboard_app.auth.session import actor_or_none, current_translator, is_by_token, person_mark, user_or_none
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.events import Action, Event, TooManyRefusalsError
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.routes import (
    CALLBACKS,
    DASH_INTERNAL,
    PASSWORD,
    PUBLIC_FILES,
    PUBLIC_RULES,
    SIGN_OUT,
    Route,
    find_route,
    get_home,
    get_route,
)
from dashboard_app.web.bearer import Bearer, lacks_scope, refuse_scope
from dashboard_app.web.callback_body import read_body
from dashboard_app.web.error_handlers import error_response, is_page_request, require_login

PERSON = "X-Clairscore-Person"
"""The header by which a page says whose it is."""
PERSON_FIELD = "person"
"""The same in the address of a file that is downloaded from a page, where there is no header."""
_OTHER_FILE = gettext_noop(
    "Nothing was downloaded: somebody signed in with another account in this browser. Go back to the start to go on "
    "with that account."
)
_OPEN_MEANWHILE = frozenset({PASSWORD, SIGN_OUT})
"""What a person may do before choosing a password of their own."""


class Guard:
    """Asks of every request who it is from and whether they may."""

    def __init__(self, app: Dash, capabilities: Mapping[str, Capability], bearer: Bearer) -> None:
        self._app = app
        self._bearer = bearer
        self._capabilities = capabilities

    def check(self) -> ResponseReturnValue | None:
        """Let a request pass (None), or answer it here."""
        if not _is_readable():
            return error_response(400)
        if _is_public():
            return None
        refused = self._bearer.check()
        if refused is not None:
            return refused
        actor = actor_or_none()
        if actor is None:
            return require_login()
        _turn_away_who_waits()
        if _must_change_password() and request.endpoint not in _OPEN_MEANWHILE:
            return redirect(get_route(PASSWORD).path) if is_page_request() else error_response(403)
        if _is_from_page_of_somebody_else(actor):
            return error_response(409, current_translator().gettext(_OTHER_FILE) if is_page_request() else None)
        rule = request.url_rule.rule if request.url_rule else None
        if rule is None:
            # No route: Flask answers 404, 405 or a redirect to the address with single slashes.
            return None
        if rule == CALLBACKS:
            return self._check_callback(actor)
        if rule in DASH_INTERNAL:
            return None
        return _check_route(actor, find_route(request.endpoint))

    def _check_callback(self, actor: Actor) -> ResponseReturnValue | None:
        body = read_body(self._app.callback_map)
        capability = self._capabilities.get(body["output"])
        if capability is None or not is_allowed(actor.role, capability):
            _record_refusal(actor, body["output"])
            abort(403)
        return None


def _is_from_page_of_somebody_else(actor: Actor) -> bool:
    """Return whether the requesting page was made for another account; programs send no mark."""
    # Signed in with another account in another tab: this page still bears the name of the first.
    page_marks = {request.headers.get(PERSON, ""), *request.args.getlist(PERSON_FIELD)} - {""}
    return not is_by_token() and not page_marks <= {person_mark(actor)}


def _record_refusal(actor: Actor, what: str) -> None:
    """Log a refusal; ``what`` is a name out of the source, and nothing that was sent."""
    actor.recorder.log_refusal(Event(Action.REFUSED, detail=what))


def _turn_away_who_waits() -> None:
    """Refuse users with too many recent refusals or requests; signing out stays possible.

    Raises
    ------
    TooManyRefusalsError
        They wait.
    """
    user = user_or_none()
    seconds = seconds_to_wait(user.waits_until) if user is not None else 0
    if seconds and request.endpoint != SIGN_OUT:
        raise TooManyRefusalsError(seconds)


def _must_change_password() -> bool:
    user = user_or_none()
    return user is not None and user.must_change_password


def _is_readable() -> bool:
    """Return whether the query is text; Flask fails where it is not."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_public() -> bool:
    if request.path in PUBLIC_FILES:
        return True
    return request.url_rule is not None and request.url_rule.rule in PUBLIC_RULES


def _check_route(actor: Actor, route: Route | None) -> ResponseReturnValue | None:
    if route is None:
        # A rule of Dash's or of an extension that nobody needs.
        return error_response(404)
    if is_allowed(actor.role, route.capability):
        if not lacks_scope(route.capability):
            return None
        _record_refusal(actor, route.path)
        return refuse_scope(route.capability)
    if route.path == "/":
        return redirect(get_home(actor.role))
    _record_refusal(actor, route.path)
    return error_response(404 if route.is_hidden else 403)
