"""What can be chosen in a client's file, and what of it the address names."""

from typing import Any

from dash import Input, Output, State

from dashboard_app.components.controls import ALL, NONE, ReasonsView
from dashboard_app.context import RequestContext
from dashboard_app.filters import FILTERS, Basis, Filter, with_filters
from dashboard_app.i18n.values import text_in
from dashboard_app.ids import ClientIds, FrameIds, filter_id
from dashboard_app.presenters.variable_options import variable_options
from dashboard_app.services import disclosure
from dashboard_app.url_state import PageState, read_state, unknown_note


@with_filters
class Comparing(PageState):
    """What the comparison follows: one or two variables, by what clients are divided, and the filters."""

    feature: str | None = None
    second: str | None = None
    basis: Basis = Basis.OUTCOME


class FileState(Comparing):
    """What the address of a client's file says."""

    view: ReasonsView = ReasonsView.WORDS


_FILTERS = {one.name: filter_id(one.name) for one in FILTERS}
COMPARED = {"feature": ClientIds.FEATURE, "second": ClientIds.SECOND, "basis": ClientIds.BASIS, **_FILTERS}
"""The controls that the comparison follows, by their names in the address."""
CONTROLS = {**COMPARED, "view": ClientIds.VIEW}
"""Every control whose value the address keeps."""
OFFERED: dict[str, Any] = {
    "output": {
        "options": {name: Output(CONTROLS[name], "options") for name in ("feature", "second", *_FILTERS)},
        "chosen": {name: Output(control, "value") for name, control in CONTROLS.items()},
        "note": Output(ClientIds.NOTE, "children"),
    },
    "inputs": {"_file": Input(ClientIds.FILE, "id")},
    "state": {"search": State(FrameIds.URL, "search")},
}
"""What `offer_choices` fills, and what it follows."""


def offer_choices(ctx: RequestContext, *, search: str | None = None, _file: str | None = None) -> dict[str, Any]:
    """Return what can be chosen for the comparison, and of it what the address names: a link opens just that view."""
    catalogue, translator = ctx.active_bundle.bundle.catalogue, ctx.translator
    names = [feature.name for feature in ctx.active_bundle.bundle.explanation.features]
    features = variable_options((catalogue.features[name] for name in names), catalogue, translator)
    options = {
        "feature": features,
        "second": [{"label": translator.gettext("None"), "value": NONE}, *features],
        **{group_filter.name: _filter_options(ctx, group_filter) for group_filter in FILTERS},
    }
    offered = {name: [option["value"] for option in choices] for name, choices in options.items()}
    found = read_state(search, FileState, offered)
    # What the address leaves out is as it is at first: the first option.
    first = {name: values[0] for name, values in offered.items()}
    chosen = {name: value or first.get(name) for name, value in found.state}
    return {"options": options, "chosen": chosen, "note": unknown_note(found.unknown, translator)}


def _filter_options(ctx: RequestContext, group_filter: Filter) -> list[dict[str, str]]:
    translator = ctx.translator
    everybody = {"label": translator.gettext("All"), "value": ALL}
    there = disclosure.filter_values(ctx.active_bundle, group_filter.name)
    if group_filter.bands:
        named = {band.name: translator.gettext(band.label) for band in group_filter.bands}
    else:
        entry = ctx.active_bundle.bundle.catalogue.columns[group_filter.column]
        named = {category.value: text_in(translator, category.label) for category in entry.categories}
    return [everybody, *({"label": label, "value": value} for value, label in named.items() if value in there)]
