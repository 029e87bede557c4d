"""From a comparison to a chart with its sentence."""

import math
from typing import Any

from dash import html

from dashboard_app.callbacks.axis_view import bin_names, holds_whole_numbers, value_ticks
from dashboard_app.components.chart import chart_view
from dashboard_app.components.states import empty
from dashboard_app.figures.chart import Chart
from dashboard_app.figures.comparison import Distribution, Group, draw_distribution
from dashboard_app.i18n import Words
from dashboard_app.i18n.values import format_value, is_missing, label_of, text_in
from dashboard_app.services.comparison import Comparison
from dashboard_app.services.disclosure import SMALLEST_GROUP
from dashboard_app.services.groups import Basis
from dashboard_app.theme import Palette

_FEW = 4
"""Up to so many values, being the same says more than being higher."""


def comparison_content(comparison: Comparison, words: Words, palette: Palette) -> tuple[Any, str | None]:
    """Return the chart with what is not drawn in it, and how many are compared with; where suppressed, why."""
    if comparison.is_suppressed:
        return too_few(words), None
    content = [
        chart_view(comparison_chart(comparison, words, palette), words=words),
        html.P(missing_sentence(comparison, words), className="cs-note"),
    ]
    return content, group_sentence(comparison.group, comparison.population, words)


def too_few(words: Words) -> html.Div:
    """Return what stands in place of a chart that would be one of persons."""
    return empty(
        words.gettext("Too few clients to compare with"),
        words.gettext(
            "Fewer than %(least)s former clients are left in one of the groups; a chart of them would be a chart of "
            "persons. Widen the filters.",
            least=words.number(SMALLEST_GROUP),
        ),
    )


def comparison_chart(comparison: Comparison, words: Words, palette: Palette) -> Chart:
    """Return the chart of a comparison that is not suppressed."""
    entry, value = comparison.entry, comparison.value
    marker = None if is_missing(value) else value
    text = words.gettext("this client: %(value)s", value=format_value(words, entry, value))
    better, worse = group_names(comparison.basis, words)
    data = Distribution(
        feature=label_of(words, entry),
        edges=comparison.edges,
        bins=_bins(comparison, words),
        better=Group(better, comparison.better.clients, comparison.better.shares),
        worse=Group(worse, comparison.worse.clients, comparison.worse.shares),
        marker=marker,
        marker_text=text,
    )
    return draw_distribution(
        data, takeaway=takeaway_of(comparison, words), ticks=_ticks(comparison, words), words=words, palette=palette
    )


def group_names(basis: Basis, words: Words) -> tuple[str, str]:
    """Return what the better and the worse group are called."""
    _ = words.gettext
    if basis is Basis.DECISION:
        return _("accepted clients"), _("refused clients")
    return _("clients who repaid"), _("clients who did not repay")


def takeaway_of(comparison: Comparison, words: Words) -> str:
    """Return where the client stands among both groups."""
    _ = words.gettext
    label = label_of(words, comparison.entry)
    if is_missing(comparison.value):
        return _("“%(feature)s” is not known for this client; the chart shows the others.", feature=label)
    if comparison.entry.categories or _has_few_values(comparison):
        return _category_takeaway(comparison, words)
    if math.isnan(comparison.lower_better) or math.isnan(comparison.lower_worse):
        return _("“%(feature)s” is not known for the clients of this group.", feature=label)
    shares = {"better": words.share(comparison.lower_better), "worse": words.share(comparison.lower_worse)}
    if comparison.basis is Basis.DECISION:
        return _("Higher than %(better)s of accepted and %(worse)s of refused clients.", **shares)
    return _("Higher than %(better)s of clients who repaid and %(worse)s of those who did not.", **shares)


def group_sentence(group: int, population: int, words: Words) -> str:
    """Return how many former clients are compared with; of a group of few, only that they are few."""
    if not group:
        return words.gettext("fewer than %(few)s former clients", few=words.number(SMALLEST_GROUP))
    return words.gettext(
        "%(group)s of %(population)s former clients", group=words.number(group), population=words.number(population)
    )


def missing_sentence(comparison: Comparison, words: Words) -> str:
    """Return the share of each group that has no value, drawn nowhere."""
    _ = words.gettext
    shares = {"better": words.percent(comparison.better.missing), "worse": words.percent(comparison.worse.missing)}
    if comparison.basis is Basis.DECISION:
        return _("Not known, and so not drawn: %(better)s of accepted and %(worse)s of refused clients.", **shares)
    return _("Not known, and so not drawn: %(better)s of clients who repaid and %(worse)s of the others.", **shares)


def _category_takeaway(comparison: Comparison, words: Words) -> str:
    _, code = words.gettext, int(comparison.value)
    if comparison.edges:
        # One bin for each whole number; the outermost ones take what lies beyond them.
        code = min(max(round(comparison.value - comparison.edges[0] - 0.5), 0), len(comparison.better.shares) - 1)
    said = {
        "value": format_value(words, comparison.entry, comparison.value),
        "better": words.percent(comparison.better.shares[code]),
        "worse": words.percent(comparison.worse.shares[code]),
    }
    if comparison.basis is Basis.DECISION:
        return _("“%(value)s”: %(better)s of accepted and %(worse)s of refused clients are the same.", **said)
    return _("“%(value)s”: %(better)s of clients who repaid and %(worse)s of the others are the same.", **said)


def _has_few_values(comparison: Comparison) -> bool:
    return bool(comparison.edges) and len(comparison.edges) <= _FEW + 1 and holds_whole_numbers(comparison.edges)


def _bins(comparison: Comparison, words: Words) -> list[str]:
    entry, edges = comparison.entry, comparison.edges
    if not edges:
        return [text_in(words, category.label) for category in entry.categories]
    texts = bin_names(words, entry, edges)
    if holds_whole_numbers(edges):
        first, last = texts[0], texts[-1]
    else:
        first, last = (format_value(words, entry, edge) for edge in (edges[1], edges[-2]))
    # The outermost bins hold what lies beyond the axis too, and say so.
    if comparison.has_lower:
        texts[0] = f"≤ {first}"
    if comparison.has_higher:
        texts[-1] = f"≥ {last}"
    return texts


def _ticks(comparison: Comparison, words: Words) -> list[tuple[float, str]]:
    edges = comparison.edges
    return value_ticks(words, comparison.entry, edges[0], edges[-1]) if edges else []
