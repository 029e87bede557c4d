"""The page that asks who one is: the form, the way to a provider of identities, and why nobody came in."""

from urllib.parse import urlencode

from flask import make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard_app.auth.access import OIDC_BEGIN
from dashboard_app.auth.next_path import login_path, safe_path
from dashboard_app.auth.passwords import LONGEST

WRONG = "wrong"
"""The name or the password is not right."""


def login_page(status: int = 200, *, refused: str | None = None, seconds: int = 0, name: str = "") -> AnyResponse:
    """Return the page; it leads to where this request says it wants to go.

    Parameters
    ----------
    refused
        `WRONG`, or the name of the error that the provider of identities brought nobody in by.
    seconds
        How long nobody may try; 0: now.
    """
    wanted = safe_path(request.args.get("next"))
    page = render_template(
        "login.html",
        refused=refused,
        minutes=-(-seconds // 60),
        name=name[:LONGEST],
        here=login_path(wanted or "/"),
        elsewhere=OIDC_BEGIN + (f"?{urlencode({'next': wanted})}" if wanted else ""),
    )
    response = make_response(page)
    response.status_code = status
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response
