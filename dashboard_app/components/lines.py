"""A table of what is kept line by line: texts and links, read from left to right."""

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard_app.components.attributes import aria

Cell = Component | str | Sequence[Component | str]


def lines_table(caption: str, columns: Iterable[str], rows: Iterable[Sequence[Cell]]) -> html.Div:
    """Return a table whose first column names its rows; wider than the page, it scrolls in its own frame."""
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in columns]))
    body = html.Tbody([html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])]) for row in rows])
    return html.Div(
        html.Table(
            [html.Caption(caption, className="visually-hidden"), head, body],
            className="table table-sm data-table cs-lines",
        ),
        className="table-scroll cs-whole",
        tabIndex=0,
        role="region",
        **aria(label=caption),
    )
