"""The score on a scale that is zoomed around the threshold.

A scale from 0 to 100 % around a threshold of 9 % would waste nine tenths of its width.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from dashboard_app.figures.chart import Chart, ChartTable, Spec, new_spec
from dashboard_app.i18n import Words
from dashboard_app.theme import Palette

HEIGHT = 220
_OUTER, _INNER = 1.0, 0.83
_STEPS = 48
_ZOOM = 2.75
_NICE = 0.05


@dataclass(frozen=True)
class Gauge:
    """What is drawn: a probability, the threshold and the band around it in which a person should look."""

    probability: float
    threshold: float
    review_low: float
    review_high: float

    @property
    def end(self) -> float:
        """Right end of the scale: under three times the threshold, rounded up to 5 points."""
        wide = min(1.0, max(_NICE, self.threshold * _ZOOM))
        return 1.0 if math.isnan(wide) else min(1.0, math.ceil(wide / _NICE) * _NICE)


def draw_gauge(gauge: Gauge, *, sentence: str, words: Words, palette: Palette) -> Chart:
    """Draw the half circle; ``sentence`` says in words what it shows."""
    _ = words.gettext
    digits = words.digits_apart(gauge.probability, gauge.threshold)
    spec = new_spec(
        palette,
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 4},
        showlegend=False,
        xaxis={"visible": False, "range": [-1.3, 1.3], "fixedrange": True},
        yaxis={"visible": False, "range": [-0.2, 1.26], "scaleanchor": "x", "fixedrange": True},
    )
    needle = palette.raises if gauge.probability >= gauge.threshold else palette.lowers
    spec["data"] += [
        *_zones(gauge.review_low, gauge.review_high, gauge.end, palette),
        _stroke(gauge, gauge.threshold, 0.07, palette.ink, 3),
        _stroke(gauge, gauge.probability, 0.1, needle, 7),
    ]
    spec["layout"]["annotations"] += _texts(gauge, digits, words, palette)
    return Chart(
        spec=spec,
        takeaway=sentence,
        label=_("Gauge. %(sentence)s", sentence=sentence),
        table=ChartTable(
            (_("Measure"), _("Value")),
            (
                (_("Estimated risk"), words.percent(gauge.probability, digits)),
                (_("Limit"), words.percent(gauge.threshold, digits)),
                (_("A person looks from"), words.percent(gauge.review_low)),
                (_("to"), words.percent(gauge.review_high)),
            ),
        ),
    )


def _point(scale_end: float, value: float, radius: float) -> tuple[float, float]:
    angle = math.pi * (1 - min(max(value, 0.0), scale_end) / scale_end)
    return radius * math.cos(angle), radius * math.sin(angle)


@lru_cache(maxsize=16)
def _zones(review_low: float, review_high: float, scale_end: float, palette: Palette) -> tuple[Spec, ...]:
    # The same for every client of a bundle; nobody changes what is returned.
    return (
        _zone(0.0, review_low, scale_end, palette.lowers_soft, palette.lowers),
        _zone(review_low, review_high, scale_end, palette.review_soft, palette.review),
        _zone(review_high, scale_end, scale_end, palette.raises_soft, palette.raises),
    )


def _zone(start: float, end: float, scale_end: float, fill: str, line: str) -> Spec:
    values = [start + (end - start) * step / _STEPS for step in range(_STEPS + 1)]
    outline = [_point(scale_end, value, _OUTER) for value in values]
    outline += [_point(scale_end, value, _INNER) for value in reversed(values)]
    outline.append(outline[0])
    return {
        "type": "scatter",
        "x": [round(x, 4) for x, _ in outline],
        "y": [round(y, 4) for _, y in outline],
        "mode": "lines",
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": line, "width": 1.5},
        "hoverinfo": "skip",
    }


def _stroke(gauge: Gauge, value: float, beyond: float, colour: str, width: float) -> Spec:
    ends = (_point(gauge.end, value, _INNER - beyond), _point(gauge.end, value, _OUTER + beyond))
    return {
        "type": "scatter",
        "x": [x for x, _ in ends],
        "y": [y for _, y in ends],
        "mode": "lines",
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }


def _texts(gauge: Gauge, digits: int, words: Words, palette: Palette) -> list[Spec]:
    _ = words.gettext
    x, y = _point(gauge.end, gauge.threshold, _OUTER + 0.12)
    limit = _("limit %(value)s", value=words.percent(gauge.threshold, digits))
    side = "right" if x < 0 else "left"
    quiet = {"size": 12, "color": palette.ink_3}
    texts = (
        (f"<b>{limit}</b>", x, y + 0.04, {"size": 12, "color": palette.ink}, side),
        (words.percent(0, 0), -(_OUTER + _INNER) / 2, -0.1, quiet, "center"),
        (words.percent(gauge.end, 0) + "+", (_OUTER + _INNER) / 2, -0.1, quiet, "center"),
        (f"<b>{words.percent(gauge.probability, digits)}</b>", 0, 0.26, {"size": 34, "color": palette.ink}, "center"),
        (_("estimated risk of default"), 0, 0.0, quiet, "center"),
    )
    return [
        {"text": text, "x": at_x, "y": at_y, "font": font, "xanchor": anchor, "showarrow": False}
        for text, at_x, at_y, font, anchor in texts
    ]
