"""The table of who may open what: read by the guard, by the router, and by the tests.

A path that stands in no row is refused, signed in or not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dashboard_app.actor import Role
from dashboard_app.capabilities import Capability, roles_of
from dashboard_app.client_number import parse_client_number


@dataclass(frozen=True)
class Route:
    """A path, ``/client/<client_id>``, and the capability that opening it takes.

    What varies in a path is a client number, as people may write it. A hidden place looks to the other roles as if it
    did not exist, so that numbers in paths cannot be tried out.
    """

    path: str
    capability: Capability
    is_hidden: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that may open it."""
        return roles_of(self.capability)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Some programs write a slash after the last part of an address.
        end = "/?" if self.path.endswith(">") else ""
        return re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", re.escape(self.path)) + end)

    def variables_of(self, path: str) -> dict[str, str] | None:
        """Return the variables in a path of this place, or None if it is another place."""
        found = self._pattern.fullmatch(path)
        if found is None or any(parse_client_number(value) is None for value in found.groupdict().values()):
            return None
        return found.groupdict()


PASSWORD = "/password"  # noqa: S105 - a path
"""Where one's own password is changed."""

PAGES = (
    Route("/", Capability.LIST_CLIENTS),
    Route("/client/<client_id>", Capability.WORK_ON_FILE, is_hidden=True),
    Route("/model", Capability.READ_MODEL),
    Route("/drift", Capability.READ_DRIFT),
    Route("/admin/users", Capability.MANAGE_USERS),
    Route("/admin/assignments", Capability.MANAGE_ASSIGNMENTS),
    Route("/admin/audit", Capability.READ_AUDIT),
    Route("/me", Capability.READ_OWN_FILE),
    Route("/help", Capability.READ_HELP),
)
"""The pages that Dash draws."""

VIEWS = (
    Route("/client", Capability.WORK_ON_FILE),
    Route("/client/<client_id>/printed", Capability.WORK_ON_FILE, is_hidden=True),
    Route("/clients.csv", Capability.EXPORT_CLIENTS),
    Route("/drift/report", Capability.READ_DRIFT),
    Route("/admin/audit.csv", Capability.READ_AUDIT),
    Route("/me.csv", Capability.READ_OWN_FILE),
    Route("/logout", Capability.OWN_ACCOUNT),
    Route(PASSWORD, Capability.OWN_ACCOUNT),
)
"""The paths that Flask answers, for those who are signed in."""

API_ROOT = "/api/v1"

API = (
    Route("/api/docs", Capability.USE_API),
    Route(f"{API_ROOT}/openapi.json", Capability.USE_API),
    Route(f"{API_ROOT}/clients", Capability.LIST_CLIENTS),
    # Open to customers for their own number: the services ask whose it is.
    Route(f"{API_ROOT}/clients/<client_id>", Capability.READ_FILE, is_hidden=True),
    Route(f"{API_ROOT}/clients/<client_id>/score", Capability.READ_FILE, is_hidden=True),
    Route(f"{API_ROOT}/clients/<client_id>/explanation", Capability.READ_FILE, is_hidden=True),
    Route(f"{API_ROOT}/features", Capability.READ_MODEL),
    Route(f"{API_ROOT}/population/histogram", Capability.COUNT_POPULATION),
    Route(f"{API_ROOT}/model", Capability.READ_MODEL),
    Route(f"{API_ROOT}/predict", Capability.SIMULATE),
)
"""The paths of the API, for those who are signed in."""

DRAWN_BY_DASH = frozenset({"/", "/<path:path>"})
"""The rules by which Dash draws pages; the second takes every path that no other rule takes."""

DASH_INTERNAL = frozenset(
    {
        "/_dash-layout",
        "/_dash-dependencies",
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
        "/assets/<path:filename>",
    }
)
"""Rules of Dash's own that everybody signed in needs. They hold no data of anybody."""

CALLBACKS = "/_dash-update-component"
"""The rule of callbacks: who may call which is asked for each of them."""

METRICS = "/metrics"
"""The rule of what a monitoring system reads; its view asks where a request comes from."""

LOGIN = "/login"
"""The page that asks who one is."""

OIDC_BEGIN = "/login/oidc"
"""From here one is sent to the identity provider."""
OIDC_BACK = "/login/oidc/callback"
"""Where one comes back from it."""

PUBLIC_RULES = frozenset({LOGIN, OIDC_BEGIN, OIDC_BACK, "/language/<language>", "/healthz", "/readyz", METRICS})
"""Rules open to everybody who is not signed in."""

PUBLIC_FILES = frozenset(
    {
        "/bootstrap/static/css/bootstrap.min.css",
        "/assets/1-tokens.css",
        "/assets/2-base.css",
        "/assets/3-frame.css",
        "/assets/4-components.css",
        "/assets/5-print.css",
        "/assets/6-states.css",
        "/assets/favicon.svg",
        "/assets/head/address.js",
        "/assets/head/theme.js",
    }
)
"""Files that the login page needs, by their exact path."""


def match_route(path: str, places: Iterable[Route] = (*PAGES, *VIEWS, *API)) -> Route | None:
    """Return the place that a path names, or None."""
    return next((place for place in places if place.variables_of(path) is not None), None)


def home_of(role: Role) -> str:
    """Return the page a person of this role begins at."""
    return "/me" if role is Role.CUSTOMER else "/"
