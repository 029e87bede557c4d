"""The list of pending applications, block by block."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dash import Input, Output, State, no_update
from pydantic import BaseModel, StrictInt, ValidationError

from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.client_number import LONGEST_WRITTEN
from dashboard_app.components.controls import ALL
from dashboard_app.components.decision import decision_options
from dashboard_app.context import RequestContext
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import ClientListIds, FrameIds, list_filter_id
from dashboard_app.list_filters import LIST_FILTERS, get_list_filters
from dashboard_app.presenters import list_view
from dashboard_app.presenters.list_cells import grid_rows
from dashboard_app.presenters.list_query import Direction, ListState
from dashboard_app.services import client_list
from dashboard_app.services.client_list import ListQuery
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.url_state import read_state, unknown_note

CONTROLS = {
    "search": ClientListIds.SEARCH,
    **{one.name: list_filter_id(one.name) for one in LIST_FILTERS},
}
"""The controls that narrow the list, by their names in the address."""


class _Sort(BaseModel):
    colId: str = ListQuery.sort  # noqa: N815  the grid's own names
    sort: Direction = Direction.ASCENDING


class _Condition(BaseModel):
    filter: str


class _Request(BaseModel):
    """A request of the grid, as far as it is read here."""

    startRow: StrictInt  # noqa: N815
    endRow: StrictInt  # noqa: N815
    sortModel: list[_Sort]  # noqa: N815
    filterModel: dict[str, _Condition]  # noqa: N815


def offer_filters(ctx: RequestContext, *, search: str | None, _grid: str | None = None) -> dict[str, Any]:
    """Return the options of each filter, and of the filters what the address asks for: a link opens just that.

    A value that does not exist leaves its filter open, and a note says so.
    """
    values = {one.name: client_list.filter_values(ctx.active_bundle, one) for one in LIST_FILTERS}
    found = read_state(search, ListState, {**values, "sort": tuple(client_list.SORTS)})
    chosen = get_list_filters(found.state)
    return {
        "options": {one.name: list_view.filter_options(ctx, one) for one in LIST_FILTERS if not one.is_decision},
        "chosen": {
            "search": found.state.search.strip()[:LONGEST_WRITTEN],
            **{one.name: chosen.get(one.name, ALL) for one in LIST_FILTERS},
        },
        "note": unknown_note(found.unknown, ctx.translator),
    }


def list_rows(ctx: RequestContext, *, request: Mapping[str, Any] | None) -> tuple[Any, ...]:
    """Return the block of rows that the grid asks for, how many clients there are, by decision too, and why none."""
    if not request:
        return (no_update,) * 4
    query = replace(read_request(request), language=ctx.translator.language)
    if query.search and not client_list.is_search(query.search):
        # Everybody, or an error, would say that there is such a client, or that something is broken.
        nobody = {"rowData": [], "rowCount": 0}
        return nobody, _count(0, ctx.translator), no_update, list_view.not_a_number(query.search, ctx.translator)
    block = client_list.list_clients(ctx.active_bundle, ctx.actor, query)
    response = {"rowData": grid_rows(block.rows, ctx), "rowCount": block.total}
    # The counts change with the filters, and a change of filters begins at the first block.
    decisions = decision_options(ctx.translator, block.counts) if query.start == 0 else no_update
    state = None if block.total else list_view.nobody(ctx, query)
    return response, _count(block.total, ctx.translator), decisions, state


def read_request(request: Mapping[str, Any]) -> ListQuery:
    """Return what a grid's request asks for.

    Raises
    ------
    InvalidRequestError
        The request is not one that the grid sends.
    """
    try:
        parsed = _Request.model_validate(request)
    except ValidationError as error:
        raise InvalidRequestError("This is not a request of the list. Reload the page.") from error
    chosen = {column: condition.filter for column, condition in parsed.filterModel.items()}
    sort = parsed.sortModel[0] if parsed.sortModel else _Sort()
    return ListQuery(
        search=chosen.pop("client_id", "").strip(),
        filters=chosen,
        sort=sort.colId,
        descending=sort.sort is Direction.DESCENDING,
        start=parsed.startRow,
        end=parsed.endRow,
    )


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        list_rows,
        output=[
            Output(ClientListIds.GRID, "getRowsResponse"),
            Output(ClientListIds.COUNT, "children"),
            Output(ClientListIds.DECISION, "options"),
            Output(ClientListIds.STATE, "content"),
        ],
        inputs={"request": Input(ClientListIds.GRID, "getRowsRequest")},
        capability=Capability.LIST_CLIENTS,
    )
    callbacks.add(
        offer_filters,
        output={
            "options": {
                one.name: Output(list_filter_id(one.name), "options") for one in LIST_FILTERS if not one.is_decision
            },
            "note": Output(ClientListIds.NOTE, "children"),
            "chosen": {name: Output(control, "value") for name, control in CONTROLS.items()},
        },
        inputs={"_grid": Input(ClientListIds.GRID, "id")},
        state={"search": State(FrameIds.URL, "search")},
        capability=Capability.LIST_CLIENTS,
    )
    _register_browser_side(callbacks)


def _register_browser_side(callbacks: Callbacks) -> None:
    callbacks.add_clientside(
        "list",
        "narrow",
        Output(ClientListIds.GRID, "filterModel"),
        Output(ClientListIds.NOTE, "hidden"),
        *(Input(control, "value") for control in CONTROLS.values()),
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "list",
        "restore",
        Output(ClientListIds.RECENT, "content"),
        Input(ClientListIds.GRID, "id"),
    )
    callbacks.add_clientside(
        "list",
        "remember",
        Output(ClientListIds.ADDRESS, "data"),
        Output(ClientListIds.EXPORT, "href"),
        Input(ClientListIds.GRID, "getRowsRequest"),
        prevent_initial_call=True,
    )
    # The order is chosen beside the list or by its heads: each follows the other.
    callbacks.add_clientside(
        "list",
        "sorted",
        Output(ClientListIds.SORT, "value"),
        Input(ClientListIds.ADDRESS, "data"),
        State(ClientListIds.SORT, "options"),
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "list",
        "sort",
        Output(ClientListIds.SORTED, "data"),
        Input(ClientListIds.SORT, "value"),
        prevent_initial_call=True,
    )


def _count(total: int, translator: Translator) -> str:
    return translator.ngettext("%(count)s client", "%(count)s clients", total)
