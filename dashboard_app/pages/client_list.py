"""The list of applicants to be decided: the shell of its page."""

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import html

from dashboard_app.components.shell import page_head
from dashboard_app.i18n.words import Words
from dashboard_app.ids import ClientList

BLOCK = 100


def layout(words: Words, **_variables: str) -> html.Div:
    """Return the shell of the page; the rows are asked for block by block."""
    _ = words.gettext
    return html.Div(
        [
            page_head(_("Clients")),
            html.Div(
                [
                    html.Div(
                        [
                            html.Label(_("Search a client number"), htmlFor=ClientList.SEARCH),
                            dbc.Input(
                                id=ClientList.SEARCH,
                                type="search",
                                inputmode="numeric",
                                pattern="[0-9]*",
                                maxlength=18,
                                debounce=0.25,
                                autocomplete="off",
                                placeholder=_("A number or a part of it"),
                            ),
                        ],
                        className="cs-search",
                    ),
                    html.P(id=ClientList.COUNT, className="cs-count", role="status"),
                ],
                className="cs-filters",
            ),
            dag.AgGrid(
                id=ClientList.GRID,
                columnDefs=_columns(words),
                rowModelType="infinite",
                getRowId="params.data.client_id",
                defaultColDef={"resizable": True, "suppressHeaderMenuButton": True, "sortingOrder": ["asc", "desc"]},
                dashGridOptions={
                    "cacheBlockSize": BLOCK,
                    "maxBlocksInCache": 20,
                    "rowHeight": 40,
                    "headerHeight": 44,
                    # Tab leaves the grid; within it the arrows move, and Enter opens the client of the row.
                    "tabToNextCell": {"function": "leaveGrid(params)"},
                    "localeText": {"loadingOoo": _("Loading…"), "noMatchingRows": _("No client has these digits.")},
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
    return [
        {
            "field": "client_id",
            "headerName": _("Client"),
            "sortable": True,
            "cellRenderer": "ClientLink",
            # Set by the search box; a filter button of its own would say the same twice.
            "filter": "agTextColumnFilter",
            "suppressHeaderFilterButton": True,
            "minWidth": 105,
        },
        {"field": "amount", "headerName": _("Amount"), "sortable": True, **number},
        {"field": "annuity", "headerName": _("Instalment"), "sortable": True, **number},
        {"field": "age", "headerName": _("Age"), "sortable": True, "minWidth": 90},
        {"field": "occupation", "headerName": _("Occupation"), "sortable": False, "minWidth": 150},
        {"field": "probability", "headerName": _("Risk"), "sortable": True, **number},
        {"field": "distance", "headerName": _("From the limit"), "sortable": False, **number},
        {
            "field": "decision",
            "headerName": _("Decision"),
            "sortable": False,
            "minWidth": 175,
            "cellRenderer": "DecisionPill",
        },
    ]
