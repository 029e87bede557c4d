"""The list of applicants to be decided, block by block."""

from typing import Any

from dash import Input, Output, no_update

from dashboard_app.actor import STAFF
from dashboard_app.callbacks.decision_view import TONES, decision_word, rounded_distance
from dashboard_app.callbacks.registration import Ask, Callbacks
from dashboard_app.i18n.values import category_label
from dashboard_app.i18n.words import Words
from dashboard_app.ids import ClientList
from dashboard_app.services import directory
from dashboard_app.services.directory import Listed, Query
from dashboard_app.services.errors import InvalidRequestError
from model_bundle.catalogue import Entry


def list_rows(ask: Ask, request: object) -> tuple[Any, Any]:
    """Return the block of rows that the grid asks for, and how many clients there are."""
    if not request:
        return no_update, no_update
    query = read_request(request)
    block = directory.list_clients(ask.portfolio, ask.actor, query)
    occupations = ask.portfolio.bundle.catalogue.columns["OCCUPATION_TYPE"]
    rows = [_line(row, occupations, ask.words) for row in block.rows]
    return {"rowData": rows, "rowCount": block.total}, _count(block.total, ask.words)


def read_request(request: object) -> Query:
    """Return what a grid's request asks for.

    Raises
    ------
    InvalidRequestError
        The request is not one that the grid sends.
    """
    try:
        sort = request["sortModel"][0] if request["sortModel"] else {}  # type: ignore[index]
        condition = request["filterModel"].get("client_id", {})  # type: ignore[index]
        start, end = request["startRow"], request["endRow"]  # type: ignore[index]
        query = Query(
            search=str(condition.get("filter", "")),
            sort=str(sort.get("colId", "client_id")),
            descending=sort.get("sort") == "desc",
            start=start,
            end=end,
        )
    except (TypeError, KeyError, AttributeError, IndexError) as error:
        raise InvalidRequestError("This is not a request of the list. Reload the page.") from error
    if not isinstance(query.start, int) or not isinstance(query.end, int):
        raise InvalidRequestError("A block of the list begins and ends with whole numbers. Reload the page.")
    return query


def register(callbacks: Callbacks) -> None:
    """Register the callbacks of the page."""
    callbacks.add(
        list_rows,
        Output(ClientList.GRID, "getRowsResponse"),
        Output(ClientList.COUNT, "children"),
        Input(ClientList.GRID, "getRowsRequest"),
        roles=STAFF,
    )
    callbacks.add_clientside(
        "list",
        "search",
        Output(ClientList.GRID, "filterModel"),
        Input(ClientList.SEARCH, "value"),
        prevent_initial_call=True,
    )


def _line(row: Listed, occupations: Entry, words: Words) -> dict[str, str]:
    occupation = "–" if row.occupation is None else category_label(words, occupations, row.occupation)
    sign = "+" if row.distance >= 0 else "−"
    distance = rounded_distance(row.probability, row.distance)
    return {
        # Row ids must be text; the grid warns about numbers.
        "client_id": str(row.client_id),
        "amount": words.money(row.amount),
        "annuity": words.money(row.annuity),
        "age": words.years(row.age),
        "occupation": occupation,
        "probability": words.percent(row.probability),
        "distance": words.gettext("%(sign)s%(points)s points", sign=sign, points=words.points(distance)),
        "decision": decision_word(row.decision, words),
        "tone": TONES[row.decision],
    }


def _count(total: int, words: Words) -> str:
    return words.ngettext("%(count)s client", "%(count)s clients", total)
