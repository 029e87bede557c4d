"""Security headers of every response."""

from collections.abc import Callable, Sequence

from flask import Flask, Response, request
from flask_wtf.csrf import generate_csrf

from dashboard_app.addresses import cookie_path
from dashboard_app.auth.session import actor_or_none

CSRF_COOKIE = "_csrf_token"
_STATIC = ("/assets/", "/bootstrap/", "/_dash-component-suites/")
_A_YEAR = 365 * 24 * 3600


def content_policy(script_hashes: Sequence[str]) -> str:
    """Return the content security policy: everything from here, and the inline scripts with these hashes."""
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self'", *script_hashes]),
            # Plotly and the grid write style attributes.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def install(server: Flask, policy: str, find_version: Callable[[str], str | None], *, is_secure: bool) -> None:
    """Set the headers of every answer; a view that needs a policy of its own sets it first.

    Parameters
    ----------
    find_version
        The version of the file at a path, as pages name it in ``?m=``; None: pages name none.
    """

    @server.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if is_secure and request.is_secure:
            headers.setdefault("Strict-Transport-Security", f"max-age={_A_YEAR}")
        if request.path.startswith(_STATIC):
            # A file whose address names its version never changes; another version may be asked for before a release.
            if response.status_code == 200 and "m" in request.args and request.args["m"] == find_version(request.path):
                headers["Cache-Control"] = f"private, max-age={_A_YEAR}, immutable"
            return response
        headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
        # Nobody is looked up for what is no page: health checks wait for no database.
        if response.mimetype == "text/html" and actor_or_none() is not None:
            # Dash copies this cookie into the header X-CSRFToken, so its script must be able to read it.
            response.set_cookie(CSRF_COOKIE, generate_csrf(), path=cookie_path(), secure=is_secure, samesite="Strict")
        return response
