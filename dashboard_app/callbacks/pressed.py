"""What a button of a form asks for: done, or refused in words."""

from collections.abc import Callable, Mapping
from typing import Any

from dashboard_app.callbacks.refusal_view import refusal
from dashboard_app.callbacks.registration import Ask
from dashboard_app.components.notices import done, refused
from dashboard_app.office.errors import ChangeRefusedError
from dashboard_app.services.errors import InvalidRequestError

Commands = Mapping[str, Callable[[Ask, Mapping[str, Any]], list[Any]]]
"""By the name of a button: does what it asks for, and returns what became of it."""


def obey(ask: Ask, command: object, commands: Commands) -> tuple[str, Any]:
    """Do what a button asks for; return its name and what is said beside it.

    Raises
    ------
    InvalidRequestError
        There is no such button.
    """
    if not isinstance(command, dict) or not isinstance(command.get("what"), str) or command["what"] not in commands:
        raise InvalidRequestError("There is no such button. Reload the page.")
    what = command["what"]
    try:
        return what, done(*commands[what](ask, command))
    except ChangeRefusedError as error:
        return what, refused(refusal(error.reason, ask.words))
