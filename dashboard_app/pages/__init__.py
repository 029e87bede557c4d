"""The pages: shells without data, and the table that names them."""

from collections.abc import Callable
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard_app.i18n.languages import mark
from dashboard_app.pages import accounts, audit, client, client_list, drift, follow, help, me, model


@dataclass(frozen=True)
class Page:
    """One page: its path, its title, its shell, and its name in the navigation if it stands there.

    ``layout(words, **variables)`` returns components with ids and without data; the variables are those of the path.
    ``section`` is the path of the page whose link is marked while this one is open. Who may open a page stands in
    `dashboard_app.auth.access`.
    """

    path: str
    title: str
    layout: Callable[..., Component]
    link: str | None = None
    section: str | None = None


PAGES = (
    Page("/", mark("Clients"), client_list.layout, link=mark("Clients")),
    Page("/client/<client_id>", mark("Client %(client_id)s"), client.layout, section="/"),
    Page("/model", mark("How the model decides"), model.layout, link=mark("Model")),
    Page("/drift", mark("Data drift"), drift.layout, link=mark("Drift")),
    Page(accounts.PATH, mark("Accounts"), accounts.layout, link=mark("Administration")),
    Page(follow.PATH, mark("Client assignments"), follow.layout, section=accounts.PATH),
    Page(audit.PATH, mark("Audit log"), audit.layout, section=accounts.PATH),
    Page("/me", mark("My file"), me.layout, link=mark("My file")),
    Page("/help", mark("Help"), help.layout, link=mark("Help")),
)
