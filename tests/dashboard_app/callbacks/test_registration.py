"""A callback is entered by its roles only, even behind a guard that slept."""

import pytest
from dash import Dash, Input, Output
from werkzeug.exceptions import Forbidden

from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.events import Action
from tests.dashboard_app.callbacks.asking import context_as
from tests.dashboard_app.services.people import ADMIN, ADVISER


@pytest.fixture
def registered():
    """A function: who asks to the registered callback, what it was entered with, and the table of roles."""

    def register(actor):
        app, entered = Dash("registration_probe"), []
        callbacks = Callbacks(app, lambda: context_as(actor, None))

        def answer(ctx, value):
            entered.append((ctx.actor, value))
            return value

        output, given = Output("out", "children"), Input("in", "value")
        callbacks.add(answer, output, given, capability=Capability.READ_DRIFT)
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
    assert unwrapped(app)(5) == 5
    assert entered == [(ADMIN, 5)]


@pytest.mark.case(18)
def test_who_may_not_is_stopped_before_the_body(registered):
    _, entered, _, app = registered(ADVISER)
    with pytest.raises(Forbidden):
        unwrapped(app)(5)
    assert entered == []
    assert ADVISER.recorder.events[-1][1].action is Action.REFUSED


def test_the_function_stays_a_plain_one(registered):
    _, _, answer, _ = registered(ADVISER)
    assert answer(context_as(ADVISER, None), 7) == 7
