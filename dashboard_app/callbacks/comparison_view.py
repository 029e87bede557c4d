"""From a comparison to a chart with its sentence."""

import math
from itertools import pairwise

import numpy as np

from dashboard_app.figures.chart import Chart
from dashboard_app.figures.comparison import Distribution, Group, draw_distribution
from dashboard_app.i18n import Words
from dashboard_app.i18n.values import format_value, is_missing, label_of, text_in
from dashboard_app.services.comparison import Comparison
from dashboard_app.theme import Palette

_TICKS = 6


def comparison_chart(comparison: Comparison, words: Words, palette: Palette) -> Chart:
    """Return the chart of a comparison that is not suppressed."""
    _ = words.gettext
    entry, value = comparison.entry, comparison.value
    marker = None if is_missing(value) else value
    text = _("this client: %(value)s", value=format_value(words, entry, value))
    data = Distribution(
        feature=label_of(words, entry),
        edges=comparison.edges,
        bins=_bins(comparison, words),
        accepted=Group(_("accepted clients"), comparison.accepted.clients, comparison.accepted.shares),
        refused=Group(_("refused clients"), comparison.refused.clients, comparison.refused.shares),
        marker=marker,
        marker_text=text,
    )
    return draw_distribution(
        data, takeaway=takeaway_of(comparison, words), ticks=_ticks(comparison, words), words=words, palette=palette
    )


def takeaway_of(comparison: Comparison, words: Words) -> str:
    """Return where the client stands among both groups."""
    _ = words.gettext
    label = label_of(words, comparison.entry)
    if is_missing(comparison.value):
        return _("“%(feature)s” is not known for this client; the chart shows the others.", feature=label)
    if comparison.entry.categories:
        return _category_takeaway(comparison, words)
    if math.isnan(comparison.lower_accepted) or math.isnan(comparison.lower_refused):
        return _("“%(feature)s” is not known for the clients of this group.", feature=label)
    return _(
        "Higher than %(accepted)s of accepted and %(refused)s of refused clients.",
        accepted=words.share(comparison.lower_accepted),
        refused=words.share(comparison.lower_refused),
    )


def group_sentence(comparison: Comparison, words: Words) -> str:
    """Return how many former clients are compared with."""
    return words.gettext(
        "%(group)s of %(population)s former clients",
        group=words.number(comparison.group),
        population=words.number(comparison.population),
    )


def missing_sentence(comparison: Comparison, words: Words) -> str:
    """Return the share of each group that has no value, drawn nowhere."""
    return words.gettext(
        "Not known, and so not drawn: %(accepted)s of accepted and %(refused)s of refused clients.",
        accepted=words.percent(comparison.accepted.missing),
        refused=words.percent(comparison.refused.missing),
    )


def _category_takeaway(comparison: Comparison, words: Words) -> str:
    code = int(comparison.value)
    return words.gettext(
        "“%(value)s”: %(accepted)s of accepted and %(refused)s of refused clients are the same.",
        value=format_value(words, comparison.entry, comparison.value),
        accepted=words.percent(comparison.accepted.shares[code]),
        refused=words.percent(comparison.refused.shares[code]),
    )


def _bins(comparison: Comparison, words: Words) -> list[str]:
    entry, edges = comparison.entry, comparison.edges
    if not edges:
        return [text_in(words, category.label) for category in entry.categories]
    if _is_whole(edges):
        texts = [format_value(words, entry, (left + right) / 2) for left, right in pairwise(edges)]
        first, last = texts[0], texts[-1]
    else:
        ends = [format_value(words, entry, edge) for edge in edges]
        texts = [f"{left} – {right}" for left, right in pairwise(ends)]
        first, last = ends[1], ends[-2]
    # The outermost bins hold what lies beyond the axis too, and say so.
    if comparison.has_lower:
        texts[0] = f"≤ {first}"
    if comparison.has_higher:
        texts[-1] = f"≥ {last}"
    return texts


def _ticks(comparison: Comparison, words: Words) -> list[tuple[float, str]]:
    edges = comparison.edges
    if not edges:
        return []
    if _is_whole(edges):
        centres = [(left + right) / 2 for left, right in pairwise(edges)]
        step = max(1, len(centres) // _TICKS)
        places = centres[::step]
    else:
        places = np.linspace(edges[0], edges[-1], _TICKS).tolist()
    return [(place, format_value(words, comparison.entry, place)) for place in places]


def _is_whole(edges: tuple[float, ...]) -> bool:
    """Say whether the bins are centred on whole numbers."""
    return abs(edges[0] % 1 - 0.5) < 1e-9 and abs(edges[1] - edges[0] - 1) < 1e-9
