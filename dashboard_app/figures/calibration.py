"""Estimated against observed risk, by groups of applicants of similar risk."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard_app.figures.chart import Chart, ChartTable, Spec
from dashboard_app.figures.lines import by_chance_line, percents, share_line, square
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette


@dataclass(frozen=True)
class Reliability:
    """A group of applicants: estimated and observed risk, how many they are, the interval of what was observed."""

    estimated: float
    observed: float
    applicants: int
    interval: tuple[float, float] | None = None


def plot_calibration(
    points: Sequence[Reliability], *, takeaway: str, translator: Translator, palette: Palette
) -> Chart:
    """Draw estimated against observed risk, one dot per group, with the interval of what was observed."""
    _ = translator.gettext
    estimated, observed = _("estimated risk"), _("share that did not repay")
    spec = square(estimated, observed, translator, palette)
    end = 1.05 * max(
        (max(point.estimated, point.observed, *(point.interval or (0.0,))) for point in points), default=1.0
    )
    dots = share_line([(point.estimated, point.observed) for point in points], _("groups of equal size"), palette)
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
                    translator.percent(point.estimated),
                    translator.percent(point.observed),
                    " – ".join(map(translator.percent, point.interval)) if point.interval else "–",
                    translator.number(point.applicants),
                )
                for point in points
            ),
        ),
    )


def _whiskers(points: Sequence[Reliability], palette: Palette) -> Spec:
    if not all(point.interval for point in points):
        return {}
    ends = [(point.observed, *(point.interval or (0.0, 0.0))) for point in points]
    return {
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": percents(max(0.0, high - observed) for observed, _, high in ends),
            "arrayminus": percents(max(0.0, observed - low) for observed, low, _ in ends),
            "color": palette.accent,
            "thickness": 1.5,
            "width": 3,
        }
    }
