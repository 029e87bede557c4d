"""The client list as a file of separated values, written column by column."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dashboard_app.context import RequestContext
from dashboard_app.downloads.csv_lines import BEGINNING, DIALECTS, CsvDialect
from dashboard_app.i18n.values import category_label
from dashboard_app.list_columns import COLUMNS, Column, Kind
from dashboard_app.presenters.decision_view import decision_word
from dashboard_app.services.client_lines import DECISIONS, Lines, get_entry
from model_bundle.manifest import Threshold

_DIGITS = 6
"""Decimals of a risk that no bound of a decision reads like; one that it would has all that it has."""
Cells = Callable[[Lines], list[str]]


def list_parts(blocks: Iterable[Lines], ctx: RequestContext) -> Iterator[str]:
    """Return the file of the list in parts of some thousand lines, each made column by column."""
    dialect = DIALECTS[ctx.translator.language]
    writers = [_writer(column, ctx, dialect) for column in COLUMNS]
    yield BEGINNING + dialect.lines([[dialect.text(ctx.translator.gettext(column.label))] for column in COLUMNS])
    for lines in blocks:
        yield dialect.lines([write(lines) for write in writers])


def _writer(column: Column, ctx: RequestContext, dialect: CsvDialect) -> Cells:
    name, limits = column.name, ctx.active_bundle.bundle.manifest.threshold
    writers: Mapping[Kind, Callable[[Any], list[str]]] = {
        Kind.CLIENT: lambda values: list(map(str, values)),
        Kind.MONEY: lambda values: dialect.numbers(values, 2),
        Kind.NUMBER: lambda values: [dialect.number(int(value) if value.is_integer() else value) for value in values],
        Kind.YEARS: lambda values: dialect.numbers([_floor(age) for age in values], 0),
    }
    if column.kind in writers:
        write = writers[column.kind]
        return lambda lines: write(lines.values[name].tolist())
    if column.kind is Kind.TEXT:
        return _texts(column, ctx, dialect)
    if column.kind is Kind.DECISION:
        labels = [dialect.text(decision_word(decision, ctx.translator)) for decision in DECISIONS]
        return lambda lines: [labels[code] for code in lines.values[name].tolist()]
    # A risk or its distance has as many decimals as the risk needs.
    return lambda lines: [
        dialect.number(value, _digits(risk, limits))
        for value, risk in zip(lines.values[name].tolist(), lines.values["probability"].tolist(), strict=True)
    ]


def _texts(column: Column, ctx: RequestContext, dialect: CsvDialect) -> Cells:
    entry = get_entry(ctx.active_bundle, column)

    def write(lines: Lines) -> list[str]:
        texts = [dialect.text(category_label(ctx.translator, entry, value)) for value in lines.texts[column.name]]
        # The last place is that of a missing one, whose code is -1.
        texts.append("")
        return [texts[code] for code in lines.values[column.name].tolist()]

    return write


def _digits(risk: float, limits: Threshold) -> int | None:
    bounds = (limits.review_low, limits.value, limits.review_high)
    return None if any(abs(risk - bound) < 10**-_DIGITS for bound in bounds) else _DIGITS


def _floor(years: float) -> float:
    return float(math.floor(years)) if math.isfinite(years) else years
