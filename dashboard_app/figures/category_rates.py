"""The rate of a group in each category of a feature, the highest first."""

from collections.abc import Sequence

from dashboard_app.figures.chart import Spec, name_rows, new_spec, plain, separators, vertical_line
from dashboard_app.figures.distribution import DistributionPlot, by_rate, percents, rate_axis, rate_colours, signed_name
from dashboard_app.figures.small_categories import group_small_categories, rows_to_draw
from dashboard_app.i18n import Translator
from dashboard_app.theme import Palette

_ROW = 58
_MARGINS = 110
_LETTERS = 30
"""Letters of a line: the axis leaves less room than in a figure without one."""


def category_rates(data: DistributionPlot, translator: Translator, palette: Palette) -> Spec:
    """Return bars of the rates, with the share of clients behind each; of many categories the largest."""
    shown_rows = rows_to_draw([data.better.shares, data.worse.shares], always=data.here)
    rows: list[int | None] = []
    names, rates, texts = [], [], []
    for row in by_rate(data):
        if shown_rows is None or row in shown_rows:
            rows.append(row)
            rates.append(data.rates.shares[row])
            texts.append(data.rates.texts[row])
            names.append(_named(signed_name(data, row), _of_all(data, row), translator))
    if shown_rows is not None:
        rate, share = _rest(data, shown_rows)
        rows.append(None)
        rates.append(rate)
        texts.append(translator.percent(rate, 0))
        others = translator.gettext("%(count)s others", count=translator.number(len(data.bins) - len(shown_rows)))
        names.append(_named(others, share, translator))
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(rows))),
        "x": percents(rates),
        "text": [plain(text) for text in texts],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": rate_colours(data, rows, palette),
        "customdata": [plain(name) for name in names],
        "hovertemplate": "%{customdata}<br>%{text}<extra></extra>",
    }
    spec = new_spec(
        palette,
        height=_MARGINS + _ROW * len(rows),
        margin={"l": 8, "r": 40, "t": 34, "b": 8},
        bargap=0.6,
        showlegend=False,
        separators=separators(translator),
        xaxis={
            **rate_axis([*rates, data.rates.overall], translator),
            "nticks": 6,
            "showgrid": False,
            "title": {"text": plain(data.rates.name)},
        },
    )
    spec["data"].append(bars)
    name_rows(spec, names, palette, above=22, letters=_LETTERS)
    _draw_overall(spec, data, translator, palette)
    return spec


def _draw_overall(spec: Spec, data: DistributionPlot, translator: Translator, palette: Palette) -> None:
    at = round(data.rates.overall * 100, 3)
    spec["layout"]["shapes"] = [vertical_line(at, palette.ink, width=1.5, dash="dot")]
    spec["layout"]["annotations"].append(
        {
            "x": at,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 6,
            "text": plain(translator.gettext("all: %(rate)s", rate=data.rates.overall_text)),
            "showarrow": False,
            "font": {"color": palette.ink_2, "size": 13},
        }
    )


def _rest(data: DistributionPlot, shown_rows: Sequence[int]) -> tuple[float, float]:
    """Return the rate of the categories that are not drawn, and what share of all they are."""
    better, worse = (
        group_small_categories(group.shares, list(shown_rows))[-1] * weight
        for group, weight in zip((data.better, data.worse), _weights(data), strict=True)
    )
    return (worse / (better + worse) if better + worse else 0.0), better + worse


def _of_all(data: DistributionPlot, row: int) -> float:
    """Return the share of both groups together that a category is."""
    better, worse = _weights(data)
    return data.better.shares[row] * better + data.worse.shares[row] * worse


def _weights(data: DistributionPlot) -> tuple[float, float]:
    everybody = data.better.clients + data.worse.clients
    return (data.better.clients / everybody, data.worse.clients / everybody) if everybody else (0.0, 0.0)


def _named(name: str, share: float, translator: Translator) -> str:
    return translator.gettext("%(name)s · %(share)s of clients", name=name, share=translator.share(share))
