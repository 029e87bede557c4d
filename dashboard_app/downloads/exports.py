"""Files to take away: the list of clients, the audit log, a customer's own form; each logged before it leaves."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from flask import Flask, Response, request

from dashboard_app.components.actions import action_word, role_word
from dashboard_app.context import RequestContext
from dashboard_app.downloads.csv_lines import DIALECTS, MEDIA_TYPE, CsvDialect, csv_lines
from dashboard_app.downloads.list_file import list_parts
from dashboard_app.downloads.running_exports import WAIT_SECONDS, RunningExports, Streamed
from dashboard_app.presenters import own_copy_view
from dashboard_app.presenters.audit_view import AuditState
from dashboard_app.presenters.list_query import read_query
from dashboard_app.routes import get_route
from dashboard_app.services import audit_queries, client_list
from dashboard_app.services.audit_queries import AuditQuery
from dashboard_app.url_state import parse_choices
from dashboard_app.web.error_handlers import error_response

_AUDIT_FIELDS = ("purpose", "bundle_id", "score", "address", "session", "request_id", "detail")
_NOTHING = ("-", None)
"""What the log holds where there is no person, address or session: an empty cell, which no program reads as a sign."""


def install(server: Flask, get_context: Callable[[], RequestContext]) -> None:
    """Add the routes of the files."""
    running = RunningExports()

    def one_at_a_time(ctx: RequestContext, name: str, make: Callable[[], Iterator[str]]) -> Response:
        """Return a file that is sent while it is written, or say that another one is not finished."""
        if not running.begin(ctx.actor.name):
            translator = ctx.translator
            refused = error_response(
                429, translator.gettext("One of your files is still being prepared. Try again in a moment.")
            )
            refused.headers["Retry-After"] = str(WAIT_SECONDS)
            return refused
        try:
            parts = make()
        except BaseException:
            running.end(ctx.actor.name)
            raise
        return _file(name, Streamed(parts, running, ctx.actor.name))

    @server.get(get_route("clients_csv").rule)
    def clients_csv() -> Response:
        ctx = get_context()

        def make() -> Iterator[str]:
            lines = client_list.export_clients(
                ctx.active_bundle, ctx.actor, read_query(request.query_string.decode(), ctx.translator.language)
            )
            return list_parts(lines, ctx)

        return one_at_a_time(ctx, "clients", make)

    @server.get(get_route("audit_csv").rule)
    def audit_csv() -> Response:
        ctx = get_context()
        return one_at_a_time(ctx, "audit", lambda: csv_lines(_audit_rows(ctx), _dialect(ctx)))

    @server.get(get_route("my_csv").rule)
    def my_csv() -> Response:
        ctx = get_context()
        rows = own_copy_view.rows(ctx, datetime.now(UTC).date())
        return _file("my-form", csv_lines(rows, _dialect(ctx)))


def _audit_rows(ctx: RequestContext) -> Iterator[Iterable[object]]:
    query = AuditQuery(**parse_choices(request.args.to_dict(), AuditState).model_dump())
    lines = audit_queries.export_lines(ctx.admin.audit, ctx.actor, query)
    translator = ctx.translator
    head = (
        translator.gettext("Number"),
        translator.gettext("When (UTC)"),
        translator.gettext("Person"),
        translator.gettext("Role"),
        translator.gettext("Action"),
        translator.gettext("Client"),
        translator.gettext("Purpose"),
        translator.gettext("Model version"),
        translator.gettext("Score shown"),
        translator.gettext("IP address"),
        translator.gettext("Session"),
        translator.gettext("Reference"),
        translator.gettext("Detail"),
    )
    rows = (
        (
            line.id,
            datetime.fromtimestamp(line.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            _known(line.user_name),
            role_word(line.role, translator),
            action_word(line.action, translator),
            line.client_id,
            *(_known(getattr(line, name)) for name in _AUDIT_FIELDS),
        )
        for line in lines
    )
    return _with(head, rows)


def _known(value: object) -> object:
    return None if value in _NOTHING else value


def _dialect(ctx: RequestContext) -> CsvDialect:
    return DIALECTS[ctx.translator.language]


def _with(head: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[Iterable[object]]:
    yield head
    yield from rows


def _file(name: str, parts: Iterable[str]) -> Response:
    response = Response(parts, content_type=MEDIA_TYPE)
    day = datetime.now(UTC).date().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="clairscore-{name}-{day}.csv"'
    return response
