"""Tables and lists of facts: texts in rows, read-only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dash.development.base_component import Component

from dashboard_app.components.elements import aria, data, encode, html
from dashboard_app.figures.chart import ChartTable
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.translator import Translator


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


@dataclass(frozen=True)
class LabelledValue:
    """A label with its value, both ready to be read; ``hint`` explains the label, ``is_wrong`` marks the value."""

    label: str
    value: str
    hint: str | None = None
    is_wrong: bool = False


def fact_list(facts: Iterable[LabelledValue]) -> html.Dl:
    """Return facts as a description list."""
    return html.Dl([_line(fact) for fact in facts], className="facts")


def _line(fact: LabelledValue) -> html.Div:
    # A title alone would hide the explanation from keyboards; the glossary holds every definition in full.
    label = html.Dt(fact.label, title=fact.hint) if fact.hint else html.Dt(fact.label)
    if not fact.is_wrong:
        return html.Div([label, html.Dd(fact.value)])
    sign = html.Span("!", className="cs-wrong-sign", **aria(hidden="true"))
    return html.Div([label, html.Dd([sign, " ", fact.value], className="cs-wrong")])


_TEXTS = {
    "loadingOoo": gettext_noop("Loading…"),
    "loadingError": gettext_noop("Not loaded"),
    "noRowsToShow": gettext_noop("No rows"),
    "noMatchingRows": gettext_noop("No matching clients"),
    "ariaSortableColumn": gettext_noop("Press Enter to sort"),
    "ariaColumnFiltered": gettext_noop("Filtered"),
    "ariaFilterColumn": gettext_noop("Press Control and Enter to open the filter"),
    "ariaMenuColumn": gettext_noop("Press Alt and the down arrow to open the column menu"),
}
"""By the key of AG Grid's ``localeText``: what a list without selection, groups and panels can come to say."""


def grid_texts(translator: Translator) -> dict[str, str]:
    """Return the texts of the grid by the keys under which it looks them up."""
    return {key: translator.gettext(text) for key, text in _TEXTS.items()}
