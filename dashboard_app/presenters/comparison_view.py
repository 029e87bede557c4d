"""From a comparison to a chart with its sentence."""

import math
from typing import Any

from dashboard_app.components.chart import chart_view
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.figures.chart import Chart
from dashboard_app.figures.comparison import DistributionPlot, GroupShares, Rates, plot_distribution
from dashboard_app.filters import Basis
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import format_value, get_label, is_missing, text_in
from dashboard_app.presenters.axis_view import bin_names, divides_whole_numbers, value_ticks
from dashboard_app.services.comparison import Comparison
from dashboard_app.services.disclosure import MISSING, PERCENTILE_STEP, SMALLEST_GROUP, Rate
from dashboard_app.theme import Palette

_SLACK = 1e-9
_POINT = 0.01
_FEW = 4
"""Up to so many values, being the same says more than being higher."""


def comparison_content(comparison: Comparison, translator: Translator, palette: Palette) -> tuple[Any, str | None]:
    """Return the chart with what is not drawn in it, and how many are compared with; where suppressed, why."""
    if comparison.is_suppressed:
        return too_few(translator), None
    if comparison.is_alike:
        return _all_alike(comparison, translator), group_sentence(comparison.group, comparison.population, translator)
    content = [
        chart_view(comparison_chart(comparison, translator, palette), translator=translator),
        html.P(f"{missing_sentence(comparison, translator)} {_coarse_sentence(translator)}", className="cs-note"),
    ]
    return content, group_sentence(comparison.group, comparison.population, translator)


def too_few(translator: Translator) -> html.Div:
    """Return the message shown when a group is too small for a chart."""
    return empty(
        translator.gettext("Too few clients to compare with"),
        translator.gettext(
            "Too few former clients to show without identifying people: both groups need at least %(least)s, and so "
            "does what the filters leave out. Widen the filters.",
            least=translator.number(SMALLEST_GROUP),
        ),
    )


def too_many(seconds: int, translator: Translator) -> html.Div:
    """Return the message shown after too many comparisons."""
    return empty(
        translator.gettext("Too many comparisons"),
        translator.ngettext(
            "You have made too many different comparisons within an hour. Wait %(count)s minute and try again.",
            "You have made too many different comparisons within an hour. Wait %(count)s minutes and try again.",
            math.ceil(seconds / 60),
        ),
    )


def _all_alike(comparison: Comparison, translator: Translator) -> html.Div:
    if not comparison.better.shares:
        return empty(
            translator.gettext("Hardly anybody has a value"),
            translator.gettext(
                "“%(feature)s” is known for too few former clients of this group to show it "
                "without identifying people.",
                feature=get_label(translator, comparison.entry),
            ),
        )
    return empty(
        translator.gettext("Nearly all clients are alike here"),
        translator.gettext(
            "Nearly all former clients of this group have the same value; the others are too few to show without "
            "identifying people."
        ),
    )


def comparison_chart(comparison: Comparison, translator: Translator, palette: Palette) -> Chart:
    """Return the chart of a comparison that is not suppressed."""
    entry, value = comparison.entry, comparison.value
    text = translator.gettext("this client: %(value)s", value=format_value(translator, entry, value))
    better, worse = group_names(comparison.basis, translator)
    data = DistributionPlot(
        feature=get_label(translator, entry),
        edges=comparison.edges,
        bins=_bins(comparison, translator),
        better=GroupShares(better, comparison.better.clients, comparison.better.shares),
        worse=GroupShares(worse, comparison.worse.clients, comparison.worse.shares),
        rates=Rates(
            rate_name(comparison.basis, translator),
            [rate.share for rate in comparison.rates],
            [rate_text(rate, translator) for rate in comparison.rates],
            comparison.rate.share,
            _overall_text(comparison.rate, translator),
        ),
        marker=None if is_missing(value) or not comparison.edges else value,
        marker_text=text,
        here=comparison.here,
    )
    return plot_distribution(
        data,
        takeaway=build_takeaway(comparison, translator),
        ticks=_ticks(comparison, translator),
        translator=translator,
        palette=palette,
    )


def group_names(basis: Basis, translator: Translator) -> tuple[str, str]:
    """Return what the better and the worse group are called."""
    _ = translator.gettext
    if basis is Basis.DECISION:
        return _("clients the model would accept"), _("clients the model would refuse")
    return _("clients who repaid"), _("clients who did not repay")


def rate_name(basis: Basis, translator: Translator) -> str:
    """Return what the share of the worse group is a share of."""
    _ = translator.gettext
    return _("Share the model would refuse") if basis is Basis.DECISION else _("Share that did not repay")


def rate_text(rate: Rate, translator: Translator) -> str:
    """Return a share that is told in steps: none or all of a few people is no more than less or more than a step."""
    return share_text(rate.share, rate.step, translator)


def share_text(share: float, step: float, translator: Translator) -> str:
    """Return a share as `rate_text` does, given the step it is told in."""
    if is_missing(share):
        return "–"
    if share <= 0:
        return f"< {translator.percent(step, _digits(step))}"
    if share >= 1:
        return f"> {translator.percent(1 - step, _digits(step))}"
    return translator.percent(share, _digits(step))


def _digits(step: float) -> int:
    return 0 if abs(step * 100 - round(step * 100)) < _SLACK else 1


def _overall_text(rate: Rate, translator: Translator) -> str:
    return "–" if is_missing(rate.share) else translator.percent(rate.share, 1 if rate.step < _POINT else 0)


def build_takeaway(comparison: Comparison, translator: Translator) -> str:
    """Return how those like this client fared beside all, and where the client stands among both groups."""
    _ = translator.gettext
    label = get_label(translator, comparison.entry)
    if is_missing(comparison.value):
        return _("“%(feature)s” is not known for this client; the chart shows the others.", feature=label)
    if comparison.entry.categories or _has_few_values(comparison):
        return _category_takeaway(comparison, translator)
    return " ".join([*_range_sentence(comparison, translator), _percentile_sentence(comparison, translator)])


def _range_sentence(comparison: Comparison, translator: Translator) -> list[str]:
    _ = translator.gettext
    if comparison.here is None:
        return []
    values = {
        "range": _bins(comparison, translator)[comparison.here],
        "rate": rate_text(comparison.rates[comparison.here], translator),
        "all": _overall_text(comparison.rate, translator),
    }
    if comparison.basis is Basis.DECISION:
        return [_("In this range (%(range)s) the model would refuse %(rate)s; all: %(all)s.", **values)]
    return [_("In this range (%(range)s) %(rate)s did not repay; all: %(all)s.", **values)]


def _percentile_sentence(comparison: Comparison, translator: Translator) -> str:
    _ = translator.gettext
    if math.isnan(comparison.lower_better) or math.isnan(comparison.lower_worse):
        return _extreme_takeaway(comparison, translator)
    shares = {
        "better": _about(comparison.lower_better, translator),
        "worse": _about(comparison.lower_worse, translator),
    }
    if comparison.basis is Basis.DECISION:
        return _(
            "The value is higher than that of %(better)s of the clients the model would accept and %(worse)s of those "
            "it would refuse.",
            **shares,
        )
    return _(
        "The value is higher than that of %(better)s of the clients who repaid and %(worse)s of those who did not.",
        **shares,
    )


def _about(share: float, translator: Translator) -> str:
    """Return a share that is told in coarse steps: none and all are nearly so."""
    _ = translator.gettext
    if share <= 0:
        return _("under %(share)s", share=translator.percent(PERCENTILE_STEP, 0))
    if share >= 1:
        return _("over %(share)s", share=translator.percent(1 - PERCENTILE_STEP, 0))
    return _("about %(share)s", share=translator.percent(share, 0))


def group_sentence(group: int, population: int, translator: Translator) -> str:
    """Return how many former clients are compared with, both numbers rounded alike."""
    return translator.gettext(
        "%(group)s of %(population)s former clients",
        group=translator.number(group),
        population=translator.number(population),
    )


def missing_sentence(comparison: Comparison, translator: Translator) -> str:
    """Return the share of each group that has no value, drawn nowhere."""
    _ = translator.gettext
    if comparison.better.missing is None or comparison.worse.missing is None:
        return _("The value is known for all but a few clients.")
    shares = {
        "better": translator.percent(comparison.better.missing),
        "worse": translator.percent(comparison.worse.missing),
    }
    if comparison.basis is Basis.DECISION:
        return _(
            "Without a value (not drawn): %(better)s of the clients the model would accept and %(worse)s of those it "
            "would refuse.",
            **shares,
        )
    return _(
        "Without a value (not drawn): %(better)s of the clients who repaid and %(worse)s of those who did not.",
        **shares,
    )


def _extreme_takeaway(comparison: Comparison, translator: Translator) -> str:
    _, least = translator.gettext, translator.number(SMALLEST_GROUP)
    if comparison.has_few_lower:
        return _("Among the lowest values: fewer than %(least)s clients of a group have a lower one.", least=least)
    return _("Among the highest values: fewer than %(least)s clients of a group have one as high.", least=least)


def _category_takeaway(comparison: Comparison, translator: Translator) -> str:
    _ = translator.gettext
    value = format_value(translator, comparison.entry, comparison.value)
    bin_index = comparison.here
    if bin_index is None or (comparison.categories and comparison.categories[bin_index] == MISSING):
        return _("“%(value)s”: too few former clients to show without identifying people.", value=value)
    values = {
        "value": _bins(comparison, translator)[bin_index] if comparison.edges else value,
        "better": translator.percent(comparison.better.shares[bin_index]),
        "worse": translator.percent(comparison.worse.shares[bin_index]),
        "rate": rate_text(comparison.rates[bin_index], translator),
        "all": _overall_text(comparison.rate, translator),
    }
    if comparison.basis is Basis.DECISION:
        return _(
            "Of the clients with “%(value)s” the model would refuse %(rate)s; all: %(all)s. They are %(better)s of "
            "those it would accept and %(worse)s of those it would refuse.",
            **values,
        )
    return _(
        "Of the clients with “%(value)s”, %(rate)s did not repay; all: %(all)s. They are %(better)s of those who "
        "repaid and %(worse)s of those who did not.",
        **values,
    )


def _coarse_sentence(translator: Translator) -> str:
    return translator.gettext(
        "Shares are rounded, and what few clients have is joined with its neighbours, so that nobody is identified."
    )


def _has_few_values(comparison: Comparison) -> bool:
    return bool(comparison.edges) and len(comparison.edges) <= _FEW + 1 and divides_whole_numbers(comparison.edges)


def _bins(comparison: Comparison, translator: Translator) -> list[str]:
    entry, edges = comparison.entry, comparison.edges
    if not edges:
        return [
            translator.gettext("small groups") if code == MISSING else text_in(translator, entry.categories[code].label)
            for code in comparison.categories
        ]
    # The outermost bins hold what lies beyond the axis too, and say so.
    return bin_names(translator, entry, edges, is_open_below=comparison.has_lower, is_open_above=comparison.has_higher)


def _ticks(comparison: Comparison, translator: Translator) -> list[tuple[float, str]]:
    edges = comparison.edges
    return value_ticks(translator, comparison.entry, edges[0], edges[-1]) if edges else []
