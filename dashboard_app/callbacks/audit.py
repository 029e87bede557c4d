"""The audit log: its lines page by page, where to take them away, and whether it is whole."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dash import Input, Output, State, no_update

from dashboard_app.addresses import address
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability
from dashboard_app.components.alerts import refused
from dashboard_app.components.controls import ALL
from dashboard_app.context import RequestContext
from dashboard_app.i18n.values import get_label
from dashboard_app.ids import AuditIds, FrameIds
from dashboard_app.presenters import audit_view
from dashboard_app.presenters.audit_view import AuditState
from dashboard_app.presenters.paging_view import PageRequest, describe_page, parse_page_request
from dashboard_app.routes import get_route
from dashboard_app.services import audit_queries
from dashboard_app.services.audit_queries import PAGE, AuditQuery
from dashboard_app.services.errors import InvalidRequestError
from dashboard_app.url_state import parse_choices, read_state, unknown_note

_FILE = get_route("audit_csv").path
FILTERS = {
    "user": AuditIds.USER,
    "action": AuditIds.ACTION,
    "client": AuditIds.CLIENT,
    "since": AuditIds.SINCE,
    "until": AuditIds.UNTIL,
}


def offer_filters(ctx: RequestContext, *, search: str | None, _page: str | None = None) -> dict[str, Any]:
    """Return the filters that the address asks for, and a note about values that do not exist."""
    found = read_state(search, AuditState)
    chosen = {name: "" if value is None else str(value) for name, value in found.state}
    return {
        "chosen": chosen | {"action": chosen["action"] or ALL},
        "note": unknown_note(found.unknown, ctx.translator),
    }


def show_lines(ctx: RequestContext, *, asked: Mapping[str, Any] | None) -> tuple[Any, ...]:
    """Return a page of the log, which lines they are, where the buttons lead nowhere, and where to take them away."""
    start = parse_page_request(asked, PageRequest).page * PAGE
    try:
        fields = parse_choices(asked or {}, AuditState).model_dump(exclude_none=True)
        lines, total = audit_queries.read_lines(ctx.admin.audit, ctx.actor, AuditQuery(**fields), start)
    except InvalidRequestError:
        return audit_view.unreadable(ctx.translator), "", True, True, address(_FILE)
    query = urlencode({name: value for name, value in fields.items() if value})
    return (
        audit_view.table(lines, ctx.translator, lambda name: _label(ctx, name)),
        *describe_page(start, len(lines), total, ctx.translator),
        address(f"{_FILE}?{query}".rstrip("?")),
    )


def _label(ctx: RequestContext, name: str) -> str:
    entry = ctx.active_bundle.bundle.catalogue.features.get(name)
    return name if entry is None else get_label(ctx.translator, entry)


def verify_log(ctx: RequestContext, *, clicks: int | None, noted: str | None) -> Any:  # noqa: ANN401 - Dash children
    """Return whether every line of the log is as it was written."""
    if not clicks:
        return no_update
    try:
        return audit_view.verdict(audit_queries.verify(ctx.admin.audit, ctx.actor, noted), ctx.translator)
    except InvalidRequestError:
        return refused(ctx.translator.gettext("A checksum has 64 digits 0 to 9 and letters a to f. Copy all of it."))


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        offer_filters,
        output={
            "chosen": {name: Output(control, "value") for name, control in FILTERS.items()},
            "note": Output(AuditIds.NOTE, "children"),
        },
        inputs={"_page": Input(AuditIds.LINES, "id")},
        state={"search": State(FrameIds.URL, "search")},
        capability=Capability.READ_AUDIT,
    )
    callbacks.add_pager(
        AuditIds.ASKED,
        previous=AuditIds.PREVIOUS,
        following=AuditIds.NEXT,
        fields=FILTERS.values(),
        note=AuditIds.NOTE,
    )
    callbacks.add(
        show_lines,
        output=[
            Output(AuditIds.LINES, "content"),
            Output(AuditIds.SHOWN, "children"),
            Output(AuditIds.PREVIOUS, "disabled"),
            Output(AuditIds.NEXT, "disabled"),
            Output(AuditIds.EXPORT, "href"),
        ],
        inputs={"asked": Input(AuditIds.ASKED, "data")},
        capability=Capability.READ_AUDIT,
        prevent_initial_call=True,
    )
    callbacks.add(
        verify_log,
        output=Output(AuditIds.VERDICT, "content"),
        inputs={"clicks": Input(AuditIds.VERIFY, "n_clicks")},
        state={"noted": State(AuditIds.NOTED, "value")},
        capability=Capability.READ_AUDIT,
        prevent_initial_call=True,
    )
