"""The head of a client's file: who it is, the way to the next one, and what is said where there is no such client."""

from dash import html
from dash.development.base_component import Component

from dashboard_app.callbacks.registration import Ask
from dashboard_app.components.attributes import data
from dashboard_app.components.shell import Crumb, page_head, page_link
from dashboard_app.components.states import empty
from dashboard_app.i18n import Words
from dashboard_app.i18n.texts import readable
from dashboard_app.services import directory

PREFIX = "/client/"


def head(ask: Ask, client_id: int) -> Component:
    """Return the head of a client's file: its number, the way to the clients before and after, printing."""
    _ = ask.words.gettext
    before, after = directory.neighbours(ask.portfolio, ask.actor, client_id)
    actions = [
        *([] if before is None else [_neighbour(_("‹ Previous"), before)]),
        *([] if after is None else [_neighbour(_("Next ›"), after)]),
        html.Button(
            _("Print"),
            type="button",
            className="cs-button",
            **data(print="", refused=_("Printing is put on record first, and that failed. Try again in a moment.")),
        ),
    ]
    crumbs = [Crumb(_("Clients"), "/"), Crumb(str(client_id))]
    return page_head(_("Client %(client_id)s", client_id=client_id), crumbs, actions)


def _neighbour(text: str, client_id: int) -> Component:
    return page_link(text, f"{PREFIX}{client_id}", class_name="cs-button")


def unknown(words: Words, client_id: str) -> tuple[Component, Component]:
    """Return the head of a file that is not there, and what to do about it."""
    heading = page_head(words.gettext("Unknown client"), [Crumb(words.gettext("Clients"), "/")])
    advice = empty(
        words.gettext("There is no client with the number %(number)s", number=readable(client_id, 21)),
        words.gettext("Check the number, or choose from the list of clients."),
        page_link(words.gettext("To the list"), "/", class_name="cs-button"),
    )
    return heading, advice
