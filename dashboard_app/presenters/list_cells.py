"""The cells of the client list as the grid shows them, each kind of column in its own way."""

import math
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from dashboard_app.context import RequestContext
from dashboard_app.i18n.risks import distance_text, risk_text
from dashboard_app.i18n.translator import MINUS, UNKNOWN, Translator
from dashboard_app.i18n.values import category_label
from dashboard_app.list_columns import COLUMNS, Column, Kind
from dashboard_app.presenters.decision_view import TONES, decision_word
from dashboard_app.services.client_lines import ClientRow, get_entry
from model_bundle.manifest import Threshold

Write = Callable[[ClientRow], str]


def grid_rows(rows: Iterable[ClientRow], ctx: RequestContext) -> list[dict[str, str]]:
    """Return rows as the grid shows them: the text of each column by its name, and the tone of the decision."""
    writers = {column.name: _writer(column, ctx) for column in COLUMNS}
    return [{**{name: write(row) for name, write in writers.items()}, "tone": TONES[row.decision]} for row in rows]


def distance_cell(row: ClientRow, threshold: Threshold, translator: Translator) -> str:
    """Return how far a risk is from the threshold, with its sign."""
    if math.isnan(row.distance):
        return UNKNOWN
    sign = "+" if row.distance >= 0 else MINUS
    return sign + distance_text(row.probability, threshold, translator)


def _writer(column: Column, ctx: RequestContext) -> Write:
    translator, threshold = ctx.translator, ctx.active_bundle.bundle.manifest.threshold
    if column.kind is Kind.DISTANCE:
        return lambda row: distance_cell(row, threshold, translator)
    if column.kind is Kind.TEXT:
        entry = get_entry(ctx.active_bundle, column)
        return _written(column, lambda value: UNKNOWN if value is None else category_label(translator, entry, value))
    writers: Mapping[Kind, Callable[[Any], str]] = {
        # Row ids must be text; the grid warns about numbers.
        Kind.CLIENT: str,
        Kind.MONEY: translator.money,
        Kind.NUMBER: lambda value: translator.number(value, 2),
        Kind.YEARS: translator.years,
        Kind.RISK: lambda value: risk_text(value, threshold, translator),
        Kind.DECISION: lambda value: decision_word(value, translator),
    }
    return _written(column, writers[column.kind])


def _written(column: Column, write: Callable[[Any], str]) -> Write:
    value_of = attrgetter(column.name)
    return lambda row: write(value_of(row))
