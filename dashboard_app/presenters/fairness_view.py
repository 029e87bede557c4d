"""Decisions and errors by gender, age, family situation and region, in words, charts and tables."""

from collections.abc import Sequence
from typing import Any

from dashboard_app.components.app_frame import card
from dashboard_app.components.chart import chart_view
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.components.tables import LabelledValue, fact_list
from dashboard_app.figures.chart import Chart, ChartTable
from dashboard_app.figures.dot_plot import DotAxis, DotRow, plot_dots
from dashboard_app.i18n import Translator
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.translator import MINUS
from dashboard_app.i18n.values import signed, text_in
from dashboard_app.services.fairness import AttributeRates, Fairness, GroupRates
from dashboard_app.theme import Palette
from model_bundle.reports import Estimate

TITLES = {
    "gender": gettext_noop("By gender"),
    "age": gettext_noop("By age"),
    "family_status": gettext_noop("By marital status"),
    "children": gettext_noop("By number of children"),
    "region_rating": gettext_noop("By rating of the region"),
}
_FOUR_FIFTHS = 0.8
"""Below it, by a rule of thumb of reviewers, the difference must be justified."""


def fairness_view(fairness: Fairness | None, translator: Translator, palette: Palette) -> list[Any]:
    """Return what leaving out gender and age costs, and one card for each attribute."""
    _ = translator.gettext
    if fairness is None:
        advice = _("The active model was built without this report. The next build makes it.")
        return [card("fairness-title", _("Fairness"), empty(_("Nothing was measured"), advice), is_wide=True)]
    cards = [card("protected-title", _("Without gender and age"), _protected(fairness, translator), is_wide=True)]
    for attribute in fairness.attributes:
        title = _(TITLES[attribute.name]) if attribute.name in TITLES else attribute.name
        content = _attribute(attribute, translator, palette)
        cards.append(card(f"{attribute.name}-title", title, content, is_wide=True))
    return cards


def granted_chart(attribute: AttributeRates, translator: Translator, palette: Palette) -> Chart:
    """Return the share granted in each group, with its interval."""
    _ = translator.gettext
    rows = [
        DotRow(_name(group, translator), rate.value, rate.low, rate.high, is_marked=True)
        for group in attribute.groups
        if (rate := group.selection_rate)
    ]
    return plot_dots(
        rows,
        DotAxis(
            _("share granted"),
            lambda value: translator.percent(value, 0),
            tick=lambda value, digits: translator.percent(value, max(0, digits - 2)),
            has_zero=True,
        ),
        takeaway=ratio_sentence(attribute, translator),
        label=_("Chart: share of each group that is granted the credit, with its interval."),
        table=ChartTable(
            (
                _("Group"),
                _("Applicants"),
                _("Granted"),
                _("Refused, of those who repaid"),
                _("Refused, of those who did not repay"),
                _("Estimated risk"),
                _("Did not repay"),
            ),
            tuple(_line(group, translator) for group in attribute.groups),
        ),
        translator=translator,
        palette=palette,
    )


def ratio_sentence(attribute: AttributeRates, translator: Translator) -> str:
    """Return how far apart the groups are, and whether that must be justified."""
    _, ratio = translator.gettext, attribute.selection_rate_ratio
    known = [
        (group.selection_rate.value, _name(group, translator)) for group in attribute.groups if group.selection_rate
    ]
    if ratio is None or len(known) < 2:
        return _("The groups are too small to compare.")
    values = {
        "lowest": min(known)[1],
        "highest": max(known)[1],
        "ratio": translator.percent(ratio.value, 0),
        "low": translator.percent(ratio.low, 0),
        "high": translator.percent(ratio.high, 0),
    }
    if ratio.value < _FOUR_FIFTHS:
        return _(
            "“%(lowest)s” is granted %(ratio)s as often as “%(highest)s” (interval %(low)s to %(high)s): under four "
            "fifths, which must be justified.",
            **values,
        )
    return _("“%(lowest)s” is granted %(ratio)s as often as “%(highest)s” (interval %(low)s to %(high)s).", **values)


def _attribute(attribute: AttributeRates, translator: Translator, palette: Palette) -> list[Any]:
    _ = translator.gettext
    groups = attribute.groups
    gaps = [
        LabelledValue(title, _gap(estimate, [(_name(group, translator), rate(group)) for group in groups], translator))
        for title, estimate, rate in (
            (_("Widest gap: refused, of those who repaid"), attribute.false_positive_rate_gap, _false_positive_rate),
            (
                _("Widest gap: refused, of those who did not repay"),
                attribute.true_positive_rate_gap,
                _true_positive_rate,
            ),
            (_("Widest gap: estimate against outcome"), attribute.calibration_gap, _miscalibration),
        )
    ]
    chart = granted_chart(attribute, translator, palette)
    return [
        html.Div([chart_view(chart, translator=translator), fact_list(gaps)], className="cs-chart-and-facts cs-gaps")
    ]


def _protected(fairness: Fairness, translator: Translator) -> list[Any]:
    _ = translator.gettext
    ranking = [
        LabelledValue(_("Ranking quality (AUC)"), translator.fixed(fairness.auc, 4)),
        LabelledValue(_("with gender and age"), translator.fixed(fairness.auc_with_protected, 4)),
    ]
    cost = [
        LabelledValue(_("Cost per applicant"), translator.fixed(fairness.cost, 4)),
        LabelledValue(_("with gender and age"), translator.fixed(fairness.cost_with_protected, 4)),
    ]
    note = _(
        "Decisions at the threshold of %(threshold)s for former applicants, each scored by a model that "
        "never saw them, with 95%% confidence intervals. Groups of fewer than 100 applicants or 10 "
        "defaults are listed but not measured.",
        threshold=translator.percent(fairness.threshold, 2),
    )
    return [
        html.P(protected_sentence(fairness, translator), className="takeaway"),
        html.Div([fact_list(ranking), fact_list(cost)], className="two-columns"),
        html.P(note, className="cs-note"),
    ]


def protected_sentence(fairness: Fairness, translator: Translator) -> str:
    """Return which of gender and age the model uses, and what it costs to leave them out."""
    _ = translator.gettext
    used = (
        _("The model uses age, and not gender.") if fairness.uses_age else _("The model uses neither gender nor age.")
    )
    if fairness.auc_with_protected is None or fairness.cost_with_protected is None:
        return used
    cost = _(
        "With both, the AUC would change by %(auc)s and the cost per applicant by %(cost)s.",
        auc=signed(fairness.auc_with_protected - fairness.auc, translator),
        cost=signed(fairness.cost_with_protected - fairness.cost, translator),
    )
    return f"{used} {cost}"


def _line(group: GroupRates, translator: Translator) -> tuple[str, ...]:
    return (
        _name(group, translator),
        translator.gettext("fewer than 100") if group.applicants is None else translator.number(group.applicants),
        _with_interval(group.selection_rate, translator),
        _with_interval(group.false_positive_rate, translator),
        _with_interval(group.true_positive_rate, translator),
        "–" if group.predicted is None else translator.percent(group.predicted),
        _with_interval(group.observed, translator),
    )


def _name(group: GroupRates, translator: Translator) -> str:
    if group.category:
        return text_in(translator, group.category.label)
    youngest, _, oldest = group.value.partition("-")
    if youngest.isdigit() and oldest.isdigit():
        return translator.gettext("%(youngest)s to %(oldest)s years", youngest=youngest, oldest=oldest)
    if group.value.endswith("+"):
        return translator.gettext("%(number)s or more", number=group.value[:-1])
    return group.value


def _with_interval(estimate: Estimate | None, translator: Translator) -> str:
    if estimate is None:
        return "–"
    low, high = translator.percent(estimate.low), translator.percent(estimate.high)
    return f"{translator.percent(estimate.value)} ({low} – {high})"


def _gap(estimate: Estimate | None, rates: Sequence[tuple[str, float | None]], translator: Translator) -> str:
    """Return the widest gap with its interval, and the two groups that it lies between."""
    if estimate is None:
        return "–"
    gap = translator.gettext(
        "%(gap)s (%(low)s – %(high)s)",
        gap=translator.points_text(estimate.value),
        low=_signed_points(estimate.low, translator),
        high=_signed_points(estimate.high, translator),
    )
    known = [(rate, name) for name, rate in rates if rate is not None]
    if len(known) < 2:
        return gap
    return translator.gettext(
        "%(gap)s: “%(highest)s” against “%(lowest)s”", gap=gap, highest=max(known)[1], lowest=min(known)[1]
    )


def _false_positive_rate(group: GroupRates) -> float | None:
    return group.false_positive_rate.value if group.false_positive_rate else None


def _true_positive_rate(group: GroupRates) -> float | None:
    return group.true_positive_rate.value if group.true_positive_rate else None


def _miscalibration(group: GroupRates) -> float | None:
    return None if group.predicted is None or group.observed is None else group.predicted - group.observed.value


def _signed_points(share: float, translator: Translator) -> str:
    # A gap that may be none has an interval that begins below zero.
    # What reads as nothing has no sign.
    points = translator.points(share)
    return f"{MINUS}{points}" if share < 0 and points != translator.points(0) else points
