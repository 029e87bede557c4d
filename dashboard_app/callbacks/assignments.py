"""Client assignments: the clients of an adviser, and what is assigned, removed and undone."""

from collections.abc import Mapping
from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard_app.admin import assignments as service
from dashboard_app.admin.assignments import PAGE
from dashboard_app.callbacks.form_actions import Commands, dispatch, is_sure
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.choices import ALL
from dashboard_app.components.elements import html
from dashboard_app.context import RequestContext
from dashboard_app.i18n.values import category_label
from dashboard_app.ids import AssignmentsIds, FrameIds
from dashboard_app.presenters import assignments_view
from dashboard_app.presenters.paging_view import describe_page, parse_page_request
from dashboard_app.services import client_list
from dashboard_app.services.client_lines import OCCUPATION
from dashboard_app.services.client_list import ListQuery
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.url_state import PageState, read_state


class AssignmentsState(PageState):
    """What the address of the page says."""

    typed_texts = frozenset({"adviser"})

    adviser: str = ""


_FREE = "free"
_FILTERS = (AssignmentsIds.WHOM, AssignmentsIds.DECISION, AssignmentsIds.OCCUPATION, AssignmentsIds.AMOUNT)


def offer_advisers(ctx: RequestContext, _page: object, _changed: object = None) -> list[dict[str, str]]:
    """Return the advisers to choose from, with how many clients each follows now."""
    advisers = service.advisers(ctx.admin, ctx.actor)
    return [
        {"label": assignments_view.adviser_label(adviser, ctx.translator), "value": adviser.name}
        for adviser in advisers
    ]


def offer_choices(ctx: RequestContext, _page: object, search: object) -> tuple[str, list[dict[str, str]]]:
    """Return the adviser that the address asks for, or the first one, and the occupations to choose from."""
    # Whose account is closed comes last.
    advisers = sorted(service.advisers(ctx.admin, ctx.actor), key=lambda adviser: adviser.is_closed)
    names = [adviser.name for adviser in advisers]
    selected = read_state(search, AssignmentsState, {"adviser": names}).state.adviser
    entry = ctx.active_bundle.bundle.catalogue.columns[OCCUPATION]
    named = [
        {"label": category_label(ctx.translator, entry, value), "value": value}
        for value in client_list.occupations(ctx.active_bundle)
    ]
    return (
        selected or next(iter(names), ""),
        [
            {"label": ctx.translator.gettext("All"), "value": ALL},
            *sorted(named, key=lambda option: option["label"].casefold()),
        ],
    )


def show_followed(ctx: RequestContext, request: object, _changed: object = None) -> tuple[Any, ...]:
    """Return a page of the clients of an adviser, which they are, and whether the buttons around lead nowhere."""
    page_request = parse_page_request(request)
    if not page_request.get("adviser"):
        return assignments_view.no_adviser(ctx.translator), "", True, True
    start = page_request["page"] * PAGE
    numbers, total = service.assigned(ctx.admin, ctx.actor, page_request["adviser"], start)
    content = assignments_view.numbers(numbers, total, ctx.translator, do_all_see_all=ctx.admin.do_advisers_see_all)
    return content, *describe_page(start, len(numbers), total, ctx.translator)


def count_clients(ctx: RequestContext, adviser: object, *filters: object) -> tuple[Any, Any]:
    """Return how many clients the filters leave, and whether there is nobody to assign."""
    if not adviser:
        return None, True
    query, only_free = _query(*filters[:4])
    count = service.count_matching(ctx.admin, ctx.active_bundle, ctx.actor, adviser, query, only_free=only_free)
    return html.P(assignments_view.matching(count, ctx.translator)), count.new == 0


def change_assignments(ctx: RequestContext, command: object) -> tuple[Any, Any, Any]:
    """Do what a button asks for; return what became of it, beside the button, and that the clients have changed."""
    if command is None:
        return no_update, no_update, no_update
    what, notice = dispatch(ctx, command, _COMMANDS)
    # What was said of the action before goes with the next one.
    is_by_filter = "assign" in (what, command.get("of") if isinstance(command, dict) else None)
    return (notice, None, what) if is_by_filter else (None, notice, what)


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    _register_choices(callbacks)
    _register_list(callbacks)
    _register_changes(callbacks)


def _register_choices(callbacks: Callbacks) -> None:
    callbacks.add(
        offer_advisers,
        Output(AssignmentsIds.ADVISER, "options"),
        Input(AssignmentsIds.NUMBERS, "id"),
        Input(AssignmentsIds.CHANGED, "data"),
        capability=Capability.MANAGE_ASSIGNMENTS,
    )
    callbacks.add(
        offer_choices,
        Output(AssignmentsIds.ADVISER, "value"),
        Output(AssignmentsIds.OCCUPATION, "options"),
        Input(AssignmentsIds.NUMBERS, "id"),
        State(FrameIds.URL, "search"),
        capability=Capability.MANAGE_ASSIGNMENTS,
    )


def _register_list(callbacks: Callbacks) -> None:
    callbacks.add_pager(
        AssignmentsIds.ASKED,
        previous=AssignmentsIds.PREVIOUS,
        following=AssignmentsIds.NEXT,
        fields=[AssignmentsIds.ADVISER],
    )
    callbacks.add(
        show_followed,
        Output(AssignmentsIds.NUMBERS, "content"),
        Output(AssignmentsIds.SHOWN, "children"),
        Output(AssignmentsIds.PREVIOUS, "disabled"),
        Output(AssignmentsIds.NEXT, "disabled"),
        Input(AssignmentsIds.ASKED, "data"),
        Input(AssignmentsIds.CHANGED, "data"),
        capability=Capability.MANAGE_ASSIGNMENTS,
        prevent_initial_call=True,
    )


def _register_changes(callbacks: Callbacks) -> None:
    callbacks.add(
        count_clients,
        Output(AssignmentsIds.COUNT, "content"),
        Output(AssignmentsIds.ASSIGN, "disabled"),
        Input(AssignmentsIds.ADVISER, "value"),
        *(Input(name, "value") for name in _FILTERS),
        Input(AssignmentsIds.CHANGED, "data"),
        capability=Capability.MANAGE_ASSIGNMENTS,
        prevent_initial_call=True,
    )
    callbacks.add_command(
        change_assignments,
        Output(AssignmentsIds.ASSIGNED, "content"),
        Output(AssignmentsIds.ANSWER, "content"),
        Output(AssignmentsIds.CHANGED, "data"),
        command=AssignmentsIds.COMMAND,
        buttons=[AssignmentsIds.ASSIGN, AssignmentsIds.ADD, AssignmentsIds.REMOVE, AssignmentsIds.EVERYBODY],
        fields=[AssignmentsIds.ADVISER, AssignmentsIds.LIST, *_FILTERS],
        capability=Capability.MANAGE_ASSIGNMENTS,
    )


def _query(whom: object, decision: object, occupation: object, amount: object) -> tuple[ListQuery, bool]:
    if whom not in (_FREE, ALL):
        raise InvalidRequestError(f"There is no choice {str(whom)[:40]!r}. Reload the page.")
    chosen = [None if value in (None, ALL) else str(value) for value in (decision, occupation, amount)]
    return ListQuery(decision=chosen[0], occupation=chosen[1], amount=chosen[2]), whom == _FREE


def _assign(ctx: RequestContext, command: Mapping[str, Any]) -> list[Any] | Component:
    query, only_free = _query(*(command.get(name) for name in ("whom", "decision", "occupation", "amount")))
    adviser, people = command.get("adviser"), (ctx.admin, ctx.active_bundle, ctx.actor)
    new = service.count_matching(*people, adviser, query, only_free=only_free).new
    if not is_sure(command, new):
        return assignments_view.ask_to_assign(new, str(adviser), ctx.translator)
    outcome = service.assign_matching(*people, adviser, query, only_free=only_free)
    return assignments_view.assigned(outcome, str(adviser), "assign", ctx.translator)


def _add(ctx: RequestContext, command: Mapping[str, Any]) -> list[Any] | Component:
    services, request = (ctx.admin, ctx.active_bundle, ctx.actor), (command.get("adviser"), command.get("list"))
    new = service.count_listed(*services, *request, is_removal=False)
    if not is_sure(command, new):
        return assignments_view.ask_to_assign(new, str(request[0]), ctx.translator)
    return assignments_view.assigned(service.assign_listed(*services, *request), str(request[0]), "add", ctx.translator)


def _remove(ctx: RequestContext, command: Mapping[str, Any]) -> list[Any] | Component:
    request = command.get("adviser"), command.get("list")
    gone = service.count_listed(ctx.admin, ctx.active_bundle, ctx.actor, *request, is_removal=True)
    if not is_sure(command, gone):
        return assignments_view.ask_to_remove(gone, str(request[0]), ctx.translator)
    return assignments_view.removed(
        service.remove_listed(ctx.admin, ctx.actor, *request), str(request[0]), ctx.translator
    )


def _remove_everybody(ctx: RequestContext, command: Mapping[str, Any]) -> list[Any] | Component:
    adviser = command.get("adviser")
    _, gone = service.assigned(ctx.admin, ctx.actor, adviser)
    if not is_sure(command, gone):
        return assignments_view.ask_to_remove(gone, str(adviser), ctx.translator)
    return assignments_view.removed(service.remove_all(ctx.admin, ctx.actor, adviser), str(adviser), ctx.translator)


def _undo(ctx: RequestContext, command: Mapping[str, Any]) -> list[Any]:
    adviser = command.get("adviser")
    outcome, was_removal = service.undo(ctx.admin, ctx.actor, adviser, command.get("clients"))
    return assignments_view.undone(outcome, str(adviser), ctx.translator, was_removal=was_removal)


_COMMANDS: Commands = {
    "assign": _assign,
    "add": _add,
    "remove": _remove,
    "everybody": _remove_everybody,
    "undo": _undo,
}
