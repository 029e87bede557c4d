"""Which language a request is answered in: the one module here that looks at a request."""

from flask import Request

from dashboard_app.i18n.languages import LANGUAGES

COOKIE = "language"


def language_of(request: Request, profile: str | None, default: str) -> str:
    """Return the language chosen on the page, else of the user's profile, else of the browser, else the default."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    if profile in LANGUAGES:
        return profile
    return request.accept_languages.best_match(list(LANGUAGES), default) or default
