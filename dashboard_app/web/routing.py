"""From an address to a page: the routes of Flask around the pages, and the one callback that changes pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dash import Input, Output, State, html, no_update
from dash._no_update import NoUpdate
from dash.development.base_component import Component
from flask import Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from dashboard_app import pages, routes
from dashboard_app.actor import Actor
from dashboard_app.callbacks.registration import Callbacks
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.client_number import parse_client_number
from dashboard_app.components.app_frame import page_head
from dashboard_app.context import RequestContext
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import FrameIds
from dashboard_app.pages import Page
from dashboard_app.routes import Route
from dashboard_app.services.client_file import require_client
from dashboard_app.services.errors import UnknownClientError
from dashboard_app.url_state import no_number_sentence
from dashboard_app.web.error_handlers import error_response

_FILE: Final = "client"
"""The endpoint of the page of one client."""


@dataclass(frozen=True)
class Arrival:
    """A page and the variables of the path that led to it."""

    route: Route
    page: Page
    variables: Mapping[str, str]

    @property
    def section(self) -> str:
        """Path of the page whose link in the header is marked."""
        return self.route.path if self.route.section is None else routes.get_route(self.route.section).path

    def title(self, translator: Translator) -> str:
        """Return the title of the page in one language."""
        return translator.gettext(self.page.title, **self.variables)


def find(actor: Actor, path: str) -> Arrival | None:
    """Return the page that a path leads this person to, or None: no such page, or not theirs."""
    if not path.startswith("/") or path.startswith("//"):
        return None
    try:
        endpoint, variables = current_app.url_map.bind("").match(path, "GET")
    except HTTPException:
        # There is no such path, or it is that of a redirect.
        return None
    return arrive(actor, endpoint, variables)


def arrive(actor: Actor, endpoint: str | None, variables: Mapping[str, str] | None) -> Arrival | None:
    """Return the page of an endpoint, or None: it is no page, or not one of this person's."""
    route = next((route for route in routes.PAGES if route.endpoint == endpoint), None)
    if route is None or not is_allowed(actor.role, route.capability):
        return None
    return Arrival(route, next(page for page in pages.PAGES if page.endpoint == endpoint), variables or {})


def show_page(
    ctx: RequestContext, *, path: str | None, place: Mapping[str, Any] | None
) -> tuple[Component | NoUpdate, dict[str, Any]]:
    """Return the layout of the page at a path, and its location; the layout stays if only a variable changes."""
    arrival = None if path is None else find(ctx.actor, path)
    if arrival is None:
        heading = ctx.translator.gettext("Page not found")
        advice = ctx.translator.gettext("The address may be mistyped, or the page no longer exists.")
        return _nothing(heading, advice), {"path": None, "section": None, "variables": {}, "title": heading}
    arrived = {
        "path": arrival.route.path,
        "section": arrival.section,
        "variables": dict(arrival.variables),
        "title": arrival.title(ctx.translator),
    }
    is_same = place is not None and place.get("path") == arrival.route.path
    if is_same and arrival.variables:
        return no_update, arrived
    return arrival.page.layout(ctx.translator, **arrival.variables), arrived


def register(callbacks: Callbacks) -> None:
    """Register the change of page: allowed to everybody, and each page asked for is checked in the table of routes."""
    callbacks.add(
        show_page,
        output=[Output(FrameIds.PAGE, "children"), Output(FrameIds.PLACE, "data")],
        inputs={"path": Input(FrameIds.ROUTE, "data")},
        state={"place": State(FrameIds.PLACE, "data")},
        capability=Capability.USE_PAGES,
        prevent_initial_call=True,
    )
    # From one client to the next the page stays: nobody has to be asked for it.
    callbacks.add_clientside(
        "frame",
        "route",
        Output(FrameIds.ROUTE, "data"),
        Input(FrameIds.URL, "pathname"),
        State(FrameIds.PLACE, "data"),
        # Dash asks first without an address, then with it.
        prevent_initial_call=True,
    )
    callbacks.add_clientside(
        "frame", "arrive", Output(FrameIds.ARRIVED, "data"), Input(FrameIds.PLACE, "data"), prevent_initial_call=True
    )


def install(
    server: Flask,
    draw: Callable[..., ResponseReturnValue],
    parts: Mapping[str, Callable[[], bool]],
    get_context: Callable[[], RequestContext],
) -> None:
    """Add the routes of the pages and around them, and refuse the file of nobody before a page is made of it.

    Parameters
    ----------
    draw
        Returns the page that Dash starts in: the view of every page.
    parts
        What has to work before this process may be sent requests, by name, each with a function that says so.
    """
    for route in routes.PAGES:
        # Some programs write a slash after the last part of an address.
        is_strict = not route.path.endswith(">")
        server.add_url_rule(route.rule, route.endpoint, draw, strict_slashes=is_strict)

    @server.before_request
    def refuse_unknown_client() -> Response | None:
        if request.endpoint != _FILE or request.view_args is None:
            return None
        ctx = get_context()
        try:
            number = require_client(ctx, request.view_args["client_id"], Capability.WORK_ON_FILE)
        except UnknownClientError:
            return error_response(404, ctx.translator.gettext("Check the number, or choose from the list of clients."))
        path = f"/client/{number}"
        if path != request.path:
            # One address for one file: 000123 is 123, and so is 123 with a slash.
            return redirect(f"{path}?{request.query_string.decode()}".rstrip("?"))
        return None

    form = routes.get_route("go_to_client")
    server.add_url_rule(form.rule, form.endpoint, lambda: go_to_client(get_context().translator))
    server.add_url_rule("/healthz", "healthz", lambda: {"status": "alive"})

    @server.get("/readyz")
    def readyz() -> tuple[dict[str, object], int]:
        failing = [name for name, is_ready in parts.items() if not is_ready()]
        return ({"status": "not ready", "failing": failing}, 503) if failing else ({"status": "ready"}, 200)


def go_to_client(translator: Translator) -> Response:
    """Lead from the form in the header to a client's file, or say what a number is."""
    written = request.args.get("number", "")
    number = parse_client_number(written)
    if number is None:
        return error_response(404, no_number_sentence(written, translator))
    return redirect(f"/client/{number}")


def _nothing(heading: str, advice: str) -> Component:
    return html.Div([page_head(heading), html.P(advice)])
