"""Signing in and out, another password, the choice of a language: plain pages that the server draws."""

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard_app.addresses import cookie_path
from dashboard_app.auth.app_state import AppState
from dashboard_app.auth.errors import BusyError, UserError
from dashboard_app.auth.login_throttle import LoginThrottle
from dashboard_app.auth.passwords import LONGEST, SHORTEST, Passwords, check_new
from dashboard_app.auth.session import Sessions, actor_or_none, user_or_none
from dashboard_app.auth.users import DEMO, User
from dashboard_app.events import Action, Event
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.i18n.negotiation import COOKIE
from dashboard_app.routes import LOGIN, PASSWORD, SIGN_OUT, get_home, get_route
from dashboard_app.web.error_handlers import error_response
from dashboard_app.web.login_page import WRONG, login_page
from dashboard_app.web.redirects import path_of_referrer, safe_path

_A_YEAR = 365 * 24 * 3600


def blueprint(sessions: Sessions, state: AppState, *, is_secure: bool) -> Blueprint:
    """Return the routes of login, logout, password and language."""
    views = LoginViews(sessions, state, is_secure=is_secure)
    routes = Blueprint("auth", __name__)
    routes.add_url_rule(LOGIN, "login", views.login, methods=["GET", "POST"])
    routes.add_url_rule(get_route(PASSWORD).rule, "password", views.password, methods=["GET", "POST"])
    routes.add_url_rule(get_route(SIGN_OUT).rule, "logout", views.logout, methods=["POST"])
    routes.add_url_rule("/language/<language>", "choose_language", views.choose_language)
    return routes


class LoginViews:
    """What the routes answer."""

    def __init__(self, sessions: Sessions, state: AppState, *, is_secure: bool) -> None:
        self._sessions, self._state, self._is_secure = sessions, state, is_secure
        self._passwords, self._login_throttle = Passwords(), LoginThrottle(state.database)

    def login(self) -> AnyResponse:
        """Show the login page, or sign in with what it sent."""
        target = safe_path(request.args.get("next"))
        actor = actor_or_none()
        if actor is not None:
            return redirect(target or get_home(actor.role))
        if request.method != "POST":
            return login_page()
        name, password = request.form.get("name", "").strip(), request.form.get("password", "")[:LONGEST]
        user = self._verified(name, password)
        if not isinstance(user, User):
            return user
        actor = self._sessions.begin(user)
        return redirect(get_route(PASSWORD).path if user.must_change_password else target or get_home(actor.role))

    def _verified(self, name: str, password: str) -> User | AnyResponse:
        """Return whose name and password these are, or the page that refuses them."""
        address = request.remote_addr or ""
        attempt = self._login_throttle.begin(name, address)
        if attempt.seconds:
            return login_page(429, seconds=attempt.seconds, name=name)
        user = self._state.users.find(name)
        try:
            # Checked for an unknown user too, so that both answers take the same time.
            is_right = self._passwords.is_right(user, password)
        except BusyError:
            self._login_throttle.withdraw(name, address)
            raise
        if not is_right or user is None:
            recorder = self._sessions.build_recorder(user)
            recorder.log(Event(Action.SIGN_IN_REFUSED))
            if attempt.locks:
                recorder.log(Event(Action.LOCKED))
            return login_page(401, refused=WRONG, name=name)
        self._login_throttle.succeed(name, begun_at=address)
        if user.password_hash and self._passwords.is_outdated(user.password_hash):
            self._state.users.renew_hash(user, self._passwords.hash(password))
        return user

    def password(self) -> AnyResponse:
        """Show the form for another password, or change it."""
        user = user_or_none()
        # The password of a demo is everybody's, that of a provider is not ours to change.
        if user is None or user.password_hash is None or user.issuer == DEMO:
            return error_response(404)
        if request.method != "POST":
            return _password_page(user)
        current, new = request.form.get("given", "")[:LONGEST], request.form.get("new", "")
        checked = self._verified(user.name, current)
        if not isinstance(checked, User):
            return _password_page(user, "wrong", checked.status_code)
        if new != request.form.get("again", ""):
            return _password_page(user, "different", 422)
        try:
            check_new(new, user.name)
        except UserError:
            return _password_page(user, "weak", 422)
        if new == current:
            return _password_page(user, "same", 422)
        self._sessions.build_recorder(user).log(Event(Action.PASSWORD))
        # `checked` is the account as it was when the password was right: it may have been closed since.
        if not self._state.users.choose_password(checked, self._passwords.hash(new)):
            return error_response(401)
        # Every session of the account is over, this one too: it goes on as a new one.
        changed = self._state.users.find(user.name)
        if changed is None or changed.is_disabled:
            return error_response(401)
        actor = self._sessions.begin(changed)
        return redirect(get_home(actor.role))

    def logout(self) -> AnyResponse:
        """End the session."""
        self._sessions.end()
        return redirect(LOGIN)

    def choose_language(self, language: str) -> AnyResponse:
        """Remember the language in a cookie, and go back."""
        if language not in LANGUAGES:
            return error_response(404)
        back = safe_path(request.args.get("next")) or path_of_referrer(request.referrer, request.host) or "/"
        response = redirect(back)
        response.set_cookie(
            COOKIE, language, max_age=_A_YEAR, path=cookie_path(), secure=self._is_secure, httponly=True, samesite="Lax"
        )
        return response


def _password_page(user: User, refused: str | None = None, status: int = 200) -> AnyResponse:
    response = make_response(
        render_template("password.html", refused=refused, shortest=SHORTEST, must_change=user.must_change_password)
    )
    response.status_code = status
    return response
