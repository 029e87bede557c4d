"""Signing in and out, and the choice of a language: plain pages that the server draws."""

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard_app.auth.access import home_of
from dashboard_app.auth.answers import answer
from dashboard_app.auth.instance import Instance
from dashboard_app.auth.next_path import path_of_referrer, safe_path
from dashboard_app.auth.passwords import Passwords
from dashboard_app.auth.session import Sessions, actor_or_none
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.i18n.negotiation import COOKIE

_A_YEAR = 365 * 24 * 3600
_LONGEST = 256


def blueprint(sessions: Sessions, instance: Instance, *, is_secure: bool) -> Blueprint:
    """Return the routes of login, logout and language."""
    routes = Blueprint("auth", __name__)
    passwords = Passwords()

    @routes.route("/login", methods=["GET", "POST"])
    def login() -> AnyResponse:
        wanted = safe_path(request.args.get("next"))
        actor = actor_or_none()
        if actor is not None:
            return redirect(wanted or home_of(actor.role))
        if request.method != "POST":
            return make_response(render_template("login.html"))
        name = request.form.get("name", "").strip()
        user = instance.find_user(name)
        # Checked for an unknown user too, so that both answers take the same time.
        if not passwords.is_right(user, request.form.get("password", "")[:_LONGEST]) or user is None:
            response = make_response(render_template("login.html", name=name[:_LONGEST], is_refused=True))
            response.status_code = 401
            return response
        actor = sessions.begin(user)
        return redirect(wanted or home_of(actor.role))

    @routes.post("/logout")
    def logout() -> AnyResponse:
        sessions.end()
        return redirect("/login")

    @routes.get("/language/<language>")
    def choose_language(language: str) -> AnyResponse:
        if language not in LANGUAGES:
            return answer(404)
        back = safe_path(request.args.get("next")) or path_of_referrer(request.referrer, request.host) or "/"
        response = redirect(back)
        response.set_cookie(COOKIE, language, max_age=_A_YEAR, secure=is_secure, httponly=True, samesite="Lax")
        return response

    return routes
