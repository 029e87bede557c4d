"""Dispatch of form buttons: the action is done or refused with a message."""

from collections.abc import Callable, Mapping
from typing import Any

from dash.development.base_component import Component

from dashboard_app.admin.errors import ChangeRefusedError
from dashboard_app.components.alerts import done, refused
from dashboard_app.context import RequestContext
from dashboard_app.presenters.refusal_view import refusal
from dashboard_app.services.errors import InvalidRequestError

Commands = Mapping[str, Callable[[RequestContext, Mapping[str, Any]], list[Any] | Component]]
"""By the name of a button: does what it asks for, and returns what became of it, or a question that comes first."""
UNCONFIRMED = 10
"""So many things at most are changed without a question that names their number."""


def is_sure(command: Mapping[str, Any], count: int) -> bool:
    """Return whether the number of changes is small or was confirmed by the user."""
    return count <= UNCONFIRMED or command.get("sure") == count


def dispatch(ctx: RequestContext, command: object, commands: Commands) -> tuple[str, Any]:
    """Run the action of a button; return its name and the message beside it.

    Raises
    ------
    InvalidRequestError
        There is no such button.
    """
    if not isinstance(command, dict) or not isinstance(command.get("what"), str) or command["what"] not in commands:
        raise InvalidRequestError("There is no such button. Reload the page.")
    what = command["what"]
    try:
        outcome = commands[what](ctx, command)
    except ChangeRefusedError as error:
        return what, refused(refusal(error.reason, ctx.translator))
    return what, outcome if isinstance(outcome, Component) else done(*outcome)
