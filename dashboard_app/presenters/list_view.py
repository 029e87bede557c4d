"""The list without clients, in words: why there are none, and what to do."""

from dash.development.base_component import Component

from dashboard_app.components.attributes import data
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.context import RequestContext
from dashboard_app.i18n import Translator
from dashboard_app.services.client_list import ListQuery
from dashboard_app.url_state import no_number_sentence


def not_a_number(written: str, translator: Translator) -> Component:
    """Return the message for a search that is not a client number."""
    return empty(translator.gettext("No matching clients"), no_number_sentence(written, translator), _clear(translator))


def nobody(ctx: RequestContext, query: ListQuery) -> Component:
    """Return the message for an empty list: no match, or no clients at all."""
    _ = ctx.translator.gettext
    if any((query.search, query.decision, query.occupation, query.amount)):
        return empty(_("No matching clients"), _("Change the search or the filters."), _clear(ctx.translator))
    if ctx.actor.assigned is not None:
        return empty(
            _("No clients are assigned to you yet"),
            _(
                "An administrator assigns clients to advisers, under Administration, Client assignments. Ask "
                "yours, then reload the page."
            ),
            html.A(_("Reload the page"), href="", className="cs-button"),
        )
    return empty(
        _("There are no applications to decide"),
        _("They come with the next model bundle. Ask an administrator when it is due."),
    )


def _clear(translator: Translator) -> Component:
    return html.Button(
        translator.gettext("Clear all filters"), type="button", className="cs-button", **data(clear_filters="")
    )
