"""The pages: shells without data, and the table of their titles."""

from collections.abc import Callable
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.pages import accounts, assignments, audit, client, client_list, drift, help, me, model
from dashboard_app.routes import get_route


@dataclass(frozen=True)
class Page:
    """One page: the endpoint of its route, its title and its shell.

    ``layout(translator, **variables)`` returns components with ids and without data; the variables are those of the
    path. Path, navigation and who may open a page stand in `dashboard_app.routes`.
    """

    endpoint: str
    title: str
    layout: Callable[..., Component]

    @property
    def path(self) -> str:
        """The path, with the names of what varies in it."""
        return get_route(self.endpoint).path


PAGES = (
    Page("client_list", gettext_noop("Clients"), client_list.layout),
    Page("client", gettext_noop("Client %(client_id)s"), client.layout),
    Page("model", gettext_noop("How the model decides"), model.layout),
    Page("drift", gettext_noop("Data drift"), drift.layout),
    Page("accounts", gettext_noop("Accounts"), accounts.layout),
    Page("assignments", gettext_noop("Client assignments"), assignments.layout),
    Page("audit", gettext_noop("Audit log"), audit.layout),
    Page("me", gettext_noop("My file"), me.layout),
    Page("help", gettext_noop("Help"), help.layout),
)
