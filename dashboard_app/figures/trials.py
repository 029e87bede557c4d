"""The search for parameters: what each try reached, and the best so far."""

from collections.abc import Sequence
from itertools import accumulate

from dashboard_app.figures.chart import Chart, ChartTable, Spec, new_spec, separators
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

HEIGHT = 300
_DIGITS = 5


def plot_trials(aucs: Sequence[float | None], *, takeaway: str, translator: Translator, palette: Palette) -> Chart:
    """Draw the AUC of each try, in order; a try that was given up is None, and stands as a cross under the others."""
    _ = translator.gettext
    known = [auc for auc in aucs if auc is not None]
    floor = min(known, default=0.0) - 0.05 * (max(known, default=1.0) - min(known, default=0.0) or 0.01)
    best = list(accumulate((floor if auc is None else auc for auc in aucs), max))
    spec = new_spec(
        palette,
        height=HEIGHT,
        margin={"l": 8, "r": 12, "t": 34, "b": 8},
        legend={"orientation": "h", "y": 1, "yanchor": "bottom"},
        separators=separators(translator),
        xaxis={"title": {"text": _("trial")}, "fixedrange": True, "ticks": "outside"},
        yaxis={"title": {"text": _("AUC")}, "fixedrange": True, "automargin": True},
    )
    done = [(number, auc) for number, auc in enumerate(aucs, start=1) if auc is not None]
    given_up = [number for number, auc in enumerate(aucs, start=1) if auc is None]
    spec["data"].append(_dots(_("one trial"), done, "circle", palette.ink_3))
    if given_up:
        spec["data"].append(_dots(_("stopped early"), [(number, floor) for number in given_up], "x", palette.ink_3))
    if known:
        spec["data"].append(
            {
                "type": "scatter",
                "x": list(range(1, len(aucs) + 1)),
                "y": [round(auc, _DIGITS) for auc in best],
                "mode": "lines",
                "name": _("best so far"),
                "line": {"color": palette.accent, "width": 2.5, "shape": "hv"},
                "hoverinfo": "skip",
            }
        )
    return Chart(
        spec=spec,
        takeaway=takeaway,
        label=_("Chart of the parameter search: AUC of each trial, and the best so far."),
        table=ChartTable(
            (_("Trial"), _("AUC")),
            tuple(
                (translator.number(number), _("stopped early") if auc is None else translator.fixed(auc, 4))
                for number, auc in enumerate(aucs, start=1)
            ),
        ),
    )


def _dots(name: str, points: Sequence[tuple[int, float]], symbol: str, colour: str) -> Spec:
    return {
        "type": "scatter",
        "x": [number for number, _ in points],
        "y": [round(auc, _DIGITS) for _, auc in points],
        "mode": "markers",
        "name": name,
        "marker": {"size": 7, "symbol": symbol, "color": colour},
        "hoverinfo": "skip",
    }
