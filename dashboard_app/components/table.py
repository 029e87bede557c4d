"""A table of texts, sent as its texts: its rows and cells come into being in the browser."""

from typing import ClassVar

from dash.development.base_component import Component

from dashboard_app.figures.chart import ChartTable


class Table(Component):
    """Draws columns and rows of text; the first column names the rows. `assets/js/view.js` is its other half.

    A table stands behind every chart, and most are never opened: as components, their cells were two thirds of what
    the server made for a pick, and half of what it sent (measured).
    """

    _namespace = "clairscore"
    _type = "Table"
    _children_props: list[str] = []  # noqa: RUF012  Dash reads it from the class
    _base_nodes: list[str] = []  # noqa: RUF012
    _names: ClassVar[list[str]] = ["caption", "columns", "rows"]

    def __init__(self, table: ChartTable, caption: str) -> None:
        self._prop_names = self._names
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(caption=caption, columns=table.columns, rows=table.rows)  # type: ignore[no-untyped-call]
