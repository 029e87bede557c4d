"""Client assignments: the clients of an adviser, and what is assigned, removed and undone."""

from collections.abc import Mapping
from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component

from dashboard_app.callbacks import follow_view
from dashboard_app.callbacks.paging_view import asked_page, place
from dashboard_app.callbacks.pressed import Commands, is_sure, obey
from dashboard_app.callbacks.query import asked_for
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.choices import ALL
from dashboard_app.components.elements import html
from dashboard_app.i18n.values import category_label
from dashboard_app.ids import Follow, Shell
from dashboard_app.office import assignments as service
from dashboard_app.office.assignments import PAGE
from dashboard_app.services import directory
from dashboard_app.services.client_lines import OCCUPATION
from dashboard_app.services.directory import Query
from dashboard_app.services.errors import InvalidRequestError

_FREE = "free"


def offer_advisers(ask: Ask, _page: object, _changed: object = None) -> list[dict[str, str]]:
    """Return the advisers to choose from, with how many clients each follows now."""
    found = service.advisers(ask.office, ask.actor)
    return [{"label": follow_view.adviser_label(adviser, ask.words), "value": adviser.name} for adviser in found]


def offer_choices(ask: Ask, _page: object, search: object) -> tuple[str, list[dict[str, str]]]:
    """Return the adviser that the address asks for, or the first one, and the occupations to choose from."""
    # Whose account is closed comes last.
    found = sorted(service.advisers(ask.office, ask.actor), key=lambda adviser: adviser.is_closed)
    names = [adviser.name for adviser in found]
    wanted = asked_for(search, "adviser")
    entry = ask.portfolio.bundle.catalogue.columns[OCCUPATION]
    named = [
        {"label": category_label(ask.words, entry, value), "value": value}
        for value in directory.occupations(ask.portfolio)
    ]
    return (
        wanted if wanted is not None and wanted in names else next(iter(names), ""),
        [
            {"label": ask.words.gettext("All"), "value": ALL},
            *sorted(named, key=lambda option: option["label"].casefold()),
        ],
    )


def show_followed(ask: Ask, asked: object, _changed: object = None) -> tuple[Any, ...]:
    """Return a page of the clients of an adviser, which they are, and whether the buttons around lead nowhere."""
    wanted = asked_page(asked)
    if not wanted.get("adviser"):
        return follow_view.no_adviser(ask.words), "", True, True
    start = wanted["page"] * PAGE
    numbers, total = service.followed(ask.office, ask.actor, wanted["adviser"], start)
    content = follow_view.numbers(numbers, total, ask.words, do_all_see_all=ask.office.do_advisers_see_all)
    return content, *place(start, len(numbers), total, ask.words)


def count_clients(ask: Ask, adviser: object, *filters: object) -> tuple[Any, Any]:
    """Return how many clients the filters leave, and whether there is nobody to assign."""
    if not adviser:
        return None, True
    query, only_free = _query(*filters[:4])
    found = service.count_matching(ask.office, ask.portfolio, ask.actor, adviser, query, only_free=only_free)
    return html.P(follow_view.matching(found, ask.words)), found.new == 0


def change_assignments(ask: Ask, command: object) -> tuple[Any, Any, Any]:
    """Do what a button asks for; return what became of it, beside the button, and that the clients have changed."""
    if command is None:
        return no_update, no_update, no_update
    what, notice = obey(ask, command, _COMMANDS)
    # What was said of the action before goes with the next one.
    is_by_filter = "assign" in (what, command.get("of") if isinstance(command, dict) else None)
    return (notice, None, what) if is_by_filter else (None, notice, what)


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    filters = (Follow.WHOM, Follow.DECISION, Follow.OCCUPATION, Follow.AMOUNT)
    callbacks.add(
        offer_advisers,
        Output(Follow.ADVISER, "options"),
        Input(Follow.NUMBERS, "id"),
        Input(Follow.CHANGED, "data"),
        capability=Capability.MANAGE_PORTFOLIOS,
    )
    callbacks.add(
        offer_choices,
        Output(Follow.ADVISER, "value"),
        Output(Follow.OCCUPATION, "options"),
        Input(Follow.NUMBERS, "id"),
        State(Shell.URL, "search"),
        capability=Capability.MANAGE_PORTFOLIOS,
    )
    callbacks.add_clientside(
        "forms",
        "turn",
        Output(Follow.ASKED, "data"),
        Input(Follow.PREVIOUS, "n_clicks"),
        Input(Follow.NEXT, "n_clicks"),
        Input(Follow.ADVISER, "value"),
        State(Follow.ASKED, "data"),
        prevent_initial_call=True,
    )
    callbacks.add(
        show_followed,
        Output(Follow.NUMBERS, "content"),
        Output(Follow.SHOWN, "children"),
        Output(Follow.PREVIOUS, "disabled"),
        Output(Follow.NEXT, "disabled"),
        Input(Follow.ASKED, "data"),
        Input(Follow.CHANGED, "data"),
        capability=Capability.MANAGE_PORTFOLIOS,
        prevent_initial_call=True,
    )
    callbacks.add(
        count_clients,
        Output(Follow.COUNT, "content"),
        Output(Follow.ASSIGN, "disabled"),
        Input(Follow.ADVISER, "value"),
        *(Input(name, "value") for name in filters),
        Input(Follow.CHANGED, "data"),
        capability=Capability.MANAGE_PORTFOLIOS,
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "forms",
        "press",
        Output(Follow.COMMAND, "data"),
        *(Input(name, "n_clicks") for name in (Follow.ASSIGN, Follow.ADD, Follow.REMOVE, Follow.EVERYBODY)),
        *(State(name, "value") for name in (Follow.ADVISER, Follow.LIST, *filters)),
        prevent_initial_call=True,
    )
    callbacks.add_command(
        change_assignments,
        Output(Follow.ASSIGNED, "content"),
        Output(Follow.ANSWER, "content"),
        Output(Follow.CHANGED, "data"),
        command=Follow.COMMAND,
        capability=Capability.MANAGE_PORTFOLIOS,
    )


def _query(whom: object, decision: object, occupation: object, amount: object) -> tuple[Query, bool]:
    if whom not in (_FREE, ALL):
        raise InvalidRequestError(f"There is no choice {str(whom)[:40]!r}. Reload the page.")
    chosen = [None if value in (None, ALL) else str(value) for value in (decision, occupation, amount)]
    return Query(decision=chosen[0], occupation=chosen[1], amount=chosen[2]), whom == _FREE


def _assign(ask: Ask, command: Mapping[str, Any]) -> list[Any] | Component:
    query, only_free = _query(*(command.get(name) for name in ("whom", "decision", "occupation", "amount")))
    adviser, people = command.get("adviser"), (ask.office, ask.portfolio, ask.actor)
    new = service.count_matching(*people, adviser, query, only_free=only_free).new
    if not is_sure(command, new):
        return follow_view.ask_to_assign(new, str(adviser), ask.words)
    found = service.assign_matching(*people, adviser, query, only_free=only_free)
    return follow_view.assigned(found, str(adviser), "assign", ask.words)


def _add(ask: Ask, command: Mapping[str, Any]) -> list[Any] | Component:
    people, wanted = (ask.office, ask.portfolio, ask.actor), (command.get("adviser"), command.get("list"))
    new = service.count_listed(*people, *wanted, is_removal=False)
    if not is_sure(command, new):
        return follow_view.ask_to_assign(new, str(wanted[0]), ask.words)
    return follow_view.assigned(service.assign_listed(*people, *wanted), str(wanted[0]), "add", ask.words)


def _remove(ask: Ask, command: Mapping[str, Any]) -> list[Any] | Component:
    wanted = command.get("adviser"), command.get("list")
    gone = service.count_listed(ask.office, ask.portfolio, ask.actor, *wanted, is_removal=True)
    if not is_sure(command, gone):
        return follow_view.ask_to_remove(gone, str(wanted[0]), ask.words)
    return follow_view.removed(service.remove_listed(ask.office, ask.actor, *wanted), str(wanted[0]), ask.words)


def _remove_everybody(ask: Ask, command: Mapping[str, Any]) -> list[Any] | Component:
    adviser = command.get("adviser")
    _, gone = service.followed(ask.office, ask.actor, adviser)
    if not is_sure(command, gone):
        return follow_view.ask_to_remove(gone, str(adviser), ask.words)
    return follow_view.removed(service.remove_all(ask.office, ask.actor, adviser), str(adviser), ask.words)


def _undo(ask: Ask, command: Mapping[str, Any]) -> list[Any]:
    adviser = command.get("adviser")
    found, was_removal = service.undo(ask.office, ask.actor, adviser, command.get("clients"))
    return follow_view.undone(found, str(adviser), ask.words, was_removal=was_removal)


_COMMANDS: Commands = {
    "assign": _assign,
    "add": _add,
    "remove": _remove,
    "everybody": _remove_everybody,
    "undo": _undo,
}
