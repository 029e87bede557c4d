"""The routes of the API: each operation read, answered by its function, and written as JSON."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import MethodNotAllowed

from dashboard_app import routes
from dashboard_app.addresses import address
from dashboard_app.api.document import document
from dashboard_app.api.operations import OPERATIONS, Operation
from dashboard_app.api.page import operation_views, schema_views
from dashboard_app.api.reading import UnreadableError, read_body, read_query
from dashboard_app.context import RequestContext
from dashboard_app.services.data_checks import DataCheckError
from dashboard_app.services.errors import InvalidRequestError, TooManyComparisonsError
from dashboard_app.web.problems import ValueProblem, problem
from model_bundle.data_checks import DataCheck
from model_bundle.errors import InvalidFormError

DOCUMENT = f"{routes.API_ROOT}/openapi.json"
PAGE = "/api/docs"


def blueprint(get_context: Callable[[], RequestContext]) -> Blueprint:
    """Return the routes; ``get_context`` returns the context of the request; the guard has run before it."""
    routes = Blueprint("api", __name__)
    for operation in OPERATIONS:
        routes.add_url_rule(operation.rule, operation.name, _view(operation, get_context), methods=[operation.method])
        if operation.method != "GET":
            # Dash draws a page for every GET that no other rule takes.
            routes.add_url_rule(operation.rule, f"not_{operation.name}", _refuse_get(operation), methods=["GET"])
    routes.add_url_rule(DOCUMENT, "document", lambda: _json(json.dumps(document(get_context().active_bundle))))

    @routes.get(PAGE)
    def page() -> str:
        ctx = get_context()
        return render_template(
            "api.html",
            operations=operation_views(ctx.active_bundle, ctx.translator),
            schemas=schema_views(ctx.active_bundle, ctx.translator),
            document=address(DOCUMENT),
        )

    routes.register_error_handler(UnreadableError, lambda error: problem(422, errors=error.errors))
    # Their sentences say what was got and what to do; they hold nothing but what was sent.
    routes.register_error_handler(InvalidRequestError, lambda error: problem(422, str(error)))
    routes.register_error_handler(
        DataCheckError, lambda error: problem(409, errors=[_impossible(check) for check in error.checks])
    )
    routes.register_error_handler(InvalidFormError, lambda error: problem(422, str(error)))
    routes.register_error_handler(TooManyComparisonsError, _refuse_more)
    return routes


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
        found = operation.function(get_context(), **arguments)
        return _json(found.model_dump_json())

    return answer


def _impossible(check: DataCheck) -> ValueProblem:
    return ValueProblem(where=f"/data/{check.table}/{check.column}", message=f"{check.value}: must be {check.allowed}")


def _refuse_get(operation: Operation) -> Callable[..., Response]:
    def refuse(**_variables: str) -> Response:
        raise MethodNotAllowed(valid_methods=["OPTIONS", operation.method])

    return refuse


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")
