"""The document says what the API does, for the active bundle, and tells nothing that is not everybody's."""

import json
import re

import jsonschema_rs
import pytest

from dashboard_app.actor import Role
from dashboard_app.api.operations import OPERATIONS
from dashboard_app.i18n.catalogues import collect
from tests.dashboard_app.api.asking import ROOT, get, post

SIX_DIGITS = re.compile(r"(?<![\d.])\d{6}(?![\d.])")


@pytest.fixture(scope="module")
def document(people):
    return get(people["adviser"], "/openapi.json").get_json()


def operations_of(document):
    return {
        (method.upper(), path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def references_in(part):
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for value in part.values():
            yield from references_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from references_in(value)


def test_it_names_every_operation_once(document):
    assert document["openapi"].startswith("3.1.")
    assert document["servers"] == [{"url": ROOT}]
    found = {key: operation["operationId"] for key, operation in operations_of(document).items()}
    assert found == {
        (operation.method, re.sub(r"<(\w+)>", r"{\1}", operation.path)): operation.name for operation in OPERATIONS
    }


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_the_same_document(document, people, role):
    assert get(people[role], "/openapi.json").get_json() == document


def test_every_schema_is_valid_and_every_reference_leads_somewhere(document):
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.Draft202012Validator({**schema, "components": document["components"]})
    names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references_in(document)) <= names
    used = {reference.rpartition("/")[2] for reference in references_in(document)}
    assert set(document["components"]["schemas"]) <= used, "a schema that nothing uses"


def test_every_operation_tells_its_refusals_as_problems(document):
    for operation in operations_of(document).values():
        assert {"200", "401", "422", "500"} <= set(operation["responses"])
        for status, answer in operation["responses"].items():
            media_type = "application/json" if status == "200" else "application/problem+json"
            assert list(answer["content"]) == [media_type]
            assert answer["description"]


def test_every_parameter_is_explained(document):
    for operation in operations_of(document).values():
        for parameter in operation["parameters"]:
            assert parameter["description"].endswith(".")
            assert "null" not in json.dumps(parameter["schema"])


def test_the_form_says_what_is_required_and_what_can_be(document):
    form = document["components"]["schemas"]["ApplicationForm"]
    assert set(form["required"]) == {"AMT_INCOME_TOTAL", "AMT_CREDIT", "AMT_ANNUITY"}
    assert form["properties"]["AMT_CREDIT"]["minimum"] > 0
    assert form["properties"]["EXT_SOURCE_2"]["maximum"] == 1
    inside, no_date = form["properties"]["DAYS_EMPLOYED"]["anyOf"]
    assert (inside["maximum"], no_date["const"]) == (0, 365_243)
    assert {"M", "F", "XNA", None} <= set(form["properties"]["CODE_GENDER"]["enum"])


def test_the_form_has_the_columns_of_the_bundle_with_their_types(document, active_bundle):
    kinds = {"BIGINT": "integer", "DOUBLE": "number", "VARCHAR": "string"}
    inputs = active_bundle.bundle.manifest.inputs
    for name, columns in (("ApplicationForm", inputs.application), ("History", inputs.history)):
        schema = document["components"]["schemas"][name]
        assert schema["additionalProperties"] is False
        assert {column: found["type"] for column, found in schema["properties"].items()} == {
            column: kinds[kind] if column in schema.get("required", ()) else [kinds[kind], "null"]
            for column, kind in columns.items()
            if column != "SK_ID_CURR"
        }


def test_choices_are_those_of_the_bundle(document, active_bundle):
    found = {
        parameter["name"]: parameter["schema"].get("enum")
        for parameter in operations_of(document)["GET", "/population/histogram"]["parameters"]
    }
    assert found["feature"] == list(active_bundle.feature_index)
    assert found["income"] == sorted(set(active_bundle.bundle.population["application.NAME_INCOME_TYPE"].to_pylist()))
    assert found["basis"] == ["outcome", "decision"]


def test_the_examples_work(document, adviser):
    for operation in OPERATIONS:
        if operation.body:
            answer = post(adviser, operation.path, operation.example)
        elif operation.example:
            answer = get(adviser, operation.path, query_string=operation.example)
        else:
            continue
        assert answer.status_code == 200, (operation.name, answer.text)


def test_every_operation_says_by_what_it_is_asked(document):
    schemes = document["components"]["securitySchemes"]
    assert (schemes["bearer"]["type"], schemes["bearer"]["scheme"]) == ("http", "bearer")
    assert schemes["token"]["name"] == "X-CSRFToken"
    assert document["security"] == [{"bearer": []}, {"session": []}]
    by_name = {operation.name: operation for operation in OPERATIONS}
    for (method, _), operation in operations_of(document).items():
        scope = by_name[operation["operationId"]].scope.value
        by_cookie = {"session": [], "token": []} if method == "POST" else {"session": []}
        assert operation["security"] == [{"bearer": [scope]}, by_cookie]
        assert f"Scope: {scope}." in operation["description"]


@pytest.mark.case(16)
def test_it_holds_no_number_of_anybody(document, active_bundle):
    everybody = {*active_bundle.client_ids.tolist(), *active_bundle.bundle.population["SK_ID_CURR"].to_pylist()}
    assert set(map(int, SIX_DIGITS.findall(json.dumps(document)))) & everybody == set()


def test_what_it_says_of_fields_and_refusals_is_translated(document):
    """The page shows these texts in the language of the person: each must be in the catalogues."""
    collected = {message.id for message in collect() if isinstance(message.id, str)}
    tables = {"ApplicationForm", "History"}
    fields = [
        field["description"]
        for name, schema in document["components"]["schemas"].items()
        if name not in tables
        for field in schema.get("properties", {}).values()
        if "description" in field
    ]
    parameters = [
        parameter["description"]
        for operation in operations_of(document).values()
        for parameter in operation["parameters"]
    ]
    refusals = [
        answer["description"]
        for operation in operations_of(document).values()
        for status, answer in operation["responses"].items()
        if status != "200"
    ]
    assert {*fields, *parameters, *refusals} <= collected
