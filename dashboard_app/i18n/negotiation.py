"""Language negotiation: the only module of this package that reads the request."""

from flask import Request

from dashboard_app.i18n.languages import LANGUAGES

COOKIE = "language"
HEADER = "X-Clairscore-Language"
"""The header by which a page says its language: the cookie is that of all tabs, and another one may have changed it."""
PARAMETER = "language"
"""The same in the address of a file that is downloaded from a page."""
FILES = ".csv"


def parse_language(request: Request, profile: str | None, default: str) -> str:
    """Return the language of the page that asks, else the one chosen, else of the profile, the browser, the default."""
    page = request.headers.get(HEADER) or (request.args.get(PARAMETER) if request.path.endswith(FILES) else None)
    if page in LANGUAGES:
        return page
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    if profile in LANGUAGES:
        return profile
    return request.accept_languages.best_match(list(LANGUAGES), default) or default
