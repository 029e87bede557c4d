"""How a callback is registered: with the roles that may call it, and with who asks as its first argument."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from dash import ClientsideFunction, Dash
from flask import abort

from dashboard_app.actor import Actor, Role
from dashboard_app.i18n.words import Words
from dashboard_app.measures import CALLBACK_SECONDS
from dashboard_app.store import Portfolio
from dashboard_app.theme import Palette


@dataclass(frozen=True)
class Ask:
    """Who asks, in which language and colours, of which portfolio; the same portfolio for the whole of one request."""

    actor: Actor
    words: Words
    palette: Palette
    portfolio: Portfolio


class Callbacks:
    """The callbacks of one application, and who may call each."""

    def __init__(self, app: Dash, ask: Callable[[], Ask]) -> None:
        self._app = app
        self._ask = ask
        self.roles: dict[str, frozenset[Role]] = {}

    def add(
        self,
        function: Callable[..., Any],
        *dependencies: Any,  # noqa: ANN401  Dash takes outputs, inputs, states, and lists of them
        roles: frozenset[Role],
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Register ``function(ask, *inputs)`` for some roles; the guard refuses the others before it is entered."""
        page = function.__module__.rpartition(".")[2]
        seconds = CALLBACK_SECONDS.labels(f"{page}.{function.__name__}")

        @wraps(function)
        def answer(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            ask = self._ask()
            # The guard has asked already; a way around it would end here.
            if ask.actor.role not in roles:
                abort(403)
            with seconds.time():
                return function(ask, *args, **kwargs)

        known = set(self._app.callback_map)
        self._app.callback(*dependencies, **options)(answer)
        for output in set(self._app.callback_map) - known:
            self.roles[output] = roles

    def add_clientside(
        self,
        namespace: str,
        function: str,
        *dependencies: Any,  # noqa: ANN401
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Register a named function of a file in ``assets/js``; it runs in the browser and reaches no data."""
        self._app.clientside_callback(ClientsideFunction(namespace, function), *dependencies, **options)
