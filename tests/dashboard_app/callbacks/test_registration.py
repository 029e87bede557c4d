"""A callback is entered by its roles only, even behind a guard that slept."""

from collections.abc import Mapping

import pytest
from dash import Dash, Input, Output
from werkzeug.exceptions import Forbidden

from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.events import Action
from dashboard_app.services.errors import InvalidRequestError
from tests.dashboard_app.callbacks.asking import context_as
from tests.dashboard_app.services.people import ADMIN, ADVISER


@pytest.fixture
def registered():
    """A function: who asks to the registered callback, what it was entered with, and the table of roles."""

    def register(actor):
        app, entered = Dash("registration_probe"), []
        callbacks = Callbacks(app, lambda: context_as(actor, None))

        def answer(ctx, *, value: int):
            entered.append((ctx.actor, value))
            return value

        output, given = Output("out", "children"), Input("in", "value")
        callbacks.add(answer, output=output, inputs={"value": given}, capability=Capability.READ_DRIFT)
        return callbacks, entered, answer, app

    return register


def unwrapped(app):
    """The function that was given to Dash."""
    return app.callback_map["out.children"]["callback"].__wrapped__


def test_the_capabilities_stand_in_the_table(registered):
    callbacks, *_ = registered(ADMIN)
    assert callbacks.capabilities == {"out.children": Capability.READ_DRIFT}


def test_who_may_is_let_in_with_their_ask(registered):
    _, entered, _, app = registered(ADMIN)
    assert unwrapped(app)(value=5) == 5
    assert entered == [(ADMIN, 5)]


@pytest.mark.case(18)
def test_who_may_not_is_stopped_before_the_body(registered):
    _, entered, _, app = registered(ADVISER)
    with pytest.raises(Forbidden):
        unwrapped(app)(value=5)
    assert entered == []
    assert ADVISER.recorder.events[-1][1].action is Action.REFUSED


def test_the_function_stays_a_plain_one(registered):
    _, _, answer, _ = registered(ADVISER)
    assert answer(context_as(ADVISER, None), value=7) == 7


@pytest.fixture
def named():
    """A callback whose inputs are named: what it was entered with, and the function that was given to Dash."""
    app, entered = Dash("registration_probe_of_names"), []
    callbacks = Callbacks(app, lambda: context_as(ADMIN, None))

    def answer(_ctx, *, path: str | None, choices: Mapping[str, object], clicks: int | None = None):
        entered.append((path, choices, clicks))
        return path

    inputs = {"path": Input("in", "value"), "choices": {"a": Input("a", "value")}, "clicks": Input("b", "n_clicks")}
    callbacks.add(answer, output=Output("out", "children"), inputs=inputs, capability=Capability.READ_DRIFT)
    return entered, unwrapped(app)


def test_named_inputs_come_by_their_names(named):
    entered, answer = named
    answer(path="/", choices={"a": ["x"]}, clicks=2)
    assert entered == [("/", {"a": ["x"]}, 2)]


@pytest.mark.parametrize(
    "wrong", [{"path": 7}, {"path": ["/"]}, {"choices": "a"}, {"clicks": "often"}, {"clicks": 0.5}]
)
def test_what_is_not_of_the_type_of_its_input_is_refused(named, wrong):
    entered, answer = named
    with pytest.raises(InvalidRequestError, match=f"'{next(iter(wrong))}'.*Reload the page"):
        answer(**{"path": None, "choices": {}, "clicks": None, **wrong})
    assert entered == []


def by_position(_ctx, value: str):
    return value


def of_any_kind(_ctx, *, value: object):
    return value


def of_no_kind(_ctx, *, value):
    return value


@pytest.mark.parametrize("function", [by_position, of_any_kind, of_no_kind])
def test_an_input_without_a_name_and_a_type_is_not_registered(function):
    callbacks = Callbacks(Dash("registration_probe_of_types"), lambda: context_as(ADMIN, None))
    with pytest.raises(TypeError, match=f"{function.__name__} takes .'value'.*annotate each input"):
        callbacks.add(
            function,
            output=Output("out", "children"),
            inputs={"value": Input("in", "value")},
            capability=Capability.READ_DRIFT,
        )
