"""Answers to what is refused or fails: a page for a person, JSON for a script, a problem for the API; never a stack."""

import logging
import secrets

from dash.exceptions import DependencyException
from flask import Flask, Response, jsonify, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from dashboard_app.auth.next_path import login_path
from dashboard_app.auth.problems import is_api_request, problem
from dashboard_app.auth.session import current_words
from dashboard_app.database import DatabaseError
from dashboard_app.events import RecordError, TooManyRefusalsError
from dashboard_app.i18n.languages import mark
from dashboard_app.services.errors import (
    InvalidRequestError,
    NotAllowedError,
    ServiceError,
    TooManyComparisonsError,
    UnknownClientError,
)

logger = logging.getLogger(__name__)

_MACHINE_PATHS = ("/_", "/assets/", "/bootstrap/")

TEXTS = {
    400: (mark("This request cannot be read"), mark("Reload the page and try again.")),
    401: (mark("Please sign in"), mark("Your session has ended. Sign in and you come back to where you were.")),
    403: (
        mark("This page is not yours to open"),
        mark("Your account has no access to it. Go back, or ask an administrator."),
    ),
    404: (mark("There is nothing here"), mark("The address may be mistyped, or what it named is gone.")),
    405: (mark("This request cannot be read"), mark("Reload the page and try again.")),
    413: (mark("This request is too large"), mark("Reload the page and try again.")),
    429: (mark("Too many refusals"), mark("Your account was refused too often in a short time. Wait some minutes.")),
    503: (
        mark("This cannot be shown now"),
        mark("Whatever is opened is put on record first, and the record cannot be written. Try again in a moment."),
    ),
    500: (
        mark("Something went wrong on our side"),
        mark("Try again. If it happens again, tell us the reference below."),
    ),
}
_OTHER = TEXTS[400]
_RETRY_SECONDS = 5

_SERVICE_STATUS: dict[type[ServiceError], int] = {
    UnknownClientError: 404,
    NotAllowedError: 403,
    InvalidRequestError: 400,
    TooManyComparisonsError: 429,
}


def is_page_request() -> bool:
    """Say whether a person's browser asks for a page, rather than a script for data or a page for its files."""
    accepts = request.accept_mimetypes
    return (
        request.method in {"GET", "HEAD"}
        and not request.path.startswith(_MACHINE_PATHS)
        and not is_api_request()
        and (not accepts or accepts.accept_html)
    )


def refuse_visitor() -> AnyResponse:
    """Lead a visitor to the login page and back, or tell the page's script that the session is over."""
    if is_page_request():
        wanted = request.full_path if request.query_string else request.path
        return redirect(login_path(wanted))
    return answer(401)


def answer(status: int, sentence: str | None = None, reference: str | None = None) -> Response:
    """Return an error page, or its JSON."""
    if is_api_request():
        return problem(status, sentence, reference)
    words = current_words()
    heading, advice = TEXTS.get(status, _OTHER)
    texts = {"heading": words.gettext(heading), "advice": sentence or words.gettext(advice), "reference": reference}
    if not is_page_request():
        response = jsonify({"error": f"{texts['heading']}. {texts['advice']}", "reference": reference})
    else:
        response = make_response(render_template("error.html", status=status, **texts))
    response.status_code = status
    return response


def install(server: Flask) -> None:
    """Answer every error of this server here."""
    server.register_error_handler(HTTPException, _answer_http)
    server.register_error_handler(ServiceError, _answer_service)
    server.register_error_handler(TooManyRefusalsError, _answer_too_many)
    server.register_error_handler(RecordError, _answer_unrecorded)
    server.register_error_handler(DatabaseError, _answer_unrecorded)
    # Dash raises it for a library that it does not serve, which whoever asks may name.
    server.register_error_handler(DependencyException, lambda _error: answer(404))
    server.register_error_handler(Exception, _answer_failure)


def _answer_http(error: HTTPException) -> AnyResponse | HTTPException:
    if isinstance(error, RequestRedirect):
        return error
    if isinstance(error, InternalServerError) or error.code is None or error.code >= 500:
        return _answer_failure(error)
    response = answer(error.code)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _answer_service(error: ServiceError) -> Response:
    return answer(_SERVICE_STATUS.get(type(error), 400))


def _answer_too_many(error: TooManyRefusalsError) -> Response:
    response = answer(429)
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _answer_unrecorded(error: RecordError | DatabaseError) -> Response:
    logger.error("Nothing is shown: %s", error, exc_info=error)
    response = answer(503)
    response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _answer_failure(error: Exception) -> Response:
    reference = secrets.token_hex(4)
    rule = request.url_rule.rule if request.url_rule else "no route"
    logger.error("Reference %s: %s %s failed", reference, request.method, rule, exc_info=error)
    return answer(500, reference=reference)
