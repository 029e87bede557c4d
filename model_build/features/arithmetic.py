"""Arithmetic that features share: what is unknown stays unknown, and no result depends on the order of rows."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

_THOUSANDTHS = 1000
_NOTHING = 1e-9
_LARGEST = 2.0**62


def ratio(numerator: ir.NumericValue, denominator: ir.NumericValue) -> ir.NumericValue:
    """Divide; null where either is null or the denominator is zero, or so small that it can only stand for it."""
    divisor = denominator.cast("float64")
    return numerator.cast("float64") / ibis.ifelse(divisor.abs() < _NOTHING, ibis.null("float64"), divisor)


def exact_sum(values: ir.NumericColumn, *, where: ir.BooleanValue | None = None) -> ir.NumericValue:
    """Sum in whole thousandths; null without a value.

    A floating-point sum depends on the order of its rows, and so on the threads: two runs over the same tables
    would differ. Amounts have at most three decimals.
    """
    return _to_integer_parts(values, _THOUSANDTHS).sum(where=where).cast("float64") / _THOUSANDTHS


def exact_mean(values: ir.NumericColumn, *, where: ir.BooleanValue | None = None) -> ir.NumericValue:
    """Average in whole millionths, for the reason of ``exact_sum``; null without a value."""
    millionths = _to_integer_parts(values, _THOUSANDTHS**2)
    return ratio(millionths.sum(where=where), millionths.count(where=where)) / _THOUSANDTHS**2


def _to_integer_parts(values: ir.NumericColumn, parts: int) -> ir.IntegerColumn:
    scaled = values * parts
    # What does not fit into 64 bits is a mistake: null, rather than the end of the build.
    return ibis.ifelse(scaled.abs() < _LARGEST, scaled, ibis.null("float64")).round().cast("int64")


def share(condition: ir.BooleanColumn, *, where: ir.BooleanValue | None = None) -> ir.NumericValue:
    """Return the share of rows that meet a condition, rows where it is unknown left out."""
    return ratio(condition.cast("int64").sum(where=where), condition.count(where=where))


def latest(values: ir.Column, order: ir.NumericColumn, *, where: ir.BooleanValue | bool = True) -> ir.Value:
    """Return the known value of the row that comes last; ``order`` must not stand twice."""
    return values.argmax(order, where=values.notnull() & where)


def sum_of_known(values: Sequence[ir.NumericValue]) -> ir.NumericValue:
    """Add values of one row, nulls as zero."""
    total = values[0].fill_null(0.0)
    for value in values[1:]:
        total = total + value.fill_null(0.0)
    return total


def count_known(values: Sequence[ir.Value]) -> ir.NumericValue:
    """Count the values of one row that are not null."""
    count = values[0].notnull().cast("int64")
    for value in values[1:]:
        count = count + value.notnull().cast("int64")
    return count


def code(value: ir.StringValue, categories: Sequence[str]) -> ir.NumericValue:
    """Return a category's index in its list; null for null and for a value that is not listed."""
    branches = [(category, ibis.literal(float(position))) for position, category in enumerate(categories)]
    return value.cases(*branches, else_=ibis.null("float64"))
