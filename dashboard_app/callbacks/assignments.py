"""Client assignments: the clients of an adviser, and what is assigned, removed and undone."""

from collections.abc import Mapping
from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component
from pydantic import Field

from dashboard_app.admin import assignments as service
from dashboard_app.admin.assignment_results import Matching
from dashboard_app.admin.assignments import PAGE
from dashboard_app.callbacks.form_actions import Button, Buttons, Command, dispatch
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.controls import Whom
from dashboard_app.components.elements import html
from dashboard_app.context import RequestContext
from dashboard_app.ids import AssignmentsIds, FrameIds, assignments_filter_id
from dashboard_app.list_filters import LIST_FILTERS, get_list_filters, with_list_filters
from dashboard_app.presenters import assignments_view, list_view
from dashboard_app.presenters.paging_view import PageRequest, describe_page, parse_page_request
from dashboard_app.services.client_list import ListQuery
from dashboard_app.url_state import PageState, parse_choices, read_state, unknown_note


class AssignmentsState(PageState):
    """What the address of the page says."""

    typed_texts = frozenset({"adviser"})

    adviser: str = ""


class AssignmentsPage(PageRequest):
    """Which page of an adviser's clients is asked for."""

    typed_texts = frozenset({"adviser"})

    adviser: str = ""


@with_list_filters(is_exact=True)
class Matched(PageState):
    """Which clients are to be assigned by a filter."""

    typed_texts = frozenset({"adviser", "whom"})

    whom: Whom

    @property
    def query(self) -> ListQuery:
        """The query of the list that leaves these clients, whoever they are assigned to."""
        return ListQuery(filters=get_list_filters(self))

    @property
    def only_free(self) -> bool:
        """Whether clients of any adviser are left out."""
        return self.whom is Whom.FREE


class AdviserCommand(Command):
    """A command about the clients of an adviser."""

    typed_texts = frozenset({"adviser"})

    adviser: str


class AssignCommand(Matched, AdviserCommand):
    """Assigns the clients that a filter leaves."""


class NumbersCommand(AdviserCommand):
    """Assigns or removes the clients whose numbers were typed."""

    typed_texts = frozenset({"adviser", "list"})

    numbers: str = Field(default="", validation_alias="list")


class UndoCommand(AdviserCommand):
    """Takes a change back, by the name of the set of clients that it changed."""

    clients: str


_FILTERS = {
    "whom": AssignmentsIds.WHOM,
    **{one.name: assignments_filter_id(one.name) for one in LIST_FILTERS},
}


def offer_advisers(
    ctx: RequestContext, *, _page: str | None = None, _changed: str | None = None
) -> list[dict[str, str]]:
    """Return the advisers to choose from, with how many clients are assigned to each now."""
    advisers = service.advisers(ctx.admin, ctx.actor)
    return [
        {"label": assignments_view.adviser_label(adviser, ctx.translator), "value": adviser.name}
        for adviser in advisers
    ]


def offer_choices(ctx: RequestContext, *, search: str | None, _page: str | None = None) -> dict[str, Any]:
    """Return the adviser that the address asks for, or the first one and a note, and the options of the filters."""
    # Whose account is closed comes last.
    advisers = sorted(service.advisers(ctx.admin, ctx.actor), key=lambda adviser: adviser.is_closed)
    names = [adviser.name for adviser in advisers]
    found = read_state(search, AssignmentsState, {"adviser": names})
    return {
        "adviser": found.state.adviser or next(iter(names), ""),
        "note": unknown_note(found.unknown, ctx.translator),
        "options": {one.name: list_view.filter_options(ctx, one) for one in LIST_FILTERS},
    }


def show_assigned(
    ctx: RequestContext, *, request: Mapping[str, Any] | None, _changed: str | None = None
) -> tuple[Any, ...]:
    """Return a page of the clients of an adviser, which they are, and whether the buttons around lead nowhere."""
    page = parse_page_request(request, AssignmentsPage)
    if not page.adviser:
        return assignments_view.no_adviser(ctx.translator), "", True, True
    start = page.page * PAGE
    numbers, total = service.assigned(ctx.admin, ctx.actor, page.adviser, start)
    content = assignments_view.numbers(numbers, total, ctx.translator, do_all_see_all=ctx.admin.do_advisers_see_all)
    return content, *describe_page(start, len(numbers), total, ctx.translator)


def count_clients(
    ctx: RequestContext, *, adviser: str | None, filters: Mapping[str, Any], _changed: str | None = None
) -> tuple[Any, Any]:
    """Return how many clients the filters leave, and whether there is nobody to assign."""
    if not adviser:
        return None, True
    count = _count(ctx, adviser, parse_choices(filters, Matched))
    return html.P(assignments_view.matching(count, ctx.translator)), count.new == 0


def change_assignments(ctx: RequestContext, *, command: Mapping[str, Any] | None) -> tuple[Any, Any, Any]:
    """Do what a button asks for; return what became of it, beside the button, and that the clients have changed."""
    if command is None:
        return no_update, no_update, no_update
    what, notice = dispatch(ctx, command, _BUTTONS)
    # What was said of the action before goes with the next one.
    is_by_filter = "assign" in (what, command.get("of"))
    return (notice, None, what) if is_by_filter else (None, notice, what)


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    _register_choices(callbacks)
    _register_list(callbacks)
    _register_changes(callbacks)


def _register_choices(callbacks: Callbacks) -> None:
    callbacks.add(
        offer_advisers,
        output=Output(AssignmentsIds.ADVISER, "options"),
        inputs={"_page": Input(AssignmentsIds.NUMBERS, "id"), "_changed": Input(AssignmentsIds.CHANGED, "data")},
        capability=Capability.MANAGE_ASSIGNMENTS,
    )
    callbacks.add(
        offer_choices,
        output={
            "adviser": Output(AssignmentsIds.ADVISER, "value"),
            "note": Output(AssignmentsIds.NOTE, "children"),
            "options": {one.name: Output(assignments_filter_id(one.name), "options") for one in LIST_FILTERS},
        },
        inputs={"_page": Input(AssignmentsIds.NUMBERS, "id")},
        state={"search": State(FrameIds.URL, "search")},
        capability=Capability.MANAGE_ASSIGNMENTS,
    )


def _register_list(callbacks: Callbacks) -> None:
    callbacks.add_pager(
        AssignmentsIds.ASKED,
        previous=AssignmentsIds.PREVIOUS,
        following=AssignmentsIds.NEXT,
        fields=[AssignmentsIds.ADVISER],
        note=AssignmentsIds.NOTE,
    )
    callbacks.add(
        show_assigned,
        output=[
            Output(AssignmentsIds.NUMBERS, "content"),
            Output(AssignmentsIds.SHOWN, "children"),
            Output(AssignmentsIds.PREVIOUS, "disabled"),
            Output(AssignmentsIds.NEXT, "disabled"),
        ],
        inputs={"request": Input(AssignmentsIds.ASKED, "data"), "_changed": Input(AssignmentsIds.CHANGED, "data")},
        capability=Capability.MANAGE_ASSIGNMENTS,
        prevent_initial_call=True,
    )


def _register_changes(callbacks: Callbacks) -> None:
    callbacks.add(
        count_clients,
        output=[Output(AssignmentsIds.COUNT, "content"), Output(AssignmentsIds.ASSIGN, "disabled")],
        inputs={
            "adviser": Input(AssignmentsIds.ADVISER, "value"),
            "filters": {name: Input(control, "value") for name, control in _FILTERS.items()},
            "_changed": Input(AssignmentsIds.CHANGED, "data"),
        },
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
        fields=[AssignmentsIds.ADVISER, AssignmentsIds.LIST, *_FILTERS.values()],
        capability=Capability.MANAGE_ASSIGNMENTS,
    )


def _count(ctx: RequestContext, adviser: str, matched: Matched) -> Matching:
    people = ctx.admin, ctx.active_bundle, ctx.actor
    return service.count_matching(*people, adviser, matched.query, only_free=matched.only_free)


def _assign(ctx: RequestContext, command: AssignCommand) -> list[Any] | Component:
    new = _count(ctx, command.adviser, command).new
    if not command.is_sure(new):
        return assignments_view.ask_to_assign(new, command.adviser, ctx.translator)
    people = ctx.admin, ctx.active_bundle, ctx.actor
    outcome = service.assign_matching(*people, command.adviser, command.query, only_free=command.only_free)
    return assignments_view.assigned(outcome, command.adviser, "assign", ctx.translator)


def _add(ctx: RequestContext, command: NumbersCommand) -> list[Any] | Component:
    request = ctx.admin, ctx.active_bundle, ctx.actor, command.adviser, command.numbers
    new = service.count_listed(*request, is_removal=False)
    if not command.is_sure(new):
        return assignments_view.ask_to_assign(new, command.adviser, ctx.translator)
    return assignments_view.assigned(service.assign_listed(*request), command.adviser, "add", ctx.translator)


def _remove(ctx: RequestContext, command: NumbersCommand) -> list[Any] | Component:
    request = command.adviser, command.numbers
    gone = service.count_listed(ctx.admin, ctx.active_bundle, ctx.actor, *request, is_removal=True)
    if not command.is_sure(gone):
        return assignments_view.ask_to_remove(gone, command.adviser, ctx.translator)
    outcome = service.remove_listed(ctx.admin, ctx.actor, *request)
    return assignments_view.removed(outcome, command.adviser, ctx.translator)


def _remove_everybody(ctx: RequestContext, command: AdviserCommand) -> list[Any] | Component:
    _, gone = service.assigned(ctx.admin, ctx.actor, command.adviser)
    if not command.is_sure(gone):
        return assignments_view.ask_to_remove(gone, command.adviser, ctx.translator)
    outcome = service.remove_all(ctx.admin, ctx.actor, command.adviser)
    return assignments_view.removed(outcome, command.adviser, ctx.translator)


def _undo(ctx: RequestContext, command: UndoCommand) -> list[Any]:
    outcome, was_removal = service.undo(ctx.admin, ctx.actor, command.adviser, command.clients)
    return assignments_view.undone(outcome, command.adviser, ctx.translator, was_removal=was_removal)


_BUTTONS: Buttons = {
    "assign": Button(AssignCommand, _assign),
    "add": Button(NumbersCommand, _add),
    "remove": Button(NumbersCommand, _remove),
    "everybody": Button(AdviserCommand, _remove_everybody),
    "undo": Button(UndoCommand, _undo),
}
