"""The head of a client's file: who it is, the way through the list it was opened from, printing."""

import json
from urllib.parse import urlencode

from dash.development.base_component import Component

from dashboard_app.components.app_frame import Crumb, page_head, page_link
from dashboard_app.components.elements import data, html
from dashboard_app.components.states import empty
from dashboard_app.context import RequestContext
from dashboard_app.i18n import Translator
from dashboard_app.i18n.texts import readable
from dashboard_app.presenters.list_query import FROM, LIST, list_text, read_query
from dashboard_app.services import client_list

PREFIX = "/client/"
_ROWS_ABOVE = 3
"""Rows of the list that are shown above the one of the client that one comes back from."""


def head(ctx: RequestContext, client_id: int, search: str | None = None) -> Component:
    """Return the head of a client's file: its number, its place in the list that the address names, printing."""
    translator, listed = ctx.translator, list_text(search)
    _ = translator.gettext
    position = client_list.get_list_position(
        ctx.active_bundle, ctx.actor, client_id, read_query(listed, translator.language)
    )
    actions = [
        *([] if position is None else _way(position, listed, translator)),
        html.Button(_("Print"), type="button", className="cs-button", **data(print="")),
    ]
    return page_head(
        _("Client %(client_id)s", client_id=client_id),
        [_crumb(position, listed, translator)],
        actions,
        number=client_id,
    )


def _crumb(position: client_list.ListPosition | None, listed: str, translator: Translator) -> Crumb:
    above = 0 if position is None else position.index - _ROWS_ABOVE
    state = "&".join(filter(None, (listed, f"{FROM}={above}" if above > 0 else "")))
    return Crumb(translator.gettext("Clients"), f"/?{state}" if state else "/")


def _way(position: client_list.ListPosition, listed: str, translator: Translator) -> list[Component]:
    """Return where the client stands in the list, and links to those before and after.

    The numbers around are for `assets/js/frame.js`, which changes the head as soon as a link is followed.
    """
    _ = translator.gettext
    texts = [
        translator.gettext(
            "%(place)s of %(total)s", place=translator.number(index + 1), total=translator.number(position.total)
        )
        for index in range(position.first, position.first + len(position.numbers))
    ]
    here = position.index - position.first
    before = position.numbers[here - 1] if here else None
    after = position.numbers[here + 1] if here + 1 < len(position.numbers) else None
    queue = json.dumps(list(zip(position.numbers, texts, strict=True)))
    return [
        html.Span(texts[here], className="cs-place", **data(index="", queue=queue)),
        _neighbour(_("‹ Previous"), before, listed, "before"),
        _neighbour(_("Next ›"), after, listed, "after"),
    ]


def _neighbour(text: str, client_id: int | None, listed: str, side: str) -> Component:
    carried = f"?{urlencode({LIST: listed})}" if listed else ""
    path = f"{PREFIX}{'' if client_id is None else client_id}{carried}"
    return page_link(text, path, class_name="cs-button", hidden=client_id is None, **data(neighbour=side))


def unknown(translator: Translator, client_id: str) -> Component:
    """Return the message for a missing file: what is wrong, and what to do."""
    return html.Div(
        [
            page_head(translator.gettext("Unknown client"), [Crumb(translator.gettext("Clients"), "/")]),
            html.Div(
                empty(
                    translator.gettext("There is no client with the number %(number)s", number=readable(client_id, 21)),
                    translator.gettext(
                        "It may be mistyped, or the client is not among those you can see. Check the number, or choose "
                        "from the list of clients."
                    ),
                    page_link(translator.gettext("Show all clients"), "/", class_name="cs-button"),
                ),
                className="cs-card",
            ),
        ],
        # The cards of the file stand aside: assets/6-states.css.
        **data(unknown=""),
    )
