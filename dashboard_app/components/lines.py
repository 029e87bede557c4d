"""A plain table of texts and links."""

from collections.abc import Iterable, Sequence

from dash.development.base_component import Component

from dashboard_app.components.attributes import aria, data
from dashboard_app.components.elements import html

Cell = Component | str | Sequence[Component | str]


def lines_table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> html.Div:
    """Return a table whose first column names its rows; on a narrow screen each row stands as a block.

    As a block it would be no table any more to a screen reader: hence the roles.
    """
    head = html.Thead(
        html.Tr([html.Th(name, scope="col", role="columnheader") for name in columns], role="row"), role="rowgroup"
    )
    body = html.Tbody([_row(columns, row) for row in rows], role="rowgroup")
    return html.Div(
        html.Table(
            [html.Caption(caption, className="visually-hidden"), head, body],
            className="table table-sm data-table cs-lines",
            role="table",
        ),
        className="table-scroll cs-whole",
        tabIndex=0,
        role="group",
        **aria(label=caption),
    )


def _row(columns: Sequence[str], row: Sequence[Cell]) -> html.Tr:
    first = html.Th(row[0], scope="row", role="rowheader", **data(label=columns[0]))
    others = [html.Td(cell, role="cell", **data(label=name)) for name, cell in zip(columns[1:], row[1:], strict=True)]
    return html.Tr([first, *others], role="row")
