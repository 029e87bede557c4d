"""The login page: the form, the link to the identity provider, and the reason of a refusal."""

from urllib.parse import urlencode

from flask import current_app, make_response, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from dashboard_app.auth.passwords import LONGEST
from dashboard_app.auth.session import actor_or_none
from dashboard_app.routes import OIDC_BEGIN, get_home
from dashboard_app.web.redirects import ENDED, login_path, safe_path

WRONG = "wrong"
"""The name or the password is not right."""
SIGNED_IN = "signed_in"
"""This browser is signed in already: another tab was quicker."""
NO_COOKIE = "no_cookie"
"""The browser did not send back the cookie that came with the form."""
INSECURE = "insecure"
"""It cannot: the page came over plain HTTP, and the cookie travels over TLS only."""
ELSEWHERE = "elsewhere"
"""The form was not sent from a page of this site."""
EXPIRED = "expired"
"""The form belongs to an earlier session of this browser."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


def refused_sign_in() -> str:
    """Return why this request, a login form without the token of its session, cannot be let in."""
    if actor_or_none() is not None:
        return SIGNED_IN
    if current_app.config["WTF_CSRF_FIELD_NAME"] not in session:
        return INSECURE if _is_insecure() else NO_COOKIE
    sent = current_app.config["WTF_CSRF_FIELD_NAME"] in request.form
    is_from_here = (request.referrer or "").startswith(f"https://{request.host}/") or not request.is_secure
    return EXPIRED if sent and is_from_here else ELSEWHERE


def _is_insecure() -> bool:
    """Return whether the browser stores none of our cookies because of plain HTTP; it trusts its own machine."""
    if not current_app.config["SESSION_COOKIE_SECURE"] or request.is_secure:
        return False
    host = request.host if request.host.endswith("]") else request.host.rpartition(":")[0] or request.host
    return host not in _LOOPBACK and not host.endswith(".localhost")


def login_page(status: int = 200, *, refused: str | None = None, seconds: int = 0, name: str = "") -> AnyResponse:
    """Return the page; it leads to where this request says it wants to go.

    Parameters
    ----------
    refused
        `WRONG`, what `refused_sign_in` returns, or the name of the error that the identity provider brought
        nobody in by.
    seconds
        Seconds until the next attempt is allowed; 0: now.
    """
    target, actor = safe_path(request.args.get("next")), actor_or_none()
    page = render_template(
        "login.html",
        refused=refused or (INSECURE if _is_insecure() else None),
        has_ended=request.method == "GET" and ENDED in request.args and actor is None,
        continue_at=target or get_home(actor.role) if actor else None,
        minutes=-(-seconds // 60),
        name=name[:LONGEST],
        here=login_path(target or "/"),
        elsewhere=OIDC_BEGIN + (f"?{urlencode({'next': target})}" if target else ""),
    )
    response = make_response(page)
    response.status_code = status
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response
