"""A table of texts, sent as its texts: its rows and cells come into being in the browser."""

from typing import ClassVar

from dash.development.base_component import Component

from dashboard_app.components.elements import encode
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
    _prop_names: ClassVar[list[str]] = ["caption", "columns", "rows"]  # type: ignore[misc]
    _valid_wildcard_attributes: ClassVar[list[str]] = []  # type: ignore[misc]
    available_properties = _prop_names
    available_wildcard_properties: ClassVar[list[str]] = []  # type: ignore[misc]

    def __init__(self, table: ChartTable, caption: str) -> None:
        # Not by Dash's own: for each property it looks for a Python package of the namespace, and finds none.
        self.caption, self.columns, self.rows = caption, table.columns, table.rows

    def to_plotly_json(self) -> dict[str, object]:
        """Return the table as it is sent."""
        return encode(self)
