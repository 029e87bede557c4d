"""Flask's own configuration: the session cookie, the limits, the token against forged requests."""

from datetime import timedelta

from dashboard_app.auth.app_state import AppState
from dashboard_app.i18n.compiled import TRANSLATIONS
from dashboard_app.settings import Settings

LARGEST_BODY = 1024 * 1024
SESSION_COOKIE = "clairscore_session"


def flask_config(settings: Settings, state: AppState) -> dict[str, object]:
    """Return the configuration of the server."""
    return {
        "SECRET_KEY": state.secret_key,
        "SESSION_COOKIE_NAME": SESSION_COOKIE,
        "SESSION_COOKIE_PATH": settings.url_prefix or "/",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.are_cookies_secure,
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=settings.session_idle_minutes),
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        # The token lives as long as its session: a page left open over lunch still works.
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": settings.language,
        "BABEL_TRANSLATION_DIRECTORIES": str(TRANSLATIONS),
        "BOOTSTRAP_SERVE_LOCAL": True,
    }
