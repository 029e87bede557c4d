"""One log line per request, with the id that its error page and its audit entries have too."""

import logging
import time
from typing import Final

from flask import Flask, Response, g, request

from dashboard_app.auth.session import known_role
from dashboard_app.logs import FIELDS
from dashboard_app.request_id import HEADER, begin_request, current_request_id, end_request
from dashboard_app.web.metrics import METHODS, route_of_request

logger = logging.getLogger(__name__)
_BEGAN: Final = "request_log_began"


def install(server: Flask, *, is_behind_proxy: bool) -> None:
    """Give every request its id and its line. Installed before anything else, so that it sees the final answer.

    The line says method, route template, status, time and role: no path, no query, nothing that was typed.
    """

    @server.before_request
    def begin() -> None:
        g.setdefault(_BEGAN, time.perf_counter())
        begin_request(request.headers.get(HEADER) if is_behind_proxy else None)

    @server.after_request
    def end(response: Response) -> Response:
        if (request_id := current_request_id()) is not None:
            response.headers[HEADER] = request_id
        if logger.isEnabledFor(logging.INFO):
            fields = {
                "method": request.method if request.method in METHODS else "other",
                "route": route_of_request(),
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - g.get(_BEGAN, time.perf_counter())) * 1000, 1),
                "role": known_role(),
            }
            logger.info("request", extra={FIELDS: fields})
        return response

    @server.teardown_request
    def forget(_error: BaseException | None) -> None:
        end_request()
