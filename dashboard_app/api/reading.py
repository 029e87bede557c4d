"""What a request asks, read and checked: its parameters, its body, and where they are wrong."""

from typing import Any, TypeVar

from flask import abort, request
from pydantic import ValidationError

from dashboard_app.api.bodies import PredictBody
from dashboard_app.api.queries import QueryParameters
from dashboard_app.web.problems import ValueProblem

QueryKind = TypeVar("QueryKind", bound=QueryParameters)


class UnreadableError(Exception):
    """Some values of a request are not allowed; lists them."""

    def __init__(self, errors: list[ValueProblem]) -> None:
        super().__init__("Some values of a request are not allowed.")
        self.errors = errors


def read_query(kind: type[QueryKind]) -> QueryKind:
    """Return the parameters of this request.

    Raises
    ------
    UnreadableError
        One is unknown, given twice, or not allowed.
    """
    arguments = {name: values[0] if len(values) == 1 else values for name, values in request.args.lists()}
    try:
        return kind.model_validate(arguments)
    except ValidationError as error:
        raise UnreadableError(
            [_problem("query", problem["loc"], problem["msg"]) for problem in _list_errors(error)]
        ) from None


def read_body(kind: type[PredictBody]) -> PredictBody:
    """Return the body of this request.

    Raises
    ------
    UnsupportedMediaType
        It does not say that it is JSON.
    BadRequest
        It is not JSON.
    UnreadableError
        A value is unknown, missing, or not allowed.
    """
    if request.mimetype != "application/json":
        abort(415)
    try:
        return kind.model_validate_json(request.get_data())
    except ValidationError as error:
        problems = _list_errors(error)
    if any(problem["type"] == "json_invalid" for problem in problems):
        abort(400)
    raise UnreadableError([_problem("body", kind.get_location(problem["loc"]), problem["msg"]) for problem in problems])


def _list_errors(error: ValidationError) -> list[Any]:
    # What was sent is not sent back: a body may hold a person's data.
    return list(error.errors(include_url=False, include_context=False, include_input=False))


def _problem(part: str, location: tuple[Any, ...], message: str) -> ValueProblem:
    # As in a JSON pointer (RFC 6901).
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in location]
    return ValueProblem(where="/".join(["", part, *steps]), message=message.removeprefix("Value error, "))
