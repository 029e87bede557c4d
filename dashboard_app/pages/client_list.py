"""The list of applicants to be decided: the shell of its page."""

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard_app.addresses import address
from dashboard_app.components.attributes import aria
from dashboard_app.components.bands import AMOUNT_LABELS
from dashboard_app.components.choices import ALL, choice
from dashboard_app.components.decisions import decision_options
from dashboard_app.components.shell import page_head
from dashboard_app.components.switch import switch
from dashboard_app.components.view import View
from dashboard_app.i18n.words import Words
from dashboard_app.ids import ClientList

BLOCK = 100
FILE = "/clients.csv"


def layout(words: Words, **_variables: str) -> html.Div:
    """Return the shell of the page; the rows are asked for block by block."""
    _ = words.gettext
    everybody = {"label": _("all"), "value": ALL}
    export = html.A(
        _("Download this list (CSV)"), id=ClientList.EXPORT, href=address(FILE), className="cs-button", download=""
    )
    amounts = [{"label": _(label), "value": band} for band, label in AMOUNT_LABELS.items()]
    return html.Div(
        [
            page_head(_("Clients"), actions=export),
            html.Div(
                [
                    html.Div(
                        [
                            html.Label(_("Search a client number"), htmlFor=ClientList.SEARCH),
                            dbc.Input(
                                id=ClientList.SEARCH,
                                type="search",
                                inputmode="numeric",
                                maxlength=40,
                                debounce=0.25,
                                autocomplete="off",
                                placeholder=_("A number or a part of it"),
                            ),
                        ],
                        className="cs-search",
                    ),
                    choice(ClientList.OCCUPATION, _("Occupation"), [everybody]),
                    choice(ClientList.AMOUNT, _("Amount"), [everybody, *amounts]),
                    html.P(id=ClientList.COUNT, className="cs-count", role="status"),
                ],
                className="cs-filters",
            ),
            html.Div(
                [
                    switch(ClientList.DECISION, _("Decision"), decision_options(words, {})),
                    html.Nav(
                        [html.Span(_("Opened before"), className="cs-note"), View(ClientList.RECENT)],
                        className="cs-recent",
                        **aria(label=_("Opened before")),
                    ),
                ],
                className="cs-second-row",
            ),
            dcc.Store(id=ClientList.ADDRESS),
            dag.AgGrid(
                id=ClientList.GRID,
                columnDefs=_columns(words),
                rowModelType="infinite",
                getRowId="params.data.client_id",
                defaultColDef={"resizable": True, "suppressHeaderMenuButton": True, "sortingOrder": ["asc", "desc"]},
                dashGridOptions={
                    "cacheBlockSize": BLOCK,
                    "maxBlocksInCache": 20,
                    # Dash keeps one answer of two that come at the same time, and the rows of the other stay empty.
                    "maxConcurrentDatasourceRequests": 1,
                    "rowHeight": 40,
                    "headerHeight": 44,
                    # Tab leaves the grid; within it the arrows move, and Enter opens the client of the row.
                    "tabToNextCell": {"function": "leaveGrid(params)"},
                    "localeText": {
                        "loadingOoo": _("Loading…"),
                        "noMatchingRows": _("No client is like this. Change the search or the filters."),
                    },
                },
                columnSize="responsiveSizeToFit",
                # The height is the style sheet's: it follows the window.
                style={"height": None},
                className="ag-theme-alpine cs-list",
            ),
        ]
    )


def _columns(words: Words) -> list[dict[str, object]]:
    _ = words.gettext
    number = {"type": "rightAligned", "minWidth": 110}
    # Set by the controls above the grid; a filter button of its own would say the same twice.
    filtered = {"filter": "agTextColumnFilter", "suppressHeaderFilterButton": True}
    return [
        {
            "field": "client_id",
            "headerName": _("Client"),
            "sortable": True,
            "cellRenderer": "ClientLink",
            "minWidth": 95,
            **filtered,
        },
        {"field": "amount", "headerName": _("Amount"), "sortable": True, **number, **filtered},
        {"field": "annuity", "headerName": _("Instalment"), "sortable": True, **number},
        {"field": "age", "headerName": _("Age"), "sortable": True, "minWidth": 85},
        {
            "field": "occupation",
            "headerName": _("Occupation"),
            "sortable": True,
            "minWidth": 210,
            "cellClass": "cs-cut",
            **filtered,
        },
        {"field": "probability", "headerName": _("Risk"), "sortable": True, **number, "minWidth": 85},
        {"field": "distance", "headerName": _("From the limit"), "sortable": True, **number, "minWidth": 155},
        {
            "field": "decision",
            "headerName": _("Decision"),
            "sortable": True,
            "minWidth": 196,
            **filtered,
            "cellRenderer": "DecisionPill",
        },
    ]
