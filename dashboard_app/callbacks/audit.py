"""The audit log: its lines page by page, where to take them away, and whether it is whole."""

from typing import Any
from urllib.parse import urlencode

from dash import Input, Output, State, no_update

from dashboard_app.addresses import address
from dashboard_app.callbacks import audit_view
from dashboard_app.callbacks.paging_view import asked_page, place
from dashboard_app.callbacks.query import asked_for
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.actions import ACTION_LABELS
from dashboard_app.components.choices import ALL
from dashboard_app.components.notices import refused
from dashboard_app.i18n.values import label_of
from dashboard_app.ids import Audit, Shell
from dashboard_app.services import records
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.services.records import PAGE, Asked

_FILE = "/admin/audit.csv"
_FIELDS = ("user", "action", "client", "since", "until")


def offer_filters(_ask: Ask, _page: object, search: object) -> tuple[str, ...]:
    """Return the filters that the address asks for."""
    wanted = {name: asked_for(search, name) or "" for name in _FIELDS}
    if wanted["action"] not in [action.value for action in ACTION_LABELS]:
        wanted["action"] = ALL
    return tuple(wanted.values())


def show_lines(ask: Ask, asked: object) -> tuple[Any, ...]:
    """Return a page of the log, which lines they are, where the buttons lead nowhere, and where to take them away."""
    wanted = asked_page(asked)
    fields = {name: wanted.get(name) for name in _FIELDS}
    start = wanted["page"] * PAGE
    try:
        lines, total = records.read_lines(ask.office.audit, ask.actor, Asked(**fields), start)
    except InvalidRequestError:
        return audit_view.unreadable(ask.words), "", True, True, address(_FILE)
    query = urlencode({name: value for name, value in fields.items() if value})
    return (
        audit_view.table(lines, ask.words, lambda name: _label(ask, name)),
        *place(start, len(lines), total, ask.words),
        address(f"{_FILE}?{query}".rstrip("?")),
    )


def _label(ask: Ask, name: str) -> str:
    entry = ask.portfolio.bundle.catalogue.features.get(name)
    return name if entry is None else label_of(ask.words, entry)


def verify_log(ask: Ask, clicks: object, noted: object) -> Any:  # noqa: ANN401 - Dash children
    """Return whether every line of the log is as it was written."""
    if not clicks:
        return no_update
    try:
        return audit_view.verdict(records.verify(ask.office.audit, ask.actor, noted), ask.words)
    except InvalidRequestError:
        return refused(ask.words.gettext("A checksum has 64 digits 0 to 9 and letters a to f. Copy all of it."))


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    filters = (Audit.USER, Audit.ACTION, Audit.CLIENT, Audit.SINCE, Audit.UNTIL)
    callbacks.add(
        offer_filters,
        *(Output(name, "value") for name in filters),
        Input(Audit.LINES, "id"),
        State(Shell.URL, "search"),
        capability=Capability.READ_AUDIT,
    )
    callbacks.add_clientside(
        "forms",
        "turn",
        Output(Audit.ASKED, "data"),
        Input(Audit.PREVIOUS, "n_clicks"),
        Input(Audit.NEXT, "n_clicks"),
        *(Input(name, "value") for name in filters),
        State(Audit.ASKED, "data"),
        prevent_initial_call=True,
    )
    callbacks.add(
        show_lines,
        Output(Audit.LINES, "content"),
        Output(Audit.SHOWN, "children"),
        Output(Audit.PREVIOUS, "disabled"),
        Output(Audit.NEXT, "disabled"),
        Output(Audit.EXPORT, "href"),
        Input(Audit.ASKED, "data"),
        capability=Capability.READ_AUDIT,
        prevent_initial_call=True,
    )
    callbacks.add(
        verify_log,
        Output(Audit.VERDICT, "content"),
        Input(Audit.VERIFY, "n_clicks"),
        State(Audit.NOTED, "value"),
        capability=Capability.READ_AUDIT,
        prevent_initial_call=True,
    )
