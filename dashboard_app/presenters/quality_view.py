"""How good the model is: figures, what the threshold does to a hundred applicants, and every curve."""

from itertools import accumulate, pairwise
from typing import Any

from dashboard_app.components.app_frame import card
from dashboard_app.components.chart import chart_view
from dashboard_app.components.elements import html
from dashboard_app.components.tables import LabelledValue, Table, fact_list
from dashboard_app.figures.calibration import plot_calibration
from dashboard_app.figures.chart import Chart, ChartTable
from dashboard_app.figures.cost import Cost, plot_cost
from dashboard_app.figures.curves import Curve, plot_curve
from dashboard_app.figures.icon_array import Decided, plot_icon_array, scale_to_100
from dashboard_app.figures.two_group_distribution import GroupSeries, TwoGroupDistribution, plot_two_group_distribution
from dashboard_app.i18n import Translator
from dashboard_app.presenters.axis_view import share_ticks
from dashboard_app.services.quality import Outcomes, Quality
from dashboard_app.theme import Palette
from model_bundle.reports import Interval

_SAME_COST = 1.005


def quality_view(quality: Quality, translator: Translator, palette: Palette) -> list[Any]:
    """Return the cards about how good the model is."""
    _ = translator.gettext

    def chart_card(name: str, title: str, chart: Chart, *, is_wide: bool = False) -> html.Section:
        return card(name, title, chart_view(chart, translator=translator), is_wide=is_wide)

    return [
        card("figures-title", _("In figures"), _headline(quality, translator), is_wide=True),
        card(
            "hundred-title", _("Outcomes per 100 applicants"), _icon_array(quality, translator, palette), is_wide=True
        ),
        chart_card("cost-title", _("What the threshold costs"), cost_chart(quality, translator, palette), is_wide=True),
        chart_card("scores-title", _("Estimates of both groups"), scores_chart(quality, translator, palette)),
        chart_card("calibration-title", _("Calibration"), calibration_chart(quality, translator, palette)),
        chart_card("roc-title", _("Defaults found (ROC curve)"), roc_chart(quality, translator, palette)),
        chart_card("precision-title", _("Precision and recall"), precision_chart(quality, translator, palette)),
    ]


def cost_chart(quality: Quality, translator: Translator, palette: Palette) -> Chart:
    """Return cost over the threshold, with a sentence that says whether another threshold would cost less."""
    _ = translator.gettext
    cheapest = min(quality.cost_curve, key=lambda point: point.cost)
    accept_all = translator.fixed(quality.headline.cost_accept_all, 3)
    here = translator.fixed(quality.cost_at_threshold, 3)
    threshold_interval = quality.threshold_interval
    # The threshold follows a curve through many applicants: what single ones make cheapest is as good as it, nearby.
    is_near = threshold_interval is not None and threshold_interval.low <= cheapest.threshold <= threshold_interval.high
    if is_near or quality.cost_at_threshold <= cheapest.cost * _SAME_COST:
        takeaway = _(
            "Decisions cost least around this threshold: %(here)s per applicant, against %(all)s if everybody were "
            "accepted.",
            here=here,
            all=accept_all,
        )
    else:
        takeaway = _(
            "A threshold of %(threshold)s would cost less: %(best)s per applicant instead of %(here)s.",
            threshold=translator.percent(
                cheapest.threshold, translator.digits_apart(cheapest.threshold, [quality.threshold], 2)
            ),
            best=translator.fixed(cheapest.cost, 3),
            here=here,
        )
    if threshold_interval:
        interval = _(
            "If the same applicants were resampled, the threshold would lie between %(low)s and %(high)s.",
            low=translator.percent(threshold_interval.low),
            high=translator.percent(threshold_interval.high),
        )
        takeaway = f"{takeaway} {interval}"
    cost = Cost(quality.cost_curve, quality.threshold, quality.cost_at_threshold, quality.threshold_interval)
    return plot_cost(cost, takeaway=takeaway, translator=translator, palette=palette)


def roc_chart(quality: Quality, translator: Translator, palette: Palette) -> Chart:
    """Return the share of defaults found over the share of good clients refused."""
    _ = translator.gettext
    outcomes = quality.outcomes
    takeaway = _(
        "At the threshold, %(defaulted)s of those who did not repay are refused, and %(repaid)s of those who repaid.",
        defaulted=translator.percent(outcomes.refused_of_defaulted, 0),
        repaid=translator.percent(outcomes.refused_of_repaid, 0),
    )
    curve = Curve(
        quality.roc,
        (outcomes.refused_of_repaid, outcomes.refused_of_defaulted),
        _("good clients refused"),
        _("defaults found"),
    )
    return plot_curve(
        curve,
        by_chance=[(0.0, 0.0), (1.0, 1.0)],
        takeaway=takeaway,
        label=_("ROC curve: share of defaults found over the share of good clients refused."),
        translator=translator,
        palette=palette,
    )


def precision_chart(quality: Quality, translator: Translator, palette: Palette) -> Chart:
    """Return the precision of refusals over the share of defaults found."""
    _ = translator.gettext
    outcomes, rate = quality.outcomes, quality.headline.default_rate
    takeaway = _(
        "Of those refused at the threshold, %(refused)s would not have repaid; of all applicants, %(all)s did not.",
        refused=translator.percent(outcomes.defaulted_of_refused),
        all=translator.percent(rate),
    )
    curve = Curve(
        quality.precision,
        (outcomes.refused_of_defaulted, outcomes.defaulted_of_refused),
        _("defaults found (recall)"),
        _("right refusals (precision)"),
    )
    return plot_curve(
        curve,
        by_chance=[(0.0, rate), (1.0, rate)],
        takeaway=takeaway,
        label=_("Precision-recall curve: share of right refusals over the share of defaults found."),
        translator=translator,
        palette=palette,
    )


def calibration_chart(quality: Quality, translator: Translator, palette: Palette) -> Chart:
    """Return estimated against observed risk."""
    takeaway = translator.gettext(
        "On average, estimates differ from outcomes by %(error)s.",
        error=translator.points_text(quality.calibration_error),
    )
    return plot_calibration(quality.calibration, takeaway=takeaway, translator=translator, palette=palette)


def scores_chart(quality: Quality, translator: Translator, palette: Palette) -> Chart:
    """Return the distribution of estimates among those who repaid and those who did not."""
    _ = translator.gettext
    scores = quality.scores
    repaid = GroupSeries(_("repaid"), scores.repaid, palette.lowers_soft, palette.lowers)
    defaulted = GroupSeries(_("did not repay"), scores.defaulted, palette.raises_soft, palette.raises)
    takeaway = _(
        "Half of those who did not repay had an estimate above %(defaulted)s, half of those who repaid one above "
        "%(repaid)s.",
        defaulted=translator.percent(_median(scores.edges, scores.defaulted), 0),
        repaid=translator.percent(_median(scores.edges, scores.repaid), 0),
    )
    names = [f"{translator.percent(left)} – {translator.percent(right)}" for left, right in pairwise(scores.edges)]
    names[-1] = f"≥ {translator.percent(scores.edges[-2])}"
    data = TwoGroupDistribution(
        variable=_("estimated risk (last bar: all above)"),
        edges=scores.edges,
        bins=names,
        first=repaid,
        second=defaulted,
        marker=(quality.threshold, _("threshold %(value)s", value=translator.percent(quality.threshold, 2))),
    )
    return plot_two_group_distribution(
        data,
        takeaway=takeaway,
        label=_("Histogram: estimated risk of those who repaid and of those who did not."),
        ticks=share_ticks(translator, 0.0, scores.edges[-1]),
        translator=translator,
        palette=palette,
    )


def _headline(quality: Quality, translator: Translator) -> list[Any]:
    _, headline = translator.gettext, quality.headline
    folds = quality.auc_by_fold
    ranking = [
        LabelledValue(_("Former applicants"), translator.number(headline.applicants)),
        LabelledValue(_("of whom did not repay"), translator.percent(headline.default_rate)),
        LabelledValue(_("Ranking quality (AUC)"), translator.fixed(headline.auc, 4)),
        *_confidence(quality.auc_interval, 4, translator),
        LabelledValue(
            _("AUC of the worst and best fold"),
            f"{translator.fixed(min(folds), 4)} – {translator.fixed(max(folds), 4)}",
        ),
        LabelledValue(_("Average precision"), translator.fixed(headline.average_precision, 4)),
    ]
    cost = [
        LabelledValue(_("Threshold"), translator.percent(quality.threshold, 2)),
        LabelledValue(_("Cost per applicant"), translator.fixed(headline.cost, 4)),
        *_confidence(quality.cost_interval, 4, translator),
        LabelledValue(_("if everybody were accepted"), translator.fixed(headline.cost_accept_all, 4)),
        LabelledValue(_("Error of the estimates (calibration)"), translator.fixed(quality.calibration_error, 4)),
        LabelledValue(_("Brier score"), translator.fixed(headline.brier, 4)),
    ]
    return [
        html.P(
            _(
                "A missed default costs %(times)s times as much as refusing a good client. The model saves "
                "%(saved)s of the cost of accepting everybody.",
                times=translator.number(quality.costs.false_negative),
                saved=translator.percent(1 - headline.cost / headline.cost_accept_all, 0),
            ),
            className="takeaway",
        ),
        html.Div([fact_list(ranking), fact_list(cost)], className="two-columns"),
        html.P(
            _(
                "Measured on former applicants, each scored by a model that never saw them; the threshold "
                "behind the cost was chosen on applicants other than those scored."
            ),
            className="cs-note",
        ),
    ]


def _confidence(interval: Interval | None, digits: int, translator: Translator) -> list[LabelledValue]:
    """Return the interval of the figure above, if there is one."""
    if interval is None:
        return []
    ends = f"{translator.fixed(interval.low, digits)} – {translator.fixed(interval.high, digits)}"
    return [LabelledValue(translator.gettext("%(level)s confidence interval", level=translator.percent(0.95, 0)), ends)]


def _icon_array(quality: Quality, translator: Translator, palette: Palette) -> list[Any]:
    _, outcomes = translator.gettext, quality.outcomes
    chart = plot_icon_array(
        Decided(
            outcomes.granted_repaid, outcomes.granted_defaulted, outcomes.refused_repaid, outcomes.refused_defaulted
        ),
        takeaway=icon_array_sentence(outcomes, translator),
        translator=translator,
        palette=palette,
    )
    note = _(
        "Measured on the same applicants that served to choose the threshold. Applicants near it are "
        "reviewed by a person: here they count on the side where their estimate puts them."
    )
    return [
        html.Div(
            [
                chart_view(chart, translator=translator),
                Table(_confusion_table(outcomes, translator), _("Of 100 applicants")),
            ],
            className="cs-chart-and-facts",
        ),
        html.P(note, className="cs-note"),
    ]


def icon_array_sentence(outcomes: Outcomes, translator: Translator) -> str:
    """Return the confusion matrix in words."""
    granted_repaid, granted_defaulted, refused_repaid, refused_defaulted = _icon_counts(outcomes)
    return translator.gettext(
        "Of 100 applicants, %(granted)s are granted the credit and %(missed)s of them do not repay; "
        "%(refused)s are refused and %(good)s of them would have repaid.",
        granted=translator.number(granted_repaid + granted_defaulted),
        missed=translator.number(granted_defaulted),
        refused=translator.number(refused_repaid + refused_defaulted),
        good=translator.number(refused_repaid),
    )


def _confusion_table(outcomes: Outcomes, translator: Translator) -> ChartTable:
    _ = translator.gettext
    granted_repaid, granted_defaulted, refused_repaid, refused_defaulted = _icon_counts(outcomes)
    rows = (
        (_("repaid"), granted_repaid, refused_repaid),
        (_("did not repay"), granted_defaulted, refused_defaulted),
        (_("together"), granted_repaid + granted_defaulted, refused_repaid + refused_defaulted),
    )
    return ChartTable(
        (_("Of 100 applicants"), _("granted"), _("refused"), _("together")),
        tuple(
            (name, *(translator.number(count) for count in (left, right, left + right))) for name, left, right in rows
        ),
    )


def _icon_counts(outcomes: Outcomes) -> list[int]:
    return scale_to_100(
        (outcomes.granted_repaid, outcomes.granted_defaulted, outcomes.refused_repaid, outcomes.refused_defaulted)
    )


def _median(edges: tuple[float, ...], shares: tuple[float, ...]) -> float:
    """Return where half of the shares lie below, read off the bins."""
    for (left, right), share, below in zip(pairwise(edges), shares, accumulate(shares), strict=True):
        if below >= 0.5:
            return right - (right - left) * (below - 0.5) / share
    return edges[-1]
