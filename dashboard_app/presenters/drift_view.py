"""From drift to what is read about it: verdict in words, and both sides as a chart."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dashboard_app.components.chart import chart_view
from dashboard_app.components.decision import DecisionSummary, Tone, verdict_view
from dashboard_app.components.elements import aria, html
from dashboard_app.components.states import empty
from dashboard_app.components.tables import LabelledValue, fact_list
from dashboard_app.figures.chart import Chart
from dashboard_app.figures.two_group_distribution import GroupSeries, TwoGroupDistribution, plot_two_group_distribution
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import get_label, text_in
from dashboard_app.presenters.axis_view import bin_names, share_ticks, value_ticks
from dashboard_app.presenters.drift_tables import status_word
from dashboard_app.services.drift import Drift, DriftedFeature
from dashboard_app.theme import Palette
from model_bundle.catalogue import Unit
from model_bundle.reports import DriftBins


def verdict_content(drift: Drift, translator: Translator, palette: Palette) -> list[Any]:
    """Return the verdict with its figures, and the score on both sides."""
    return [
        html.Div(
            [
                html.Div([verdict_view(_verdict(drift, translator)), _parts_of_the_rule(drift, translator)]),
                html.Div(
                    [
                        html.H3(translator.gettext("The estimated risk, training and current")),
                        chart_view(score_chart(drift, translator, palette), translator=translator),
                    ]
                ),
            ],
            className="cs-even",
        )
    ]


def feature_content(feature: DriftedFeature, drift: Drift, translator: Translator, palette: Palette) -> list[Any]:
    """Return one variable on both sides: sentence, chart, what is missing, and the figures."""
    _ = translator.gettext
    facts = [
        LabelledValue(_("Status"), status_word(feature, translator)),
        LabelledValue(_("Distance"), translator.fixed(feature.measured.distance, 3)),
        LabelledValue(_("Alert threshold"), translator.fixed(drift.rule.threshold, 2)),
        LabelledValue(_("Measured by"), _method(feature, translator)),
        LabelledValue(_("Importance"), translator.fixed(feature.measured.importance, 3)),
        LabelledValue(_("Missing, training"), translator.percent(feature.measured.missing_reference)),
        LabelledValue(_("Missing, current"), translator.percent(feature.measured.missing_current)),
    ]
    if feature.measured.new_categories:
        facts.append(LabelledValue(_("New values"), ", ".join(feature.measured.new_categories)))
    has_tails = bool(feature.bins.edges) and feature.entry.unit is not Unit.FLAG
    tails = [_("The outermost bars hold what lies beyond them too.")] if has_tails else []
    chart = (
        chart_view(feature_chart(feature, translator, palette), translator=translator)
        if feature.bins.reference
        else empty(_("Nothing to draw"), _("Neither side has a value here. Choose another variable."))
    )
    return [
        html.P(text_in(translator, feature.entry.definition), className="cs-intro"),
        html.Div([chart, fact_list(facts)], className="cs-chart-and-facts"),
        html.P(" ".join([missing_sentence(feature, translator), *tails]), className="cs-note"),
    ]


def feature_chart(feature: DriftedFeature, translator: Translator, palette: Palette) -> Chart:
    """Return a variable on both sides."""
    _ = translator.gettext
    entry, edges = feature.entry, feature.bins.edges
    label = get_label(translator, entry)
    return _two_sides(
        label,
        feature.bins,
        bin_names(translator, entry, edges)
        if edges
        else [text_in(translator, part.label) for part in entry.categories],
        value_ticks(translator, entry, edges[0], edges[-1]) if edges else [],
        takeaway=feature_sentence(feature, translator),
        translator=translator,
        palette=palette,
    )


def score_chart(drift: Drift, translator: Translator, palette: Palette) -> Chart:
    """Return the score on both sides."""
    _ = translator.gettext
    bins = drift.report.score.bins
    edges = bins.edges
    names = [f"{translator.percent(left)} – {translator.percent(right)}" for left, right in pairwise(edges)]
    ticks = share_ticks(translator, edges[0], edges[-1]) if edges else []
    sentence = (
        _("The estimated risks have drifted.")
        if drift.verdict.score_drifted
        else _("The estimated risks have hardly changed.")
    )
    return _two_sides(
        _("estimated risk"),
        drift.report.score.bins,
        names,
        ticks,
        takeaway=sentence,
        translator=translator,
        palette=palette,
    )


def feature_sentence(feature: DriftedFeature, translator: Translator) -> str:
    """Return in one sentence how far a variable moved, and for categories where most."""
    _ = translator.gettext
    label = get_label(translator, feature.entry)
    if not feature.measured.is_drifted:
        return _("“%(variable)s”: no drift.", variable=label)
    if feature.entry.categories and feature.bins.reference:
        names = [text_in(translator, part.label) for part in feature.entry.categories]
        pairs = list(zip(names, feature.bins.reference, feature.bins.current, strict=True))
        # Of two categories both moved alike; rounding makes the first of them win.
        name, before, after = max(pairs, key=lambda pair: round(abs(pair[2] - pair[1]), 9))
        return _(
            "“%(variable)s” has drifted: “%(value)s” went from %(before)s to %(after)s.",
            variable=label,
            value=name,
            before=translator.percent(before),
            after=translator.percent(after),
        )
    before, after = (_centre(feature.bins.edges, side) for side in (feature.bins.reference, feature.bins.current))
    if before == after:
        return _("“%(variable)s” has drifted.", variable=label)
    if after > before:
        return _("“%(variable)s” has drifted: current values are higher.", variable=label)
    return _("“%(variable)s” has drifted: current values are lower.", variable=label)


def missing_sentence(feature: DriftedFeature, translator: Translator) -> str:
    """Return the share of both sides that has no value, drawn nowhere."""
    return translator.gettext(
        "Without a value (not drawn): %(reference)s in training, %(current)s currently.",
        reference=translator.percent(feature.measured.missing_reference),
        current=translator.percent(feature.measured.missing_current),
    )


def _two_sides(
    variable: str,
    bins: DriftBins,
    names: Sequence[str],
    ticks: Sequence[tuple[float, str]],
    *,
    takeaway: str,
    translator: Translator,
    palette: Palette,
) -> Chart:
    _ = translator.gettext
    sides = TwoGroupDistribution(
        variable=variable,
        edges=bins.edges,
        bins=names,
        # Neither is good or bad: no blue, no vermilion.
        first=GroupSeries(_("training: former applicants"), bins.reference, palette.line, palette.control),
        second=GroupSeries(_("current: pending applications"), bins.current, palette.accent_soft, palette.accent),
    )
    label = _(
        "Distribution of “%(variable)s”, training and current. %(takeaway)s",
        variable=variable,
        takeaway=takeaway,
    )
    return plot_two_group_distribution(
        sides, takeaway=takeaway, label=label, ticks=ticks, translator=translator, palette=palette
    )


def _centre(edges: Sequence[float], shares: Sequence[float]) -> float:
    """Return the mean, read off the bins."""
    return sum(share * (left + right) / 2 for share, (left, right) in zip(shares, pairwise(edges), strict=True))


def _method(feature: DriftedFeature, translator: Translator) -> str:
    _ = translator.gettext
    names = {
        "wasserstein": _("Wasserstein distance"),
        "jensenshannon": _("Jensen-Shannon distance"),
        "empty column": _("nothing to measure"),
    }
    # A method that has no name here is called as Evidently calls it.
    return names.get(feature.measured.method, feature.measured.method)


def _verdict(drift: Drift, translator: Translator) -> DecisionSummary:
    _ = translator.gettext
    if not drift.verdict.is_drifted:
        return DecisionSummary(
            Tone.LOWERS,
            _("No drift detected"),
            _("Pending applicants resemble those the model was trained on: its estimates can be relied on."),
        )
    return DecisionSummary(
        Tone.RAISES,
        _("Drift detected"),
        _("Pending applicants differ from those the model was trained on."),
        _("Review the variables below before relying on new scores; the model may need retraining."),
    )


def _parts_of_the_rule(drift: Drift, translator: Translator) -> html.Div:
    """Return the three questions of the rule, each with its answer: one yes is enough."""
    _ = translator.gettext
    names = ", ".join(get_label(translator, entry) for entry in drift.top_drifted)
    threshold = translator.fixed(drift.rule.threshold, 2)
    parts = (
        (
            drift.verdict.score_drifted,
            _("The estimated risk"),
            _(
                "distance %(distance)s; alert threshold %(threshold)s.",
                distance=translator.fixed(drift.report.score.distance, 3),
                threshold=threshold,
            ),
        ),
        (
            bool(drift.top_drifted),
            _(
                "The %(count)s most important variables",
                count=translator.number(drift.rule.top_features),
            ),
            _("drift in: %(names)s.", names=names) if names else _("no drift in any of them."),
        ),
        (
            drift.verdict.share_drifted > drift.rule.largest_share,
            _("All variables"),
            _(
                "drift in %(drifted)s of %(all)s (%(share)s; alert above %(allowed)s).",
                drifted=translator.number(drift.drifted),
                all=translator.number(len(drift.features)),
                share=translator.percent(drift.verdict.share_drifted),
                allowed=translator.percent(drift.rule.largest_share, 0),
            ),
        ),
    )
    rule = _(
        "Drift is reported if one of these three is on alert. A variable has drifted when its distance reaches "
        "%(threshold)s.",
        threshold=threshold,
    )
    rows = _(
        "Compared on %(day)s: %(current)s pending applicants with %(reference)s that the model was "
        "trained on; distances and shares are those of %(current_sample)s and %(reference_sample)s of "
        "them, drawn at random.",
        day=translator.day(drift.compared_at.timestamp()),
        current=translator.number(drift.report.current_rows),
        reference=translator.number(drift.report.reference_rows),
        current_sample=translator.number(drift.report.current_sample),
        reference_sample=translator.number(drift.report.reference_sample),
    )
    return html.Div(
        [
            html.Ul([_part(*part, translator) for part in parts], className="cs-checks"),
            html.P(rule, className="cs-note"),
            html.P(rows, className="cs-note"),
        ]
    )


def _part(is_drifted: bool, name: str, sentence: str, translator: Translator) -> html.Li:
    sign, word, tone = (
        ("▲", translator.gettext("Alert"), "raises") if is_drifted else ("✓", translator.gettext("OK"), "lowers")
    )
    return html.Li(
        [
            html.Span([html.Span(sign, **aria(hidden="true")), " ", word], className=f"cs-check side-{tone}"),
            html.Span([html.Strong(name), ": ", sentence]),
        ]
    )
