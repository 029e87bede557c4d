"""Printing a client's file: the page tells the server first, and the server logs it."""

from collections.abc import Callable

from flask import Flask
from flask.typing import ResponseReturnValue

from dashboard_app.capabilities import Capability
from dashboard_app.context import RequestContext
from dashboard_app.events import Action
from dashboard_app.routes import get_route
from dashboard_app.services.client_file import open_client
from dashboard_app.services.errors import UnknownClientError
from dashboard_app.web.error_handlers import error_response


def install(server: Flask, get_context: Callable[[], RequestContext]) -> None:
    """Add the route that the page calls before it prints."""

    @server.post(get_route("printed").rule)
    def printed(client_id: str) -> ResponseReturnValue:
        try:
            open_client(get_context(), client_id, Capability.WORK_ON_FILE, Action.PRINT)
        except UnknownClientError:
            return error_response(404)
        return "", 204
