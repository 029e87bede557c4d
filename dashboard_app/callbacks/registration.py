"""Registers callbacks: each with the roles that may call it, and with the request context as its first argument."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import wraps
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, callback_context
from dash.exceptions import MissingCallbackContextException
from flask import abort

from dashboard_app.actor import Role
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.context import RequestContext
from dashboard_app.events import Action, Event
from dashboard_app.ids import Frame
from dashboard_app.instrumentation import CALLBACK_SECONDS


class Callbacks:
    """The callbacks of one application, and the capability that each belongs to."""

    def __init__(self, app: Dash, get_context: Callable[[], RequestContext]) -> None:
        self._app = app
        self._get_context = get_context
        self.capabilities: dict[str, Capability] = {}
        self._commands: set[str] = set()

    def add(
        self,
        function: Callable[..., Any],
        *dependencies: Any,  # noqa: ANN401  Dash takes outputs, inputs, states, and lists of them
        capability: Capability,
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Register ``function(ctx, *inputs)``; the guard refuses who lacks the capability before it is entered."""
        page = function.__module__.rpartition(".")[2]
        seconds = CALLBACK_SECONDS.labels(f"{page}.{function.__name__}")

        @wraps(function)
        def answer(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            ctx = self._get_context()
            # The guard has asked already; a way around it would end here.
            if not is_allowed(ctx.actor.role, capability):
                ctx.actor.recorder.log_refusal(Event(Action.REFUSED, detail=capability.value))
                abort(403)
            ctx = replace(ctx, is_redraw=_is_redraw())
            with seconds.time():
                return function(ctx, *args, **kwargs)

        known = set(self._app.callback_map)
        self._app.callback(*dependencies, **options)(answer)
        for output in set(self._app.callback_map) - known:
            self.capabilities[output] = capability

    def add_command(
        self,
        function: Callable[..., Any],
        *outputs: Output,
        command: StrEnum,
        capability: Capability,
    ) -> None:
        """Register a callback that changes something when a command is written to a store.

        The page never sends it twice by itself: `commands_of` tells it which callbacks these are.
        """
        known = set(self.capabilities)
        self.add(function, *outputs, Input(command, "data"), capability=capability, prevent_initial_call=True)
        self._commands |= set(self.capabilities) - known

    def commands_of(self, role: Role) -> list[str]:
        """Return the callbacks that change something and that a role may call, by their outputs."""
        return sorted(output for output in self._commands if is_allowed(role, self.capabilities[output]))

    def add_clientside(
        self,
        namespace: str,
        function: str,
        *dependencies: Any,  # noqa: ANN401
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Register a named function of a file in ``assets/js``; it runs in the browser and reaches no data."""
        self._app.clientside_callback(ClientsideFunction(namespace, function), *dependencies, **options)


def _is_redraw() -> bool:
    """Say whether the theme alone has changed."""
    try:
        changed = set(callback_context.triggered_prop_ids)
    except MissingCallbackContextException:
        # The function is called directly, and not by Dash.
        return False
    return changed == {f"{Frame.THEME}.data"}
