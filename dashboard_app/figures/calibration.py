"""Estimated against observed risk, by groups of applicants of similar risk."""

from collections.abc import Sequence

from dashboard_app.figures.chart import Chart, ChartTable, Spec
from dashboard_app.figures.lines import by_chance_line, percents, share_line, square
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette
from model_bundle.reports import CalibrationBin, Interval


def plot_calibration(
    points: Sequence[CalibrationBin], *, takeaway: str, translator: Translator, palette: Palette
) -> Chart:
    """Draw estimated against observed risk, one dot per group, with the interval of what was observed."""
    _ = translator.gettext
    estimated, observed = _("estimated risk"), _("share that did not repay")
    spec = square(estimated, observed, translator, palette)
    end = 1.05 * max(
        (max(point.predicted, point.observed, point.interval.high if point.interval else 0.0) for point in points),
        default=1.0,
    )
    dots = share_line([(point.predicted, point.observed) for point in points], _("groups of equal size"), palette)
    spec["data"] += [
        by_chance_line([(0.0, 0.0), (end, end)], _("perfect calibration"), palette),
        {**dots, "mode": "lines+markers", "marker": {"size": 7, "color": palette.accent}, **_whiskers(points, palette)},
    ]
    spec["layout"]["xaxis"]["range"] = spec["layout"]["yaxis"]["range"] = [0, round(end * 100, 2)]
    interval = _("%(level)s interval", level=translator.percent(0.95, 0))
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("Line chart: estimated risk against the share that did not repay, by groups of equal size."),
        table=ChartTable(
            (_("Estimated risk"), _("Did not repay"), interval, _("Applicants")),
            tuple(
                (
                    translator.percent(point.predicted),
                    translator.percent(point.observed),
                    _interval_text(point.interval, translator),
                    translator.number(point.applicants),
                )
                for point in points
            ),
        ),
    )


def _interval_text(interval: Interval | None, translator: Translator) -> str:
    return f"{translator.percent(interval.low)} – {translator.percent(interval.high)}" if interval else "–"


def _whiskers(points: Sequence[CalibrationBin], palette: Palette) -> Spec:
    ends = [(point.observed, point.interval) for point in points if point.interval]
    if len(ends) < len(points):
        return {}
    return {
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": percents(max(0.0, interval.high - observed) for observed, interval in ends),
            "arrayminus": percents(max(0.0, observed - interval.low) for observed, interval in ends),
            "color": palette.accent,
            "thickness": 1.5,
            "width": 3,
        }
    }
