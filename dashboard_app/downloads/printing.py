"""Printing a client's file: the page tells the server first, and the server logs it."""

from collections.abc import Callable

from flask import Flask
from flask.typing import ResponseReturnValue

from dashboard_app.context import RequestContext
from dashboard_app.services.access import record_print
from dashboard_app.services.errors import UnknownClientError
from dashboard_app.web.error_handlers import error_response

PATH = "/client/<client_id>/printed"


def install(server: Flask, get_context: Callable[[], RequestContext]) -> None:
    """Add the route that the page calls before it prints."""

    @server.post(PATH)
    def printed(client_id: str) -> ResponseReturnValue:
        ctx = get_context()
        try:
            record_print(ctx.active_bundle, ctx.actor, client_id)
        except UnknownClientError:
            return error_response(404)
        return "", 204
