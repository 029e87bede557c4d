"""CSRF protection: a token is required from requests with a cookie, which browsers send automatically."""

from flask_wtf import CSRFProtect

from dashboard_app.auth.session import is_by_token


class CsrfProtection(CSRFProtect):
    """Flask-WTF's protection, without the requests that another site cannot make a browser send."""

    def protect(self, *args: object, **options: object) -> None:
        """Refuse a request that changes something and comes from elsewhere."""
        if not is_by_token():
            super().protect(*args, **options)
