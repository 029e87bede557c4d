"""The list without clients, in words: why there are none, and what to do."""

from dash.development.base_component import Component

from dashboard_app.components.controls import band_options
from dashboard_app.components.decision import decision_options
from dashboard_app.components.elements import data, html
from dashboard_app.components.states import empty
from dashboard_app.context import RequestContext
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import category_label
from dashboard_app.list_filters import ListFilter
from dashboard_app.services import client_list
from dashboard_app.services.client_lines import get_entry
from dashboard_app.services.client_list import ListQuery
from dashboard_app.url_state import no_number_sentence


def not_a_number(written: str, translator: Translator) -> Component:
    """Return the message for a search that is not a client number."""
    return empty(translator.gettext("No matching clients"), no_number_sentence(written, translator), _clear(translator))


def nobody(ctx: RequestContext, query: ListQuery) -> Component:
    """Return the message for an empty list: no match, or no clients at all."""
    _ = ctx.translator.gettext
    if query.search or query.filters:
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


def filter_options(ctx: RequestContext, list_filter: ListFilter) -> list[dict[str, str]]:
    """Return the options of a filter of the list, the first of which leaves it open."""
    translator = ctx.translator
    if list_filter.is_decision:
        return decision_options(translator, {})
    if list_filter.bands:
        return band_options(list_filter.bands, translator)
    entry = get_entry(ctx.active_bundle, list_filter.column)
    named = [
        {"label": category_label(translator, entry, value), "value": value}
        for value in client_list.filter_values(ctx.active_bundle, list_filter)
    ]
    return [*band_options((), translator), *sorted(named, key=lambda option: option["label"].casefold())]


def _clear(translator: Translator) -> Component:
    return html.Button(
        translator.gettext("Clear all filters"), type="button", className="cs-button", **data(clear_filters="")
    )
