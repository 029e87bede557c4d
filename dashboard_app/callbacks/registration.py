"""Registers callbacks: each with the roles that may call it, and with the request context as its first argument."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from typing import Any, get_type_hints

from dash import ClientsideFunction, Dash, Input, Output, State, callback_context
from dash.exceptions import MissingCallbackContextException
from flask import abort
from pydantic import TypeAdapter, ValidationError

from dashboard_app.actor import Role
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.components.elements import to_plain
from dashboard_app.context import RequestContext
from dashboard_app.events import Action, Event
from dashboard_app.ids import FrameIds
from dashboard_app.instrumentation import CALLBACK_SECONDS
from dashboard_app.services.errors import InvalidRequestError

_SHOWN = 40
_ANYTHING = (None, object, Any)
"""What says nothing of a value that a browser sends."""


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
        *,
        output: Any,  # noqa: ANN401  an output, or a list or mapping of them
        inputs: Mapping[str, Any],
        state: Mapping[str, Any] | None = None,
        capability: Capability,
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Register ``function(ctx, *, name=...)``; the guard refuses who lacks the capability before it is entered.

        What comes by the names of ``inputs`` and ``state`` is what the annotations of the function say, or the request
        is refused: browsers send anything.

        Raises
        ------
        TypeError
            The function takes an input by its position, or one that may be any object.
        """
        read = _reader(function)
        page = function.__module__.rpartition(".")[2]
        seconds = CALLBACK_SECONDS.labels(f"{page}.{function.__name__}")

        @wraps(function)
        def answer(**kwargs: Any) -> Any:  # noqa: ANN401
            ctx = self._get_context()
            # The guard checked this already; this is a second line of defence.
            if not is_allowed(ctx.actor.role, capability):
                ctx.actor.recorder.log_refusal(Event(Action.REFUSED, detail=capability.value))
                abort(403)
            ctx = replace(ctx, is_redraw=_is_redraw())
            with seconds.time():
                return to_plain(function(ctx, **read(kwargs)))

        known = set(self._app.callback_map)
        self._app.callback(output=output, inputs=dict(inputs), state=dict(state or {}), **options)(answer)
        for output in set(self._app.callback_map) - known:
            self.capabilities[output] = capability

    def add_command(
        self,
        function: Callable[..., Any],
        *outputs: Output,
        command: StrEnum,
        buttons: Sequence[StrEnum],
        fields: Sequence[str],
        capability: Capability,
    ) -> None:
        """Register a callback that changes something: a button writes its command, with the fields, to a store.

        The page never sends it twice by itself: `get_commands` tells it which callbacks these are.
        """
        self.add_clientside(
            "forms",
            "press",
            Output(command, "data"),
            *(Input(button, "n_clicks") for button in buttons),
            *(State(field, "value") for field in fields),
            prevent_initial_call=True,
        )
        known = set(self.capabilities)
        self.add(
            function,
            output=list(outputs),
            inputs={"command": Input(command, "data")},
            capability=capability,
            prevent_initial_call=True,
        )
        self._commands |= set(self.capabilities) - known

    def add_pager(
        self,
        asked: StrEnum,
        *,
        previous: StrEnum,
        following: StrEnum,
        fields: Iterable[str],
        note: StrEnum | None = None,
    ) -> None:
        """Write to a store which page of a table is asked for: two buttons turn it, another filter leads to the first.

        ``fields`` are the controls of the filters, by whose names the store and the address hold their values.
        ``note``, a message about the address that was opened, disappears with the next choice.
        """
        self.add_clientside(
            "forms",
            "turn",
            [Output(asked, "data"), Output(note, "hidden")] if note else Output(asked, "data"),
            Input(previous, "n_clicks"),
            Input(following, "n_clicks"),
            *(Input(field, "value") for field in fields),
            State(asked, "data"),
            prevent_initial_call=True,
        )

    def add_url_state(
        self,
        address: StrEnum,
        controls: Mapping[str, str],
        *,
        offered: Mapping[str, str] | None = None,
        note: StrEnum | None = None,
    ) -> None:
        """Keep the values of controls in the query of the address; ``address`` is a store on their page.

        ``controls`` holds the id of each control by its name in the query, which is what follows the first dash of the
        id. The first option of the controls in ``offered`` is left out of the address, and Back gives them the value
        that the address had. ``note``, what is said of the address that one came with, goes with the next choice.
        """
        options = [State(name, "options") for name in (offered or {}).values()]
        outputs = [Output(address, "data"), *([Output(note, "hidden")] if note else [])]
        self.add_clientside(
            "urlState",
            "keep",
            outputs if note else outputs[0],
            *(Input(name, "value") for name in controls.values()),
            *options,
            State(FrameIds.PLACE, "data"),
            State(address, "data"),
            prevent_initial_call=True,
        )
        if offered:
            self.add_clientside(
                "urlState",
                "restore",
                [Output(name, "value", allow_duplicate=True) for name in offered.values()],
                Input(FrameIds.URL, "search"),
                *(State(name, "value") for name in offered.values()),
                *options,
                State(FrameIds.PLACE, "data"),
                prevent_initial_call=True,
            )

    def get_commands(self, role: Role) -> list[str]:
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


def _reader(function: Callable[..., Any]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return what reads the named inputs of a callback by its annotations."""
    _, *inputs = signature(function).parameters.values()
    hints = get_type_hints(function)
    loose = [one.name for one in inputs if one.kind is not Parameter.KEYWORD_ONLY or hints.get(one.name) in _ANYTHING]
    if loose:
        raise TypeError(f"{function.__qualname__} takes {loose} untyped or by position. Name and annotate each input.")
    adapters: dict[str, TypeAdapter[Any]] = {one.name: TypeAdapter(hints[one.name]) for one in inputs}

    def read(values: Mapping[str, Any]) -> dict[str, Any]:
        parsed = {}
        for name, value in values.items():
            try:
                parsed[name] = adapters[name].validate_python(value)
            except ValidationError:
                raise InvalidRequestError(
                    f"The page sends no such {name.strip('_')!r}, got {str(value)[:_SHOWN]!r}. Reload the page."
                ) from None
        return parsed

    return read


def _is_redraw() -> bool:
    """Return whether only the theme changed."""
    try:
        changed = set(callback_context.triggered_prop_ids)
    except MissingCallbackContextException:
        # The function is called directly, and not by Dash.
        return False
    return changed == {f"{FrameIds.THEME}.data"}
