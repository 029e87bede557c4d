"""Dispatch of form buttons: the action is done or refused with a message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dash.development.base_component import Component
from pydantic import ConfigDict, StrictInt, model_validator

from dashboard_app.admin.errors import ChangeRefusedError
from dashboard_app.components.alerts import done, refused
from dashboard_app.context import RequestContext
from dashboard_app.presenters.refusal_view import refusal
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.url_state import PageState, parse_choices

UNCONFIRMED = 10
"""So many things at most are changed without a question that names their number."""


class Command(PageState):
    """What a button sends: the fields beside it, under the names of their controls; an empty one is left out.

    ``sure`` is the number of changes that the person has confirmed.
    """

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

    sure: StrictInt | None = None

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, values: object) -> object:
        if not isinstance(values, Mapping):
            return values
        return {name: value for name, value in values.items() if value is not None}

    def is_sure(self, count: int) -> bool:
        """Return whether the number of changes is small or was confirmed by the user."""
        return count <= UNCONFIRMED or self.sure == count


Sent = TypeVar("Sent", bound=Command)


@dataclass(frozen=True)
class Button(Generic[Sent]):
    """A button: the schema of what it sends, and what does it and returns what became of it, or a question first."""

    schema: type[Sent]
    run: Callable[[RequestContext, Sent], list[Any] | Component]


Buttons = Mapping[str, Button[Any]]
"""The buttons of a page by their names: what follows the first dash of the id."""


def dispatch(ctx: RequestContext, command: Mapping[str, Any], buttons: Buttons) -> tuple[str, list[Any] | Component]:
    """Run the action of a button; return its name and the message beside it.

    Raises
    ------
    InvalidRequestError
        There is no such button, or it sends something else.
    """
    what = command.get("what")
    if not isinstance(what, str) or what not in buttons:
        raise InvalidRequestError(f"There is no such button, got {str(what)[:40]!r}. Reload the page.")
    button = buttons[what]
    try:
        outcome = button.run(ctx, parse_choices(command, button.schema))
    except ChangeRefusedError as error:
        return what, refused(refusal(error.reason, ctx.translator))
    return what, outcome if isinstance(outcome, Component) else done(*outcome)
