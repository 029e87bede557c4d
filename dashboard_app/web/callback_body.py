"""The body of a callback request, checked before Dash sees it: what does not fit is refused, with 400 and no stack.

Dash itself trusts ids, properties and shapes that the browser sends, and answers 500 where they surprise it.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from flask import abort, request

JsonObject = dict[str, Any]


def read_body(callback_map: Mapping[str, JsonObject]) -> JsonObject:
    """Return the body of this request, if it fits the callback that it names.

    Raises
    ------
    BadRequest
        It does not.
    """
    try:
        body = request.get_json()
    except (ValueError, RecursionError):
        _refuse()
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        _refuse()
    registered = callback_map.get(body["output"])
    # A callback that runs in the browser has no function here.
    if registered is None or "callback" not in registered:
        _refuse()
    _check_values(body.get("inputs", []), registered["inputs"])
    _check_values(body.get("state", []), registered["state"])
    if not registered["no_output"]:
        _check_outputs(body.get("outputs"), body["output"])
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(name, str) for name in changed):
        _refuse()
    return body


def _check_values(sent: object, declared: list[JsonObject]) -> None:
    if not isinstance(sent, list) or len(sent) != len(declared):
        _refuse()
    for value, expected in zip(sent, declared, strict=True):
        # A pattern that matches many components is sent as a list of them.
        is_pattern = isinstance(expected["id"], str) and expected["id"].startswith("{")
        for part in value if is_pattern and isinstance(value, list) else [value]:
            if not isinstance(part, dict) or part.get("property") != expected["property"]:
                _refuse()
            if not (isinstance(part.get("id"), dict) if is_pattern else part.get("id") == expected["id"]):
                _refuse()


def _check_outputs(sent: object, output: str) -> None:
    many = output.startswith("..")
    names = output.strip(".").split("...") if many else [output]
    parts = sent if many else [sent]
    if not isinstance(parts, list) or len(parts) != len(names):
        _refuse()
    for part, name in zip(parts, names, strict=True):
        if name.startswith("{"):
            continue
        sent_name = f"{part.get('id')}.{part.get('property')}" if isinstance(part, dict) else ""
        if _strip_hash(sent_name) != _strip_hash(name):
            _refuse()


def _strip_hash(name: str) -> str:
    # Dash marks an output that several callbacks write with @ and a hash.
    return name.split("@")[0]


def _refuse() -> NoReturn:
    abort(400)
