"""What the API says where it refuses or fails: ``application/problem+json`` (RFC 9457)."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Response, request
from pydantic import BaseModel, ConfigDict, Field

from dashboard_app.auth.session import current_translator
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.routes import API_ROOT

MEDIA_TYPE = "application/problem+json"

DETAILS = {
    400: gettext_noop("The request cannot be read. Check its syntax, and that it carries its token in X-CSRFToken."),
    401: gettext_noop("Nobody is signed in, or the session has ended. Send the cookie of a session, or a token."),
    403: gettext_noop("This account has no access. Sign in with another one, or ask an administrator."),
    404: gettext_noop("There is nothing here. Check the address and the number."),
    405: gettext_noop("This address does not support the method. Use one listed in the Allow header."),
    409: gettext_noop(
        "There is no score before the data of this client have been checked. The list of errors names the values; have "
        "them corrected at their source, and the applicants scored anew."
    ),
    413: gettext_noop("The body is too large. Send at most one megabyte."),
    415: gettext_noop("The body is not JSON. Send it as application/json."),
    422: gettext_noop("A value is not allowed. Correct the values named in the list of errors."),
    429: gettext_noop("This account was refused too often. Wait for the time given in the Retry-After header."),
    503: gettext_noop(
        "The database cannot be used right now, and nothing is shown without an entry in the audit log. "
        "Try again in a moment; Retry-After says when."
    ),
    500: gettext_noop(
        "Something failed on our side. Try again; if it happens again, give the reference to your administrator."
    ),
}
"""What each status means here and what to do."""


class ValueProblem(BaseModel):
    """One value that is not allowed."""

    where: str = Field(
        description=gettext_noop("Place of the value: query, body or data, then the name, as in /query/page.")
    )
    message: str = Field(description=gettext_noop("What is wrong with it."))


class Problem(BaseModel):
    """Why a request is refused or failed, as RFC 9457 has it."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(
        default="about:blank", description=gettext_noop("Always about:blank: the status says what it is.")
    )
    title: str = Field(description=gettext_noop("The name of the status."))
    status: int = Field(description=gettext_noop("The status of the answer."))
    detail: str = Field(description=gettext_noop("What is wrong and what to do."))
    reference: str | None = Field(default=None, description=gettext_noop("Names a failure in our log; else null."))
    errors: list[ValueProblem] = Field(default=[], description=gettext_noop("The values that are not allowed."))


def is_api_request() -> bool:
    """Return whether this is an API request and not a page."""
    return request.path == API_ROOT or request.path.startswith(f"{API_ROOT}/")


def problem(
    status: int, detail: str | None = None, reference: str | None = None, errors: Sequence[ValueProblem] = ()
) -> Response:
    """Return the answer to a request of the API that is refused or failed."""
    body = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail or current_translator().gettext(DETAILS.get(status, DETAILS[400])),
        reference=reference,
        errors=list(errors),
    )
    response = Response(body.model_dump_json(), status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
