"""The API page: the OpenAPI document in readable form, in the user's language."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dashboard_app.addresses import address
from dashboard_app.api.document import TABLES, parameters, schemas
from dashboard_app.api.operations import OPERATIONS, Operation
from dashboard_app.components.actions import ROLE_NAMES
from dashboard_app.i18n.translator import Translator
from dashboard_app.i18n.values import text_in
from dashboard_app.store import ActiveBundle
from dashboard_app.web.problems import DETAILS

_SHOWN_VALUES = 12
"""More values than this are counted, and named in the document alone."""


@dataclass(frozen=True)
class FieldView:
    """One parameter or field; ``link`` is the name in ``kind`` that is a schema of its own."""

    name: str
    kind: str
    description: str
    link: str | None = None
    is_required: bool = False
    default: str | None = None
    values: tuple[str, ...] = ()
    values_left_out: int = 0


@dataclass(frozen=True)
class OperationView:
    """One operation as it is read."""

    name: str
    method: str
    path: str
    summary: str
    roles: tuple[str, ...]
    scope: str
    of_own_client: bool
    parameters: tuple[FieldView, ...]
    body: str | None
    result: str
    statuses: tuple[tuple[int, str], ...]
    example: str


@dataclass(frozen=True)
class SchemaView:
    """One schema: its fields, or the values it allows."""

    name: str
    fields: tuple[FieldView, ...]
    values: tuple[str, ...]
    choices: tuple[str, ...]


def operation_views(active_bundle: ActiveBundle, translator: Translator) -> list[OperationView]:
    """Return every operation."""
    return [_operation(operation, active_bundle, translator) for operation in OPERATIONS]


def schema_views(active_bundle: ActiveBundle, translator: Translator) -> list[SchemaView]:
    """Return every schema by name."""
    columns = active_bundle.bundle.catalogue.columns
    views = []
    for name, schema in schemas(active_bundle).items():
        # The columns of the tables have their texts in the catalogue, all others in the catalogues of the pages.
        of_columns = name in TABLES.values()
        fields = tuple(
            _field(
                field,
                of,
                text_in(translator, columns[field].label) if of_columns and field in columns else _text(of, translator),
                is_required=field in schema.get("required", []),
            )
            for field, of in schema.get("properties", {}).items()
        )
        choices = tuple(part["$ref"].rpartition("/")[2] for part in schema.get("oneOf", []))
        views.append(SchemaView(name, fields, tuple(schema.get("enum", [])), choices))
    return views


def _operation(operation: Operation, active_bundle: ActiveBundle, translator: Translator) -> OperationView:
    return OperationView(
        name=operation.name,
        method=operation.method,
        path=address(operation.rule).replace("<", "{").replace(">", "}"),
        summary=translator.gettext(operation.summary),
        roles=tuple(translator.gettext(ROLE_NAMES[role]) for role in sorted(operation.roles)),
        scope=operation.scope.value,
        of_own_client=operation.names_a_client,
        parameters=tuple(
            _field(
                parameter["name"], parameter["schema"], _text(parameter, translator), is_required=parameter["required"]
            )
            for parameter in parameters(operation, active_bundle)
        ),
        body=operation.body.__name__ if operation.body else None,
        result=operation.result.__name__,
        statuses=tuple((status, translator.gettext(DETAILS[status])) for status in operation.statuses),
        example=_example(operation),
    )


def _example(operation: Operation) -> str:
    path = address(operation.rule).replace("<", "{").replace(">", "}")
    if operation.body:
        lines = [
            f"{operation.method} {path}",
            "Content-Type: application/json",
            "X-CSRFToken: …",
            "",
            json.dumps(operation.example, indent=2),
        ]
        return "\n".join(lines)
    return f"{operation.method} {path}" + (f"?{urlencode(operation.example)}" if operation.example else "")


def _field(name: str, schema: dict[str, Any], description: str, *, is_required: bool) -> FieldView:
    values = tuple(str(value) for value in schema.get("enum", []) if value is not None)
    default = schema.get("default")
    return FieldView(
        name=name,
        kind=_kind(schema),
        description=description,
        link=_link(schema),
        is_required=is_required,
        default=None if default in (None, [], {}) else str(default),
        values=values if len(values) <= _SHOWN_VALUES else values[:3],
        values_left_out=0 if len(values) <= _SHOWN_VALUES else len(values) - 3,
    )


def _kind(schema: dict[str, Any]) -> str:
    """Return a type in the words of JSON: integer, Reason[], string | null."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_kind(part) for part in schema["anyOf"])
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        return " | ".join(kind)
    if kind == "array":
        return f"{_kind(schema['items'])}[]"
    return str(kind)


def _link(schema: dict[str, Any]) -> str | None:
    parts = [schema, schema.get("items", {}), *schema.get("anyOf", [])]
    return next((str(part["$ref"]).rpartition("/")[2] for part in parts if "$ref" in part), None)


def _text(described: dict[str, Any], translator: Translator) -> str:
    description = described.get("description", "")
    return translator.gettext(description) if description else ""
