"""The dashboard with one more filter and one more column of the list, which stand in their tables and nowhere else.

A process of its own: it adds the rows before anything else of the dashboard is imported, and writes as JSON what came
of them. `tests/dashboard_app/test_one_row_more.py` reads it.

    python -m tests.one_row_more BUNDLES INSTANCE
"""

import csv
import io
import json
import sys
from pathlib import Path

from dashboard_app import filters, list_columns

BANDS = (filters.Band("small", "small credits", 0, 400_000), filters.Band("large", "large credits", 400_000, 10**9))
FILTER = filters.Filter("size", "AMT_CREDIT", "Size of the credit", "Band of the size.", BANDS)
CHILDREN = (filters.Band("zero", "no children", 0, 1), filters.Band("some", "some children", 1, 99))
COLUMN = list_columns.Column(
    "children", "Children", list_columns.Kind.NUMBER, 90, "How many children.", "application.CNT_CHILDREN"
)


def main(bundles: Path, instance: Path) -> None:
    """Serve the bundles with both rows, ask for everything that follows from them, and print it."""
    filters.FILTERS = (*filters.FILTERS, FILTER)
    list_columns.COLUMNS = (*list_columns.COLUMNS, COLUMN)
    from dashboard_app import list_filters

    # By the new column: its name is "children".
    more = list_filters.ListFilter(COLUMN, "Band of children.", CHILDREN)
    list_filters.LIST_FILTERS = (*list_filters.LIST_FILTERS, more)
    # Only now: what is made from the tables is made when its module is imported.
    from pydantic import SecretStr

    from dashboard_app.app import create_app
    from dashboard_app.settings import Settings
    from dashboard_app.store import Store
    from tests.conftest import PASSWORD, post_login

    settings = Settings(demo=True, demo_password=SecretStr(PASSWORD), instance=instance)
    app = create_app(settings, Store(bundles))
    browser = app.server.test_client()
    browser.get(post_login(browser, "adviser", PASSWORD).location)
    found = {
        "filter": filter_found(app, browser),
        "column": column_found(app, browser),
        "list_filter": list_filter_found(app, browser),
    }
    json.dump(found, sys.stdout)


def parts_of(layout):
    """Every component of a page."""
    return [part for part in layout._traverse() if hasattr(part, "_prop_names")]


def filter_found(app, browser):
    """Return everything that has a filter."""
    from dashboard_app.callbacks.file_choices import FileState
    from dashboard_app.components.controls import ALL
    from dashboard_app.i18n import get_translator
    from dashboard_app.ids import ClientIds, FrameIds
    from dashboard_app.pages.client import layout
    from dashboard_app.url_state import read_state
    from tests.conftest import call

    parts = parts_of(layout(get_translator("en")))
    select = next(part for part in parts if getattr(part, "id", None) == "client-size")
    followers = {
        name: [f"{part['id']}.{part['property']}" for part in (*one["inputs"], *one["state"])]
        for name, one in app.callback_map.items()
    }
    compared = next(
        name
        for name in app.callback_map
        if ClientIds.COMPARISON in name and "@" in name and ClientIds.REASONS not in name
    )
    offered = next(name for name in app.callback_map if f"{ClientIds.FEATURE}.options" in name)
    choices = call(browser, app, offered, ["", "?size=large"]).get_json()["response"]["client-size"]
    values = {
        f"{ClientIds.FEATURE}.value": "EXT_SOURCE_2",
        f"{ClientIds.BASIS}.value": "decision",
        f"{FrameIds.URL}.pathname": f"/client/{first_number(browser)}",
    }
    groups = {}
    for size in (ALL, "small", "large"):
        sent = [values.get(one, size if one == "client-size.value" else ALL) for one in followers[compared]]
        answer = call(browser, app, compared, sent).get_json()["response"]
        groups[size] = answer[ClientIds.GROUP]["children"]
    histogram = "/api/v1/population/histogram?feature=EXT_SOURCE_2&basis=decision&size="
    asked = {size: browser.get(histogram + size) for size in ("small", "x")}
    return {
        "label": next(part.children for part in parts if getattr(part, "htmlFor", None) == "client-size"),
        "control": [option["value"] for option in select.options],
        "followers": sorted(name.split("@")[0] for name, parts in followers.items() if "client-size.value" in parts),
        "restored": [name for name in app.callback_map if "client-size.value@" in name and name != offered],
        "choices": {"options": [option["label"] for option in choices["options"]], "value": choices["value"]},
        "groups": groups,
        "state": read_state("?size=large", FileState).state.size,
        "parameters": [one for one in parameters_of(browser, "/population/histogram") if one["name"] == "size"],
        "asked": {size: [answer.status_code, answer.get_json().get("group")] for size, answer in asked.items()},
    }


def parameters_of(browser, path):
    """Return what the document of the API says of the query of an operation."""
    return browser.get("/api/v1/openapi.json").get_json()["paths"][path]["get"]["parameters"]


def first_number(browser):
    """Return the number of a client."""
    return browser.get("/api/v1/clients?size=1").get_json()["items"][0]["client_id"]


def column_found(app, browser):
    """Return everything that has a column of the list."""
    from dashboard_app.i18n import get_translator
    from dashboard_app.ids import ClientListIds
    from dashboard_app.pages.client_list import layout
    from tests.conftest import call

    [grid] = [part for part in parts_of(layout(get_translator("en"))) if hasattr(part, "columnDefs")]
    card = next(one for one in grid.columnDefs if one.get("colId") == "card")
    request = {"startRow": 0, "endRow": 100, "filterModel": {}, "sortModel": [{"colId": "children", "sort": "desc"}]}
    query_rows = next(name for name in app.callback_map if f"{ClientListIds.GRID}.getRowsResponse" in name)
    answer = call(browser, app, query_rows, [request]).get_json()["response"][ClientListIds.GRID]["getRowsResponse"]
    listed = browser.get("/api/v1/clients?sort=children&order=desc&size=100").get_json()["items"]
    document = browser.get("/api/v1/openapi.json").get_json()
    written = browser.get("/clients.csv?sort=children&direction=desc").text.removeprefix("\ufeff")
    head, *lines = csv.reader(io.StringIO(written))
    return {
        "grid": next(one for one in grid.columnDefs if one.get("field") == "children"),
        "card": card["cellRendererParams"]["labels"]["children"],
        "rows": [row["children"] for row in answer["rowData"]],
        "json": [item["children"] for item in listed],
        "schema": document["components"]["schemas"]["ListedClient"]["properties"]["children"],
        "sorts": next(one["schema"]["enum"] for one in parameters_of(browser, "/clients") if one["name"] == "sort"),
        "csv": [head.index("Children"), [line[head.index("Children")] for line in lines[:100]]],
    }


def list_filter_found(app, browser):
    """Return everything that has a filter of the list."""
    from dashboard_app.i18n import get_translator
    from dashboard_app.ids import AssignmentsIds, ClientListIds
    from dashboard_app.pages import assignments, client_list
    from dashboard_app.presenters.list_query import read_query
    from tests.conftest import call

    request = {
        "startRow": 0,
        "endRow": 500,
        "filterModel": {"children": {"filterType": "text", "type": "equals", "filter": "some"}},
        "sortModel": [],
    }
    query_rows = next(name for name in app.callback_map if f"{ClientListIds.GRID}.getRowsResponse" in name)
    answer = call(browser, app, query_rows, [request]).get_json()["response"][ClientListIds.GRID]["getRowsResponse"]
    offered = next(name for name in app.callback_map if "list-children.options" in name)
    control = call(browser, app, offered, ["", "?children=some"]).get_json()["response"]["list-children"]
    api = "/api/v1/clients?size=500&children="
    written = browser.get("/clients.csv?children=some").text
    pages = {"list": client_list, "assignments": assignments}
    layouts = {name: page.layout(get_translator("en")) for name, page in pages.items()}
    [place] = [part for part in parts_of(layouts["list"]) if hasattr(part, "data-list-filters")]
    counted = next(name for name in app.callback_map if f"{AssignmentsIds.COUNT}.content" in name)
    return {
        "labels": {
            name: [part.children for part in parts_of(one) if getattr(part, "htmlFor", None) == f"{name}-children"]
            for name, one in layouts.items()
        },
        "cleared": getattr(place, "data-list-filters").split(","),
        "control": {"options": [option["label"] for option in control["options"]], "value": control["value"]},
        "rows": [row["children"] for row in answer["rowData"]],
        "query": dict(read_query("?children=some", "en").filters),
        "csv": len(list(csv.reader(io.StringIO(written)))) - 1,
        "json": [item["children"] for item in browser.get(api + "some").get_json()["items"]],
        "refused": browser.get(api + "x").status_code,
        "parameters": [one for one in parameters_of(browser, "/clients") if one["name"] == "children"],
        "counted": [f"{part['id']}.{part['property']}" for part in app.callback_map[counted]["inputs"]],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
