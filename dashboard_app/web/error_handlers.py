"""Answers to what is refused or fails: a page for a person, JSON for a script, a problem for the API; never a stack.

An answer to a failure asks the database nothing: it may be the database that failed.
"""

import logging
from typing import Final

from dash.exceptions import DependencyException
from flask import Flask, Response, jsonify, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from dashboard_app.audit.errors import AuditKeyError
from dashboard_app.auth.errors import BusyError
from dashboard_app.auth.session import current_translator, has_ended, load_nobody
from dashboard_app.database import DatabaseError
from dashboard_app.events import RecordError, TooManyRefusalsError
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.logs import FIELDS, OncePerMinute, describe
from dashboard_app.request_id import current_request_id
from dashboard_app.routes import LOGIN
from dashboard_app.services.errors import (
    InvalidRequestError,
    NotAllowedError,
    NotYourChangeError,
    ServiceError,
    TooManyComparisonsError,
    UnknownClientError,
)
from dashboard_app.web.login_page import login_page, refused_sign_in
from dashboard_app.web.problems import is_api_request, problem
from dashboard_app.web.redirects import login_path, safe_path
from model_bundle.errors import BundleError

logger = logging.getLogger(__name__)

_MACHINE_PATHS = ("/_", "/assets/", "/bootstrap/")
_FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})

TEXTS = {
    400: (gettext_noop("This request cannot be read"), gettext_noop("Reload the page and try again.")),
    401: (
        gettext_noop("Please sign in"),
        gettext_noop("Your session has ended. Sign in to go back to where you were."),
    ),
    403: (
        gettext_noop("You don’t have access to this page"),
        gettext_noop("Go back, or ask an administrator for access."),
    ),
    404: (gettext_noop("Page not found"), gettext_noop("The address may be mistyped, or the page no longer exists.")),
    405: (gettext_noop("This request cannot be read"), gettext_noop("Reload the page and try again.")),
    409: (
        gettext_noop("Another account is signed in now"),
        gettext_noop(
            "Somebody signed in with another account in this browser. Reload the page to go on with that account."
        ),
    ),
    413: (gettext_noop("This request is too large"), gettext_noop("Reload the page and try again.")),
    429: (
        gettext_noop("Too many requests"),
        gettext_noop("Your account made too many requests in a short time. Wait a few minutes and try again."),
    ),
    503: (
        gettext_noop("This page is unavailable at the moment"),
        gettext_noop(
            "Every access is logged first, and the audit log cannot be written now. Wait a moment and try again. If it "
            "lasts, give the reference to your administrator."
        ),
    ),
    500: (
        gettext_noop("Something went wrong on our side"),
        gettext_noop("Try again. If it happens again, give the reference to your administrator."),
    ),
}
EXPIRED_FORM = gettext_noop(
    "This form belongs to an earlier session. Open the page again and send the form from there."
)
BUNDLE_CHANGED = gettext_noop(
    "The files of the model were changed and cannot be used now. Try again in a moment. If it lasts, give the "
    "reference to your administrator."
)
BUSY = gettext_noop("Many people are signing in at the moment. Wait a few seconds and try again.")
_OTHER = TEXTS[400]
_WITHOUT_REFERENCE: Final = frozenset({401, 404})
"""Somebody else's client and no client have the same page, byte for byte: it holds nothing that changes."""
_RETRY_SECONDS = 5
_LAST_RESORT: Final = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Clairscore</title>"
    "<p>Something went wrong on our side. Try again.</p></html>"
)

_SERVICE_STATUS: dict[type[ServiceError], int] = {
    UnknownClientError: 404,
    NotAllowedError: 403,
    NotYourChangeError: 403,
    InvalidRequestError: 400,
    TooManyComparisonsError: 429,
}
_SERVICE_TEXTS: dict[type[ServiceError], tuple[str, str]] = {
    NotYourChangeError: (
        gettext_noop("This change cannot be undone here"),
        gettext_noop(
            "Only a recent change that you made yourself can be undone. Make the opposite change, by number or by "
            "filter."
        ),
    ),
}
"""Heading and advice for service errors that need more than the text of their status."""


def is_page_request() -> bool:
    """Return whether the request is for a page or a form, and not from a script or a program."""
    accepts = request.accept_mimetypes
    return (
        (request.method in {"GET", "HEAD"} or (request.method == "POST" and request.mimetype in _FORMS))
        and not request.path.startswith(_MACHINE_PATHS)
        and not is_api_request()
        and (not accepts or accepts.accept_html)
    )


def require_login() -> AnyResponse:
    """Lead a visitor to the login page and back, or tell the page's script that the session is over."""
    if not is_page_request():
        return error_response(401)
    if request.method == "POST":
        # A form cannot be sent again after signing in; and a path that takes forms alone shows nothing.
        return redirect(LOGIN, 303)
    return redirect(login_path(_path(), has_ended=has_ended()))


def error_response(status: int, sentence: str | None = None, title: str | None = None) -> Response:
    """Return an error page, or its JSON; with the id of the request, where the page may differ from one to the next."""
    reference = current_request_id() if status not in _WITHOUT_REFERENCE else None
    if is_api_request():
        return problem(status, sentence, reference if status >= 500 else None)
    translator = current_translator()
    heading, advice = TEXTS.get(status, _OTHER)
    texts = {
        "heading": title or translator.gettext(heading),
        "advice": sentence or translator.gettext(advice),
        "reference": reference,
    }
    if not is_page_request():
        response = jsonify(
            {
                "error": f"{texts['heading']}. {texts['advice']}",
                "reference": reference if status >= 500 else None,
            }
        )
    else:
        again = (safe_path(_path()) or "/") if status == 503 and request.method == "GET" else None
        response = make_response(_page(status=status, again=again, **texts))
    response.status_code = status
    return response


def _path() -> str:
    return request.full_path if request.query_string else request.path


def install(server: Flask) -> None:
    """Answer every error of this server here."""
    server.register_error_handler(HTTPException, _handle_http)
    server.register_error_handler(ServiceError, _handle_service)
    server.register_error_handler(TooManyRefusalsError, _handle_too_many)
    server.register_error_handler(RecordError, _handle_unavailable)
    server.register_error_handler(DatabaseError, _handle_unavailable)
    server.register_error_handler(AuditKeyError, _handle_unavailable)
    server.register_error_handler(BundleError, _handle_changed_bundle)
    server.register_error_handler(BusyError, _handle_busy)
    # Dash raises it for a library that it does not serve, which whoever asks may name.
    server.register_error_handler(DependencyException, lambda _error: error_response(404))
    server.register_error_handler(Exception, _handle_failure)
    # Flask's own line repeats the path; the handlers above log what is needed.
    server.log_exception = lambda exc_info: None  # type: ignore[method-assign]  # noqa: ARG005 - Flask names it


def _page(**values: object) -> str:
    try:
        return render_template("error.html", **values)
    except Exception as error:
        logger.error("The error page cannot be drawn: %s", describe(error))
        return _LAST_RESORT


def _handle_http(error: HTTPException) -> AnyResponse | HTTPException:
    if isinstance(error, RequestRedirect):
        return error
    if error.code is None or error.code >= 500:
        # What a function after the view raised arrives wrapped.
        cause = getattr(error, "original_exception", None) or error
        if isinstance(cause, BundleError):
            return _handle_changed_bundle(cause)
        return (
            _handle_unavailable(cause)
            if isinstance(cause, (RecordError, DatabaseError, AuditKeyError))
            else _handle_failure(cause)
        )
    if isinstance(error, CSRFError):
        return _handle_csrf(error)
    if isinstance(error, SecurityError):
        logger.warning("Request refused: its host is not allowed")
    if error.code == 405 and request.method in {"GET", "HEAD"} and not is_api_request():
        # A path that takes forms alone is no page.
        return error_response(404)
    response = error_response(error.code)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _handle_csrf(error: CSRFError) -> AnyResponse:
    """Refuse a form or callback without the token of its session; a login page is shown again and says why."""
    rule = request.url_rule.rule if request.url_rule else "none"
    fields = {"route": rule, "reason": error.description}
    logger.warning("Request refused: it lacks the token against forged requests", extra={FIELDS: fields})
    if not is_page_request():
        return error_response(400)
    if request.path == LOGIN:
        return login_page(400, refused=refused_sign_in(), name=request.form.get("name", ""))
    return error_response(400, current_translator().gettext(EXPIRED_FORM))


def _handle_service(error: ServiceError) -> Response:
    status = _SERVICE_STATUS.get(type(error), 400)
    heading, advice = _SERVICE_TEXTS.get(type(error), (None, None))
    translator = current_translator()
    return error_response(status, advice and translator.gettext(advice), heading and translator.gettext(heading))


def _handle_too_many(error: TooManyRefusalsError) -> Response:
    response = error_response(429)
    response.headers["Retry-After"] = str(error.seconds)
    return response


_unrecorded = OncePerMinute()


def _handle_unavailable(error: RecordError | DatabaseError | AuditKeyError) -> Response:
    load_nobody()
    cause = error.__cause__ if isinstance(error, RecordError) else error
    # The database logs its own faults, once a minute.
    if getattr(cause, "fault", None) is None and _unrecorded.is_due(type(cause).__name__):
        logger.error("Nothing is shown: %s", describe(error))
    response = error_response(503)
    response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _handle_changed_bundle(error: BundleError) -> Response:
    load_nobody()
    if _unrecorded.is_due(type(error).__name__):
        logger.error("Nothing is shown: %s", error)
    response = error_response(503, current_translator().gettext(BUNDLE_CHANGED))
    response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _handle_busy(error: BusyError) -> Response:
    response = error_response(503, current_translator().gettext(BUSY))
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _handle_failure(error: Exception) -> Response:
    load_nobody()
    rule = request.url_rule.rule if request.url_rule else "no route"
    logger.error("Reference %s: %s %s failed: %s", current_request_id(), request.method, rule, describe(error))
    return error_response(500)
