"""The pages: shells without data, and the table that names them."""

from collections.abc import Callable
from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.pages import accounts, assignments, audit, client, client_list, drift, help, me, model


@dataclass(frozen=True)
class Page:
    """One page: its path, its title, its shell, and its name in the navigation if it stands there.

    ``layout(translator, **variables)`` returns components with ids and without data; the variables are those of the
    path. ``section`` is the path of the page whose link is marked while this one is open. Who may open a page stands in
    `dashboard_app.routes`.
    """

    path: str
    title: str
    layout: Callable[..., Component]
    link: str | None = None
    section: str | None = None


PAGES = (
    Page("/", gettext_noop("Clients"), client_list.layout, link=gettext_noop("Clients")),
    Page("/client/<client_id>", gettext_noop("Client %(client_id)s"), client.layout, section="/"),
    Page("/model", gettext_noop("How the model decides"), model.layout, link=gettext_noop("Model")),
    Page("/drift", gettext_noop("Data drift"), drift.layout, link=gettext_noop("Drift")),
    Page(accounts.PATH, gettext_noop("Accounts"), accounts.layout, link=gettext_noop("Administration")),
    Page(assignments.PATH, gettext_noop("Client assignments"), assignments.layout, section=accounts.PATH),
    Page(audit.PATH, gettext_noop("Audit log"), audit.layout, section=accounts.PATH),
    Page("/me", gettext_noop("My file"), me.layout, link=gettext_noop("My file")),
    Page("/help", gettext_noop("Help"), help.layout, link=gettext_noop("Help")),
)
