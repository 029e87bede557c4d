"""The routes of the API: each operation read, answered by its function, and written as JSON."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template

from dashboard_app.addresses import address
from dashboard_app.api.document import document
from dashboard_app.api.operations import OPERATIONS, Operation
from dashboard_app.api.page import operation_views, schema_views
from dashboard_app.api.reading import UnreadableError, read_body, read_query
from dashboard_app.context import RequestContext
from dashboard_app.routes import get_route
from dashboard_app.services.data_checks import DataCheckError
from dashboard_app.services.errors import InvalidRequestError, TooManyComparisonsError
from dashboard_app.web.problems import ValueProblem, problem
from model_bundle.data_checks import DataCheck
from model_bundle.errors import InvalidFormError

DOCUMENT, PAGE = get_route("api.document").path, get_route("api.page").path


def blueprint(get_context: Callable[[], RequestContext]) -> Blueprint:
    """Return the routes; ``get_context`` returns the context of the request; the guard has run before it."""
    api = Blueprint("api", __name__)
    for operation in OPERATIONS:
        api.add_url_rule(
            operation.route.rule, operation.name, _view(operation, get_context), methods=[operation.method]
        )
    api.add_url_rule(DOCUMENT, "document", lambda: _json(json.dumps(document(get_context().active_bundle))))

    @api.get(PAGE)
    def page() -> str:
        ctx = get_context()
        return render_template(
            "api.html",
            operations=operation_views(ctx.active_bundle, ctx.translator),
            schemas=schema_views(ctx.active_bundle, ctx.translator),
            document=address(DOCUMENT),
        )

    api.register_error_handler(UnreadableError, lambda error: problem(422, errors=error.errors))
    # Their sentences say what was got and what to do; they hold nothing but what was sent.
    api.register_error_handler(InvalidRequestError, lambda error: problem(422, str(error)))
    api.register_error_handler(
        DataCheckError, lambda error: problem(409, errors=[_impossible(check) for check in error.checks])
    )
    api.register_error_handler(InvalidFormError, lambda error: problem(422, str(error)))
    api.register_error_handler(TooManyComparisonsError, _refuse_more)
    return api


def _refuse_more(error: TooManyComparisonsError) -> Response:
    response = problem(429, str(error))
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _view(operation: Operation, get_context: Callable[[], RequestContext]) -> Callable[..., Response]:
    def answer(**variables: str) -> Response:
        arguments: dict[str, Any] = dict(variables)
        query = read_query(operation.query)
        if operation.query.model_fields:
            arguments["query"] = query
        if operation.body:
            arguments["body"] = read_body(operation.body)
        response_model = operation.function(get_context(), **arguments)
        return _json(response_model.model_dump_json())

    return answer


def _impossible(check: DataCheck) -> ValueProblem:
    return ValueProblem(where=f"/data/{check.table}/{check.column}", message=f"{check.value}: must be {check.allowed}")


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")
