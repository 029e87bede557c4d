"""The decision in a word and in a sentence."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard_app.components.attributes import aria
from dashboard_app.components.elements import html


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
