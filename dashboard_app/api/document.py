"""The OpenAPI 3.1 document: made from the table of operations, the models, and what the active bundle allows."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from dashboard_app import routes
from dashboard_app.addresses import address
from dashboard_app.api.operations import OPERATIONS, Operation
from dashboard_app.api.values import CLIENT_NUMBER
from dashboard_app.client_number import LARGEST_NUMBER
from dashboard_app.store import ActiveBundle
from dashboard_app.web import problems
from dashboard_app.web.flask_config import SESSION_COOKIE
from model_bundle.catalogue import CatalogueEntry
from model_bundle.column_limits import ColumnLimits
from model_bundle.form_limits import REQUIRED, get_limits, known_texts
from model_bundle.form_values import LARGEST_INTEGER
from model_bundle.home_credit import KEY
from model_bundle.version import VERSION

Json = dict[str, Any]
_REF = "#/components/schemas/{model}"
FORM = "application"
TABLES = {FORM: "ApplicationForm", "history": "History"}
_TYPES: Mapping[str, Json] = {
    "BIGINT": {"type": ["integer", "null"], "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER},
    "DOUBLE": {"type": ["number", "null"]},
    "VARCHAR": {"type": ["string", "null"]},
}
_INFO = {
    "title": "Clairscore",
    "version": VERSION,
    "description": (
        "Scores, explanations and comparisons of credit applications. Send a token of the API, which an administrator "
        "makes for an account and for some scopes; or sign in as on the pages and send the cookie of the session. "
        "With the cookie, a POST also carries the token against forged requests: the value of the cookie _csrf_token, "
        "which every page sets, in the header X-CSRFToken; over TLS it carries a Referer of this site too. "
        "Null stands for what is not known."
    ),
}
_SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of the API, cs_…. What an operation takes of scopes stands with it.",
    },
    "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE, "description": "The cookie of the session."},
    "token": {"type": "apiKey", "in": "header", "name": "X-CSRFToken", "description": "The cookie _csrf_token."},
}


class _Schemas(GenerateJsonSchema):
    """Pydantic's schemas without a title for every field, which would say its name again."""

    def field_title_should_be_set(self, _schema: Any) -> bool:  # noqa: ANN401
        return False


def document(active_bundle: ActiveBundle) -> Json:
    """Return the document for the active bundle: its columns, its features, its families are named in it."""
    return {
        "openapi": "3.1.1",
        "info": _INFO,
        "servers": [{"url": address(routes.API_ROOT)}],
        "security": [{"bearer": []}, {"session": []}],
        "paths": {
            _build_path(operation): {operation.method.lower(): _operation(operation, active_bundle)}
            for operation in OPERATIONS
        },
        "components": {"schemas": schemas(active_bundle), "securitySchemes": _SECURITY},
    }


def schemas(active_bundle: ActiveBundle) -> dict[str, Json]:
    """Return every schema by name."""
    models: dict[type[BaseModel], JsonSchemaMode] = {problems.Problem: "serialization"}
    for operation in OPERATIONS:
        models[operation.result] = "serialization"
        if operation.body:
            models[operation.body] = "validation"
    _, generated = models_json_schema(list(models.items()), ref_template=_REF, schema_generator=_Schemas)
    definitions: dict[str, Json] = generated["$defs"]
    inputs = active_bundle.bundle.manifest.inputs.model_dump()
    for table, name in TABLES.items():
        description = definitions["NewApplication"]["properties"][table]["description"]
        definitions["NewApplication"]["properties"][table] = {
            "$ref": _REF.format(model=name),
            "description": description,
        }
        definitions[name] = (
            _form(inputs[table], active_bundle) if table == FORM else _table(inputs[table], active_bundle)
        )
    return dict(sorted(definitions.items()))


def parameters(operation: Operation, active_bundle: ActiveBundle) -> list[Json]:
    """Return the parameters of an operation, those of its path first."""
    parameter_objects: list[Json] = []
    if operation.names_a_client:
        number = {"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}
        parameter_objects.append(
            {"name": "client_id", "in": "path", "required": True, "description": CLIENT_NUMBER, "schema": number}
        )
    schema = operation.query.model_json_schema(schema_generator=_Schemas)
    choices = operation.choices(active_bundle) if operation.choices else {}
    for name, of in schema.get("properties", {}).items():
        allowed = {"enum": list(choices[name])} if name in choices else {}
        parameter_objects.append(
            {
                "name": name,
                "in": "query",
                "required": name in schema.get("required", []),
                "description": of["description"],
                "schema": _parameter_schema(of, schema.get("$defs", {})) | allowed,
            }
        )
    return parameter_objects


def _operation(operation: Operation, active_bundle: ActiveBundle) -> Json:
    roles = ", ".join(sorted(operation.roles))
    own = " A customer may ask for their own number only." if operation.names_a_client else ""
    operation_object: Json = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"Roles: {roles}.{own} Scope: {operation.scope.value}.",
        "security": [{"bearer": [operation.scope.value]}, {"session": []}],
        "parameters": parameters(operation, active_bundle),
        "responses": {
            "200": _response("The answer.", "application/json", operation.result.__name__),
            **{
                str(status): _response(problems.DETAILS[status], problems.MEDIA_TYPE, problems.Problem.__name__)
                for status in operation.statuses
            },
        },
    }
    if operation.body:
        content = {"schema": _reference(operation.body.__name__), "examples": {"form": {"value": operation.example}}}
        operation_object["requestBody"] = {"required": True, "content": {"application/json": content}}
        operation_object["security"][1]["token"] = []
    return operation_object


def _build_path(operation: Operation) -> str:
    return operation.path.replace("<", "{").replace(">", "}")


def _reference(name: str) -> Json:
    return {"$ref": _REF.format(model=name)}


def _response(description: str, media_type: str, name: str) -> Json:
    return {"description": description, "content": {media_type: {"schema": _reference(name)}}}


def _parameter_schema(schema: Json, definitions: Mapping[str, Json]) -> Json:
    """Return the schema of a parameter: one that is not given is left out, and never null; an enumeration is whole."""
    kind = next((kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}), schema)
    named = definitions[kind["$ref"].rpartition("/")[2]] if "$ref" in kind else {}
    default = {} if schema.get("default") is None else {"default": schema["default"]}
    dropped = {"anyOf", "$ref", "default", "description", "title"}
    return {name: value for name, value in {**named, **kind}.items() if name not in dropped} | default


def _table(columns: Mapping[str, str], active_bundle: ActiveBundle) -> Json:
    entries = active_bundle.bundle.catalogue.columns
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            # The number of an application that is not filed does not exist.
            name: {**_TYPES[kind], "title": entries[name].label.en, "description": entries[name].definition.en}
            for name, kind in columns.items()
            if name != KEY
        },
    }


def _form(columns: Mapping[str, str], active_bundle: ActiveBundle) -> Json:
    entries = active_bundle.bundle.catalogue.columns
    table = _table(columns, active_bundle)
    for name, schema in table["properties"].items():
        schema |= _possible(name, entries[name])
    return {**table, "required": list(REQUIRED)}


def _range(limits: ColumnLimits) -> Json:
    """Return the range of a number; what is allowed outside of it is another choice."""
    integer_only: Json = {"multipleOf": 1} if limits.is_whole else {}
    inside: Json = {"minimum": limits.lowest, "maximum": limits.highest}
    if not limits.also:
        return inside | integer_only
    return {"anyOf": [inside, *({"const": value} for value in limits.also)], **integer_only}


def _possible(name: str, entry: CatalogueEntry) -> Json:
    """Return what a value of the form must be beside its type."""
    limits, texts = get_limits(name), known_texts(entry)
    value_schema: Json = {} if texts is None else {"enum": [*texts, None]}
    if limits:
        value_schema |= _range(limits)
    if name in REQUIRED:
        # Required, and not by a null.
        value_schema["type"] = "number"
    return value_schema
