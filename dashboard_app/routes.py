"""The table of routes: which path, which page or view, and the capability that opening it takes.

Guard, router, navigation, API, tokens, measurements and tests read it. What has no row is refused, signed in or
not.
"""

from dataclasses import dataclass

from werkzeug.routing import BaseConverter, ValidationError

from dashboard_app.actor import Role
from dashboard_app.capabilities import Capability, get_roles
from dashboard_app.client_number import parse_client_number
from dashboard_app.i18n.languages import gettext_noop


class ClientNumberConverter(BaseConverter):
    """A client number in a path, as people may write it; any other text leads to another route, or to none."""

    def to_python(self, value: str) -> str:
        """Return the number as it was written.

        Raises
        ------
        ValidationError
            It is no client number.
        """
        if parse_client_number(value) is None:
            raise ValidationError
        return value


CONVERTERS = {"client": ClientNumberConverter}
"""The converters that the rules of the table need."""


@dataclass(frozen=True)
class Route:
    """A path, its endpoint in Flask, and the capability that opening it takes.

    Attributes
    ----------
    path
        Such as ``/client/<client_id>``: what varies in a path is a client number.
    link
        The text of its link in the navigation; None where it has none.
    section
        The endpoint of the page whose link is marked while this one is open; None: its own.
    is_hidden
        Whether it looks to the other roles as if it did not exist, so that numbers in paths cannot be tried out.
    """

    path: str
    endpoint: str
    capability: Capability
    link: str | None = None
    section: str | None = None
    is_hidden: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that may open it."""
        return get_roles(self.capability)

    @property
    def rule(self) -> str:
        """The path as Flask's rules are written."""
        return self.path.replace("<client_id>", "<client:client_id>")


PAGES = (
    Route("/", "client_list", Capability.LIST_CLIENTS, link=gettext_noop("Clients")),
    Route("/client/<client_id>", "client", Capability.WORK_ON_FILE, section="client_list", is_hidden=True),
    Route("/model", "model", Capability.READ_MODEL, link=gettext_noop("Model")),
    Route("/drift", "drift", Capability.READ_DRIFT, link=gettext_noop("Drift")),
    Route("/admin/users", "accounts", Capability.MANAGE_USERS, link=gettext_noop("Administration")),
    Route("/admin/assignments", "assignments", Capability.MANAGE_ASSIGNMENTS, section="accounts"),
    Route("/admin/audit", "audit", Capability.READ_AUDIT, section="accounts"),
    Route("/me", "me", Capability.READ_OWN_FILE, link=gettext_noop("My file")),
    Route("/help", "help", Capability.READ_HELP, link=gettext_noop("Help")),
)
"""The pages that Dash draws, in the order of the navigation; a person begins at the first that is open to them."""

PASSWORD, SIGN_OUT = "auth.password", "auth.logout"
"""Where one's own password is changed, and where one signs out."""

VIEWS = (
    Route("/client", "go_to_client", Capability.WORK_ON_FILE),
    Route("/client/<client_id>/printed", "printed", Capability.WORK_ON_FILE, is_hidden=True),
    Route("/clients.csv", "clients_csv", Capability.EXPORT_CLIENTS),
    Route("/drift/report", "drift_report", Capability.READ_DRIFT),
    Route("/admin/audit.csv", "audit_csv", Capability.READ_AUDIT),
    Route("/me.csv", "my_csv", Capability.READ_OWN_FILE),
    Route("/logout", SIGN_OUT, Capability.OWN_ACCOUNT),
    Route("/password", PASSWORD, Capability.OWN_ACCOUNT),
)
"""The paths that Flask answers, for those who are signed in."""

API_ROOT = "/api/v1"

API = (
    Route("/api/docs", "api.page", Capability.USE_API),
    Route(f"{API_ROOT}/openapi.json", "api.document", Capability.USE_API),
    Route(f"{API_ROOT}/clients", "api.list_clients", Capability.LIST_CLIENTS),
    # Open to customers for their own number: the services ask whose it is.
    Route(f"{API_ROOT}/clients/<client_id>", "api.show_client", Capability.READ_FILE, is_hidden=True),
    Route(f"{API_ROOT}/clients/<client_id>/score", "api.show_score", Capability.READ_FILE, is_hidden=True),
    Route(f"{API_ROOT}/clients/<client_id>/explanation", "api.show_explanation", Capability.READ_FILE, is_hidden=True),
    Route(f"{API_ROOT}/features", "api.list_features", Capability.READ_MODEL),
    Route(f"{API_ROOT}/population/histogram", "api.show_histogram", Capability.COUNT_POPULATION),
    Route(f"{API_ROOT}/model", "api.show_model", Capability.READ_MODEL),
    Route(f"{API_ROOT}/predict", "api.predict", Capability.SIMULATE),
)
"""The paths of the API, for those who are signed in."""

DASH_INTERNAL = frozenset(
    {
        "/_dash-layout",
        "/_dash-dependencies",
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
        "/assets/<path:filename>",
    }
)
"""Dash's own rules, needed by every signed-in user. They contain no personal data."""

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
"""Rules open to visitors."""

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


def first_parts() -> frozenset[str]:
    """Return the first parts of the paths of this site: ``client``, ``assets``."""
    paths = (*(route.path for route in (*PAGES, *VIEWS, *API)), *PUBLIC_RULES, *PUBLIC_FILES)
    return frozenset(path.split("/")[1] for path in paths) - {""}


def find_route(endpoint: str | None) -> Route | None:
    """Return the route of an endpoint, or None: it stands in no row, and nobody may open it."""
    return next((route for route in (*PAGES, *VIEWS, *API) if route.endpoint == endpoint), None)


def get_route(endpoint: str) -> Route:
    """Return the route of an endpoint that stands in the table.

    Raises
    ------
    KeyError
        It does not.
    """
    route = find_route(endpoint)
    if route is None:
        raise KeyError(f"There is no route with the endpoint {endpoint!r}. Add its row to the table of routes.")
    return route


def get_home(role: Role) -> str:
    """Return the page a person of this role begins at."""
    return next(route.path for route in PAGES if role in route.roles and not route.is_hidden)
