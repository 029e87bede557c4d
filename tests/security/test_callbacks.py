"""Callbacks: each has its roles, and a request that does not fit is refused without a stack."""

import json

import pytest
from dash import Input, Output, State
from pydantic import JsonValue

from dashboard_app.app import create_app
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError, UnknownClientError
from dashboard_app.web.flask_config import LARGEST_BODY
from tests.conftest import call, callback_body
from tests.security.test_guard import ROUTER

OUT = "probe-out.children"


@pytest.fixture
def probe(monkeypatch, settings, shell_store):
    """An application with one more callback, for administrators, and what it was called with."""
    calls = []

    def answer(ctx, *, value: JsonValue, state: JsonValue):
        calls.append((ctx.actor.name, value, state))
        if isinstance(value, str) and value.startswith("raise"):
            raise {
                "raise": RuntimeError("the password of /etc/secret is 1234"),
                "raise unknown": UnknownClientError("client 7 of B"),
                "raise role": NotAllowedError("role"),
                "raise value": InvalidRequestError("value"),
            }[value]
        return f"{value}"

    def register(callbacks: Callbacks):
        callbacks.add(
            answer,
            output=Output("probe-out", "children"),
            inputs={"value": Input("probe-in", "value")},
            state={"state": State("probe-state", "data")},
            capability=Capability.READ_DRIFT,
        )

    monkeypatch.setattr("dashboard_app.app.register_all", register)
    return create_app(settings, shell_store), calls


@pytest.fixture
def app(probe):
    return probe[0]


@pytest.mark.case(39)
def test_every_callback_that_runs_here_has_its_roles(app, settings, shell_store, monkeypatch):
    made = []
    monkeypatch.setattr(
        "dashboard_app.app.Guard", lambda app, capabilities, bearer: made.append(capabilities) or _Open()
    )
    app = create_app(settings, shell_store)

    on_server = {output for output, registered in app.callback_map.items() if "callback" in registered}
    assert on_server == set(made[0])
    assert all(made[0].values())


class _Open:
    def check(self):
        return None


def test_a_role_that_may_calls(probe, sign_in):
    app, calls = probe
    answer = call(sign_in("admin"), app, OUT, [5, 6])

    assert answer.status_code == 200
    assert answer.get_json()["response"] == {"probe-out": {"children": "5"}}
    assert calls == [("admin", 5, 6)]


@pytest.mark.case(18)
@pytest.mark.parametrize("name", ["adviser", "customer"])
def test_a_role_that_may_not_does_not_enter_the_body(probe, sign_in, name):
    app, calls = probe

    assert call(sign_in(name), app, OUT, [5, 6]).status_code == 403
    assert calls == []


def changed(body, **changes):
    return {**body, **changes}


def spoiled_bodies(app):
    body = callback_body(app, OUT, [1, 2])
    inputs, state = body["inputs"], body["state"]
    yield from ({}, [], None, "x", 7, True)
    yield changed(body, output=None)
    yield changed(body, output=["probe-out.children"])
    yield changed(body, output="unknown.children")
    yield changed(body, output="frame-arrived.data")
    yield {key: value for key, value in body.items() if key != "inputs"}
    yield {key: value for key, value in body.items() if key != "outputs"}
    yield changed(body, inputs=[])
    yield changed(body, inputs=inputs * 2)
    yield changed(body, inputs={"id": 1})
    yield changed(body, inputs=[7])
    yield changed(body, inputs=[[inputs[0]]])
    yield changed(body, inputs=[{**inputs[0], "id": "probe-state"}])
    yield changed(body, inputs=[{**inputs[0], "property": "data"}])
    yield changed(body, inputs=[{"value": 1}])
    yield changed(body, state=inputs)
    yield changed(body, inputs=state, state=inputs)
    yield changed(body, outputs=[])
    yield changed(body, outputs={"id": "frame-page", "property": "children"})
    yield changed(body, outputs=[body["outputs"]])
    yield changed(body, changedPropIds=7)
    yield changed(body, changedPropIds=[{}])


@pytest.mark.case(29)
def test_what_does_not_fit_is_refused(probe, sign_in):
    app, calls = probe
    browser = sign_in("admin")
    for body in spoiled_bodies(app):
        answer = call(browser, app, OUT, data=json.dumps(body), content_type="application/json")
        assert answer.status_code == 400, body
        assert "Traceback" not in answer.text
    assert calls == []


@pytest.mark.case(29)
@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"output": ' + b"9" * 5000 + b"}", 400),
        (b'{"x": "' + b"x" * LARGEST_BODY + b'"}', 413),
    ],
    ids=["empty", "cut", "not utf-8", "deep", "long number", "large"],
)
def test_what_is_not_json_is_refused(app, sign_in, data, status):
    answer = call(sign_in("admin"), app, OUT, data=data, content_type="application/json")
    assert answer.status_code == status
    assert answer.is_json


@pytest.mark.case(27)
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_another_content_type_is_refused(app, sign_in, content_type):
    answer = call(sign_in("admin"), app, OUT, data=json.dumps(callback_body(app, OUT)), content_type=content_type)
    assert answer.status_code in {400, 415}


@pytest.mark.case(27)
@pytest.mark.parametrize("token", ["", "wrong", None])
def test_a_forged_request_is_refused(probe, sign_in, token):
    app, calls = probe
    headers = {} if token is None else {"X-CSRFToken": token}
    answer = sign_in("admin").post("/_dash-update-component", json=callback_body(app, OUT), headers=headers)

    assert answer.status_code == 400
    assert calls == []


@pytest.mark.case(30)
def test_a_failure_says_a_reference_and_nothing_else(app, sign_in, caplog):
    answer = call(sign_in("admin"), app, OUT, ["raise", None])

    assert answer.status_code == 500
    reference = answer.get_json()["reference"]
    assert all(word not in answer.text for word in ("password", "secret", "Traceback", "RuntimeError"))
    assert f"Reference {reference}" in caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.case(30)
@pytest.mark.parametrize(("value", "status"), [("raise unknown", 404), ("raise role", 403), ("raise value", 400)])
def test_what_a_service_refuses_has_its_status(app, sign_in, value, status):
    answer = call(sign_in("admin"), app, OUT, [value, None])

    assert answer.status_code == status
    assert "client 7" not in answer.text


def test_the_router_is_a_callback_like_the_others(app, sign_in):
    answer = call(sign_in("adviser"), app, ROUTER, ["/model"])
    assert answer.get_json()["response"]["frame-place"]["data"]["path"] == "/model"
