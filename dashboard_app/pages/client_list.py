"""The list of pending applications: the shell of its page."""

import json
from collections.abc import Mapping

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard_app.addresses import address
from dashboard_app.components.app_frame import page_head
from dashboard_app.components.controls import band_options, choice, segmented_control
from dashboard_app.components.decision import decision_options
from dashboard_app.components.elements import aria, data
from dashboard_app.components.states import skeleton
from dashboard_app.components.tables import grid_texts
from dashboard_app.components.view import View
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.translator import Translator
from dashboard_app.ids import ClientListIds, list_filter_id
from dashboard_app.list_columns import COLUMNS, Kind
from dashboard_app.list_filters import LIST_FILTERS
from dashboard_app.routes import get_route

BLOCK = 100
FILE = get_route("clients_csv").path
HEADS = "heads"
"""The value of the order that the heads of the columns give, where it is none of those on offer."""
_ORDERS = (
    ("client_id:asc", gettext_noop("Client number")),
    ("distance:asc", gettext_noop("Nearest to the threshold")),
    ("probability:desc", gettext_noop("Highest risk first")),
    ("probability:asc", gettext_noop("Lowest risk first")),
    ("amount:desc", gettext_noop("Largest amount first")),
    ("amount:asc", gettext_noop("Smallest amount first")),
    (HEADS, gettext_noop("As in the column headings")),
)
_NUMBER = {"type": "rightAligned"}
_OPTIONS: Mapping[Kind, Mapping[str, object]] = {
    Kind.CLIENT: {"cellRenderer": "ClientLink"},
    Kind.DECISION: {"cellRenderer": "DecisionBadge"},
    Kind.MONEY: _NUMBER,
    Kind.NUMBER: _NUMBER,
    Kind.RISK: _NUMBER,
    Kind.DISTANCE: {"wrapHeaderText": True, **_NUMBER},
    Kind.TEXT: {"cellClass": "cs-cut"},
}
"""How the grid shows a kind of column."""
# Set by the controls above the grid; a filter button of its own would say the same twice.
_FILTERED = {"filter": "agTextColumnFilter", "suppressHeaderFilterButton": True}
_HEADING = frozenset({Kind.CLIENT, Kind.DECISION})
"""What heads the card of a client on a narrow screen; the others are its facts."""


def layout(translator: Translator, **_variables: str) -> html.Div:
    """Return the shell of the page; the rows are asked for block by block."""
    _ = translator.gettext
    actions = [
        html.Button(_("Print"), type="button", className="cs-button", **data(print_page="")),
        html.A(
            _("Download this list (CSV)"),
            id=ClientListIds.EXPORT,
            href=address(FILE),
            className="cs-button",
            **data(file=""),
        ),
    ]
    return html.Div(
        [
            page_head(_("Clients"), actions=actions),
            html.P(id=ClientListIds.NOTE, className="cs-told", role="status"),
            _filters(translator),
            html.Div(
                [
                    segmented_control(ClientListIds.DECISION, _("Decision"), decision_options(translator, {})),
                    html.Nav(
                        [html.Span(_("Recently viewed"), className="cs-note"), View(ClientListIds.RECENT)],
                        className="cs-recent",
                        **aria(label=_("Recently viewed")),
                    ),
                ],
                className="cs-second-row",
            ),
            dcc.Store(id=ClientListIds.ADDRESS),
            dcc.Store(id=ClientListIds.SORTED),
            html.Div(
                [
                    _grid(translator),
                    # Over the rows while there are none: on their way, failed, or nobody and why.
                    View(ClientListIds.STATE, skeleton(translator, 12)),
                ],
                className="cs-list-place",
            ),
            _printed(translator),
        ]
    )


def _filters(translator: Translator) -> html.Div:
    _ = translator.gettext
    orders = [{"label": _(label), "value": value} for value, label in _ORDERS]
    return html.Div(
        [
            html.Div(
                [
                    html.Label(_("Search a client number"), htmlFor=ClientListIds.SEARCH),
                    dbc.Input(
                        id=ClientListIds.SEARCH,
                        type="search",
                        inputmode="numeric",
                        maxlength=40,
                        debounce=0.25,
                        autocomplete="off",
                        placeholder=_("Full or partial number"),
                    ),
                ],
                className="cs-search",
            ),
            *(
                choice(list_filter_id(one.name), _(one.label), band_options(one.bands, translator))
                for one in LIST_FILTERS
                if not one.is_decision
            ),
            choice(ClientListIds.SORT, _("Sort by"), orders),
            html.P(id=ClientListIds.COUNT, className="cs-count", role="status"),
        ],
        className="cs-filters",
        **data(list_filters=",".join(list_filter_id(one.name) for one in LIST_FILTERS)),
    )


def _grid(translator: Translator) -> dag.AgGrid:
    return dag.AgGrid(
        id=ClientListIds.GRID,
        columnDefs=_columns(translator),
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
            "rowClassRules": {"cs-row-coming": "!params.data"},
            "suppressNoRowsOverlay": True,
            # Tab leaves the grid; within it the arrows move, and Enter opens the client of the row.
            "tabToNextCell": {"function": "leaveGrid(params)"},
            "localeText": grid_texts(translator),
        },
        columnSize="responsiveSizeToFit",
        # The height is the style sheet's: it follows the window.
        style={"height": None},
        className="ag-theme-alpine cs-list",
    )


def _printed(translator: Translator) -> html.Div:
    """Return the place of the table that is printed instead of the grid; `assets/js/list.js` fills it."""
    _ = translator.gettext
    labels = json.dumps({column.name: _(column.label) for column in COLUMNS})
    return html.Div(
        id=ClientListIds.PRINTED,
        className="cs-printed-list",
        **data(
            labels=labels,
            whole=_("All {total} clients of this list"),
            part=_("The first {shown} of {total} clients of this list. The CSV file has all of them."),
        ),
    )


def _columns(translator: Translator) -> list[dict[str, object]]:
    filtered = [one.column for one in LIST_FILTERS]
    columns: list[dict[str, object]] = [
        {
            "field": column.name,
            "headerName": translator.gettext(column.label),
            "sortable": True,
            "minWidth": column.width,
            **_OPTIONS.get(column.kind, {}),
            **(_FILTERED if column.kind is Kind.CLIENT or column in filtered else {}),
        }
        for column in COLUMNS
    ]
    facts = {column.name: translator.gettext(column.label) for column in COLUMNS if column.kind not in _HEADING}
    card = {
        "colId": "card",
        "headerName": translator.gettext("Client"),
        "hide": True,
        "cellRenderer": "ClientCard",
        "cellRendererParams": {"labels": facts},
        "cellClass": "cs-client-cell",
        "minWidth": 200,
        "flex": 1,
    }
    return [*columns, card]
