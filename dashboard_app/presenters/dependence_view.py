"""From the dependence of one feature to a chart with its sentence."""

from itertools import pairwise
from typing import Any

from dashboard_app.components.app_frame import card, page_link
from dashboard_app.components.chart import chart_view
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.figures.chart import Chart
from dashboard_app.figures.dependence import EffectGroup, plot_boxes, plot_ribbons
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import format_value, get_definition, get_label
from dashboard_app.presenters.axis_view import value_ticks
from dashboard_app.services.dependence import Dependence
from dashboard_app.services.disclosure import SMALLEST_SAMPLE, EffectBand, Spread
from dashboard_app.theme import Palette

_HARDLY = 0.02
"""Effects that differ by less, in log-odds, move a risk of 8 % by less than 0.15 points."""
_MOSTLY = 0.8


def dependence_view(dependence: Dependence, translator: Translator, palette: Palette) -> list[Any]:
    """Return the card about one variable."""
    _ = translator.gettext
    label = get_label(translator, dependence.entry)
    definition = html.P(get_definition(translator, dependence.entry), className="cs-intro")
    body: list[Any]
    if dependence.bands:
        body = [chart_view(dependence_chart(dependence, translator, palette), translator=translator)]
    else:
        body = [
            empty(
                _("Nothing to draw"),
                _("Hardly any applicant of the sample has a value here. Choose another variable."),
            )
        ]
    return [
        card(
            "dependence-title",
            label,
            [
                definition,
                *body,
                *(html.P(sentence, className="cs-note") for sentence in get_notes(dependence, translator)),
            ],
            tools=page_link(_("All definitions"), f"/help#feature-{dependence.entry.name}"),
            is_wide=True,
        )
    ]


def dependence_chart(dependence: Dependence, translator: Translator, palette: Palette) -> Chart:
    """Return the chart: boxes for categories and few numbers, ribbons for the others."""
    label, takeaway = get_label(translator, dependence.entry), build_takeaway(dependence, translator)
    groups = [_group(band, dependence, translator) for band in dependence.bands]
    if dependence.is_discrete:
        # Categories have no order of their own that a reader would look for; numbers have.
        if dependence.entry.categories:
            groups.sort(key=lambda group: -group.mean)
        return plot_boxes(groups, variable=label, takeaway=takeaway, translator=translator, palette=palette)
    ticks = value_ticks(translator, dependence.entry, groups[0].x, groups[-1].x)
    return plot_ribbons(groups, variable=label, takeaway=takeaway, ticks=ticks, translator=translator, palette=palette)


def build_takeaway(dependence: Dependence, translator: Translator) -> str:
    """Return in one sentence which values raise the risk and which lower it."""
    _ = translator.gettext
    label = get_label(translator, dependence.entry)
    low = min(dependence.bands, key=lambda band: band.effect.mean)
    high = max(dependence.bands, key=lambda band: band.effect.mean)
    if high.effect.mean - low.effect.mean < _HARDLY:
        return _("“%(variable)s” hardly moves the risk, whatever its value.", variable=label)
    if dependence.entry.categories:
        return _(
            "The risk is highest for “%(high)s” and lowest for “%(low)s”.",
            high=_middle(high, dependence, translator),
            low=_middle(low, dependence, translator),
        )
    trend = _trend(dependence.bands)
    if trend >= _MOSTLY:
        return _("The higher “%(variable)s”, the higher the risk.", variable=label)
    if trend <= -_MOSTLY:
        return _("The higher “%(variable)s”, the lower the risk.", variable=label)
    return _(
        "“%(variable)s” raises the risk most around %(high)s and lowers it most around %(low)s.",
        variable=label,
        high=_middle(high, dependence, translator),
        low=_middle(low, dependence, translator),
    )


def get_notes(dependence: Dependence, translator: Translator) -> list[str]:
    """Return what the chart does not draw: missing values, rare values, and what an effect is compared with."""
    _ = translator.gettext
    notes = []
    if dependence.missing is None:
        notes.append(_("All but a few applicants of the sample have a value."))
    else:
        notes.append(
            _(
                "Without a value (not drawn): %(share)s. A missing value %(moves)s.",
                share=translator.percent(dependence.missing_share),
                moves=_moves(dependence.missing, translator),
            )
        )
    if dependence.hidden_bands:
        notes.append(
            translator.ngettext(
                "%(count)s value is left out: fewer than %(least)s applicants of the sample have it.",
                "%(count)s values are left out: fewer than %(least)s applicants of the sample have each.",
                dependence.hidden_bands,
                least=translator.number(SMALLEST_SAMPLE),
            )
        )
    notes.append(
        _(
            "An effect is the exact contribution of the variable to the score, in log-odds, on a sample of "
            "%(count)s former applicants. It says what the model weighed, not what causes a default.",
            count=translator.number(dependence.applicants),
        )
    )
    return notes


def _group(band: EffectBand, dependence: Dependence, translator: Translator) -> EffectGroup:
    effect = band.effect
    name = format_value(translator, dependence.entry, band.lower)
    return EffectGroup(
        name=name if band.lower == band.upper else f"{name} – {format_value(translator, dependence.entry, band.upper)}",
        applicants=effect.applicants,
        x=(band.lower + band.upper) / 2,
        mean=effect.mean,
        median=effect.median,
        quarter=effect.quarter,
        three_quarters=effect.three_quarters,
        low=effect.low,
        high=effect.high,
    )


def _middle(band: EffectBand, dependence: Dependence, translator: Translator) -> str:
    value = band.lower if dependence.is_discrete else (band.lower + band.upper) / 2
    return format_value(translator, dependence.entry, value)


def _trend(bands: tuple[EffectBand, ...]) -> float:
    """Return by how much the mean effect goes one way: 1 if it only rises with the value, -1 if it only falls."""
    steps = [right.effect.mean - left.effect.mean for left, right in pairwise(bands)]
    total = sum(abs(step) for step in steps)
    return sum(steps) / total if total else 0.0


def _moves(effect: Spread, translator: Translator) -> str:
    _ = translator.gettext
    if abs(effect.mean) < _HARDLY / 2:
        return _("hardly moves the risk")
    return _("raises the risk on average") if effect.mean > 0 else _("lowers the risk on average")
