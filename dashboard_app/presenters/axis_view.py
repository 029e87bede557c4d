"""Values of a feature along an axis: round places with their text, and the names of bins."""

import math
from collections.abc import Sequence
from itertools import pairwise

from dashboard_app.i18n import Translator
from dashboard_app.i18n.translator import can_write
from dashboard_app.i18n.values import DAYS_PER_MONTH, format_value
from dashboard_app.steps import count_decimals, round_step
from model_bundle.catalogue import CatalogueEntry, Unit
from model_bundle.home_credit import DAYS_PER_YEAR

_TICKS = 5
_SHARE_STEP = 0.05
_SLACK = 1e-9
_INTEGER_UNITS = frozenset({Unit.COUNT, Unit.FLAG})
_FORMATTED_UNITS = frozenset({Unit.FLAG, Unit.DAYS, Unit.MONTHS, Unit.YEARS})
"""Units written in words, not as a plain number."""
_MONTHS = (1, 2, 3, 6, 12, 24)


def value_ticks(translator: Translator, entry: CatalogueEntry, low: float, high: float) -> list[tuple[float, str]]:
    """Return some five places from ``low`` to ``high`` that are round as people count, each with its text.

    Between ends that no value can have, nothing is round: the ends alone are named.
    """
    if not (can_write(low) and can_write(high)):
        return [(end, format_value(translator, entry, end)) for end in (low, high)]
    if not low < high:
        return [(low, format_value(translator, entry, low))]
    unit = _get_unit(entry, high - low)
    step = _get_step(entry, (high - low) / unit / _TICKS, unit)
    first, last = math.ceil(low / unit / step - 1e-9), math.floor(high / unit / step + 1e-9)
    positions = [number * step * unit for number in range(first, last + 1)]
    # Ticks must not have equal labels.
    ticks: dict[str, float] = {}
    digits = count_decimals(step * unit)
    for position in positions:
        ticks.setdefault(_tick_text(translator, entry, position, digits), position)
    return [(position, text) for text, position in ticks.items()]


def _get_step(entry: CatalogueEntry, step: float, unit: float) -> float:
    """Return a step as people count: what is counted whole has whole steps, months those that a year is made of."""
    if unit == DAYS_PER_MONTH or entry.unit is Unit.MONTHS:
        return next((float(months) for months in _MONTHS if months >= step * (1 - _SLACK)), round_step(step))
    step = round_step(step)
    return max(1.0, math.ceil(step)) if entry.unit in _INTEGER_UNITS or _counts_days(entry) else step


def _tick_text(translator: Translator, entry: CatalogueEntry, position: float, digits: int) -> str:
    """Return the value at a place with all the decimals it needs: a tick at 67.5 % does not read 68 %."""
    if entry.categories or entry.days or entry.unit in _FORMATTED_UNITS:
        return format_value(translator, entry, position)
    if entry.unit is Unit.SHARE:
        return translator.percent(position, max(0, digits - 2))
    if entry.unit is Unit.MONEY and digits == 0:
        return translator.money(position)
    return translator.number(position, digits)


def share_ticks(translator: Translator, low: float, high: float) -> list[tuple[float, str]]:
    """Return some five round places of an axis of shares that ends at ``high``, each with its text."""
    if not low <= high <= 1:
        return []
    step = max(_SHARE_STEP, round((high - low) / _TICKS / _SHARE_STEP) * _SHARE_STEP)
    return [(step * index, translator.percent(step * index, 0)) for index in range(int(high / step) + 1)]


def bin_names(
    translator: Translator,
    entry: CatalogueEntry,
    edges: Sequence[float],
    *,
    is_open_below: bool = False,
    is_open_above: bool = False,
) -> list[str]:
    """Return what each bin is called: its number where it holds only one, its two ends otherwise, ≤ or ≥ if open."""
    if divides_whole_numbers(edges):
        numbers = [(left + 0.5, right - 0.5) for left, right in pairwise(edges)]
        ends = [
            (format_value(translator, entry, first), format_value(translator, entry, last)) for first, last in numbers
        ]
    else:
        ends = list(pairwise(_ends(translator, entry, edges)))
    names = [first if first == last else f"{first} – {last}" for first, last in ends]
    if is_open_below:
        names[0] = f"≤ {ends[0][1]}"
    if is_open_above:
        names[-1] = f"≥ {ends[-1][0]}"
    return names


def divides_whole_numbers(edges: Sequence[float]) -> bool:
    """Return whether all edges lie in the middle between two whole numbers."""
    return all(can_write(edge) and abs(edge % 1 - 0.5) < _SLACK for edge in edges)


def _ends(translator: Translator, entry: CatalogueEntry, edges: Sequence[float]) -> list[str]:
    texts = [format_value(translator, entry, edge) for edge in edges]
    # Two ends that read the same would name a bin of nothing: "2 months – 2 months".
    if all(left != right for left, right in pairwise(texts)):
        return texts
    if _counts_days(entry):
        return [
            translator.ngettext("%(count)s day", "%(count)s days", round(abs(edge)) if can_write(edge) else edge)
            for edge in edges
        ]
    narrowest = min(right - left for left, right in pairwise(edges))
    digits = math.ceil(-math.log10(narrowest)) + 1 if 0 < narrowest < math.inf else 0
    return [translator.number(edge, max(0, digits)) for edge in edges]


def _counts_days(entry: CatalogueEntry) -> bool:
    return entry.days or entry.unit is Unit.DAYS


def _get_unit(entry: CatalogueEntry, span: float) -> float:
    """Return what the values are counted in on the axis: days read as months and years when there are many."""
    if _counts_days(entry):
        if span >= 4 * DAYS_PER_YEAR:
            return DAYS_PER_YEAR
        return DAYS_PER_MONTH if span >= 4 * DAYS_PER_MONTH else 1.0
    return 0.01 if entry.unit is Unit.SHARE else 1.0
