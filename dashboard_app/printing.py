"""Printing a client's file: the page tells the server first, and the server puts it on record."""

from collections.abc import Callable

from flask import Flask
from flask.typing import ResponseReturnValue

from dashboard_app.auth.answers import answer
from dashboard_app.callbacks.registration import Ask
from dashboard_app.services.access import record_print
from dashboard_app.services.errors import UnknownClientError

PATH = "/client/<client_id>/printed"


def install(server: Flask, ask: Callable[[], Ask]) -> None:
    """Add the route that the page calls before it prints."""

    @server.post(PATH)
    def printed(client_id: str) -> ResponseReturnValue:
        asked = ask()
        try:
            record_print(asked.portfolio, asked.actor, client_id)
        except UnknownClientError:
            return answer(404)
        return "", 204
