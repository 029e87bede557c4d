"""The decision of a client: in a word and a sentence, as a choice, and on the bar of its risk.

A scale from 0 to 100 % around a threshold of 9 % would waste nine tenths of its width: the bar ends at twice the
threshold. It is made of elements and not drawn, so it follows the theme, forced colours, zoom and paper by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard_app.components.controls import ALL
from dashboard_app.components.elements import aria, html
from dashboard_app.i18n.risks import bound_text, risk_digits
from dashboard_app.i18n.translator import Translator
from model_bundle.decision import Decision
from model_bundle.manifest import Threshold


class Tone(StrEnum):
    """Which meaning a mark has, three of colour and one of none; each comes with a sign and a word."""

    LOWERS = "lowers"
    REVIEW = "review"
    RAISES = "raises"
    CHECK = "check"


_SIGNS = {Tone.LOWERS: "✓", Tone.REVIEW: "?", Tone.RAISES: "✕", Tone.CHECK: "!"}


@dataclass(frozen=True)
class DecisionSummary:
    """What is proposed, the sentence that says how near the threshold is, and what follows from it."""

    tone: Tone
    word: str
    sentence: str
    advice: str | None = None


def badge(tone: Tone, word: str) -> html.Span:
    """Return a word with the sign and colour of its meaning."""
    return html.Span([html.Span(_SIGNS[tone], **aria(hidden="true")), " ", word], className=f"cs-badge cs-badge-{tone}")


def verdict_view(verdict: DecisionSummary) -> html.Div:
    """Return the decision in a word, then in sentences."""
    advice = [html.P(verdict.advice, className="advice")] if verdict.advice else []
    return html.Div(
        [html.P(badge(verdict.tone, verdict.word)), html.P(verdict.sentence, className="say"), *advice],
        className="verdict",
    )


def decision_options(translator: Translator, counts: Mapping[Decision, int]) -> list[dict[str, str]]:
    """Return the decisions to choose from, each with how many clients it has, where that is known."""
    _ = translator.gettext
    labels = {
        Decision.GRANTED: _("Can be granted"),
        Decision.REVIEW: _("To be reviewed"),
        Decision.REFUSED: _("To be refused"),
        Decision.DATA_CHECK: _("Data to be checked"),
    }
    named = [(_("All decisions"), ALL, sum(counts.values()))]
    named += [(label, decision.value, counts.get(decision, 0)) for decision, label in labels.items()]
    return [
        {"label": f"{label} ({translator.number(count)})" if counts else label, "value": value}
        for label, value, count in named
    ]


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
