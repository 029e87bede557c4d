"""The risk on a bar from nothing to twice the threshold: what decides lies in its middle, and is never hidden.

A scale from 0 to 100 % around a threshold of 9 % would waste nine tenths of its width. The bar is made of elements and
not drawn: it follows the theme, forced colours, zoom and paper by itself.
"""

from dataclasses import dataclass

from dashboard_app.components.attributes import aria
from dashboard_app.components.elements import html
from dashboard_app.i18n import Translator
from dashboard_app.i18n.risks import bound_text, risk_digits
from model_bundle.manifest import Threshold

_SPAN = 2
"""The bar ends at so many times the threshold."""


@dataclass(frozen=True)
class RiskBar:
    """A probability with the threshold and its review band."""

    probability: float
    threshold: Threshold

    @property
    def end(self) -> float:
        """The right end of the bar, which is open unless it is 1."""
        return min(1.0, self.threshold.value * _SPAN)

    @property
    def is_beyond(self) -> bool:
        """Whether the risk lies beyond the end of the bar."""
        return self.probability > self.end

    def percent(self, value: float) -> str:
        """Return the position of a value, in percent of the width."""
        return f"{100 * min(max(value / self.end, 0.0), 1.0):.2f}%" if self.end else "0%"


def risk_bar(bar: RiskBar, sentence: str, *, translator: Translator) -> html.Div:
    """Return the bar with its labels, and a key of its zones; ``sentence`` stands for the picture."""
    _ = translator.gettext
    digits = risk_digits(bar.probability, bar.threshold, translator)
    risk = translator.percent(bar.probability, digits)
    limits = bar.threshold
    low, middle, high = (
        bound_text(bound, translator, digits) for bound in (limits.review_low, limits.value, limits.review_high)
    )
    end = _("%(end)s or more", end=translator.percent(bar.end, 1)) if bar.end < 1 else translator.percent(1, 0)
    picture = html.Div(
        [
            html.Div(
                html.Span([html.Strong(f"{risk} ▶" if bar.is_beyond else risk), " ", _("estimated risk of default")]),
                className="cs-risk-value",
                style={"--at": bar.percent(bar.probability)},
            ),
            html.Div(
                [
                    _zone("lowers", bar, 0.0, limits.review_low),
                    _zone("review", bar, limits.review_low, limits.review_high),
                    _zone("raises", bar, limits.review_high, bar.end),
                    html.Span(className="cs-risk-threshold", style={"left": bar.percent(limits.value)}),
                    html.Span(className="cs-risk-mark", style={"left": bar.percent(bar.probability)}),
                ],
                className="cs-risk-zones",
            ),
            html.Div(
                [
                    html.Span(translator.percent(0, 0)),
                    html.Span(
                        _("threshold %(value)s", value=middle),
                        className="cs-risk-middle",
                        style={"--at": bar.percent(limits.value)},
                    ),
                    html.Span(end),
                ],
                className="cs-risk-scale",
            ),
        ],
        role="img",
        **aria(label=_("Bar of the risk from 0 to %(end)s. %(sentence)s", end=end, sentence=sentence)),
    )
    key = html.Ul(
        [
            _key("lowers", _("below %(low)s: can be granted", low=low)),
            _key("review", _("%(low)s to %(high)s: reviewed by a person", low=low, high=high)),
            _key("raises", _("%(high)s or more: not granted automatically", high=high)),
        ],
        className="cs-risk-key",
    )
    return html.Div([picture, key], className="cs-risk")


def _zone(tone: str, bar: RiskBar, start: float, end: float) -> html.Span:
    style = {"left": bar.percent(start), "right": f"calc(100% - {bar.percent(end)})"}
    return html.Span(className=f"cs-risk-zone zone-{tone}", style=style)


def _key(tone: str, text: str) -> html.Li:
    return html.Li([html.Span(className=f"cs-risk-swatch zone-{tone}", **aria(hidden="true")), text])
