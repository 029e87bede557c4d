"""From a score to what is read about it: gauge, word, sentence, advice."""

from dash import html

from dashboard_app.components.chart import chart_view
from dashboard_app.components.verdict import Tone, Verdict, verdict_view
from dashboard_app.figures.chart import Chart
from dashboard_app.figures.gauge import Gauge, draw_gauge
from dashboard_app.i18n import Words
from dashboard_app.i18n.languages import mark
from dashboard_app.services.scoring import Score
from dashboard_app.theme import Palette
from model_bundle.decision import Decision

_JUST_BELOW = mark("The estimated risk is %(risk)s, just below the limit of %(limit)s.")
_JUST_ABOVE = mark("The estimated risk is %(risk)s, just above the limit of %(limit)s.")
TONES = {
    Decision.GRANTED: Tone.LOWERS,
    Decision.REVIEW: Tone.REVIEW,
    Decision.REFUSED: Tone.RAISES,
    Decision.DATA_CHECK: Tone.CHECK,
}


def decision_word(decision: Decision, words: Words) -> str:
    """Return the word for a decision as advisers read it."""
    _ = words.gettext
    return {
        Decision.GRANTED: _("Can be granted"),
        Decision.REVIEW: _("To be reviewed"),
        Decision.REFUSED: _("To be refused"),
        Decision.DATA_CHECK: _("Data to be checked"),
    }[decision]


def decision_content(score: Score, verdict: Verdict, words: Words, palette: Palette) -> html.Figure:
    """Return the gauge with what is read under it."""
    return chart_view(gauge_of(score, words, palette), words=words, caption=verdict_view(verdict))


def verdict_of(score: Score, words: Words) -> Verdict:
    """Return the decision in words: how high, how far from the limit, what follows."""
    _ = words.gettext
    return Verdict(
        tone=TONES[score.decision],
        word=decision_word(score.decision, words),
        sentence=risk_sentence(score, words),
        advice=_advice(score, words),
    )


def risk_sentence(score: Score, words: Words) -> str:
    """Return the sentence that says what the gauge shows."""
    digits = words.digits_apart(score.probability, score.threshold.value)
    risk, limit = words.percent(score.probability, digits), words.percent(score.threshold.value, digits)
    distance = words.points(rounded_distance(score.probability, score.distance, digits), digits)
    if score.distance == 0:
        return words.gettext("The estimated risk is %(risk)s, exactly the limit.", risk=risk)
    if digits > 1:
        side = _JUST_ABOVE if score.is_above else _JUST_BELOW
        return words.gettext(side, risk=risk, limit=limit)
    if score.is_above:
        return words.gettext(
            "The estimated risk is %(risk)s. It is %(distance)s points above the limit of %(limit)s.",
            risk=risk,
            distance=distance,
            limit=limit,
        )
    return words.gettext(
        "The estimated risk is %(risk)s. It is %(distance)s points below the limit of %(limit)s.",
        risk=risk,
        distance=distance,
        limit=limit,
    )


def rounded_distance(probability: float, distance: float, digits: int = 1) -> float:
    """Return the distance between risk and limit as they are written, so that a reader's own sum agrees.

    ``digits`` are the decimals of the percentages.
    """
    places = digits + 2
    return round(round(probability, places) - round(probability - distance, places), places)


def gauge_of(score: Score, words: Words, palette: Palette) -> Chart:
    """Return the gauge of a score."""
    limits = score.threshold
    gauge = Gauge(score.probability, limits.value, limits.review_low, limits.review_high)
    return draw_gauge(gauge, sentence=risk_sentence(score, words), words=words, palette=palette)


def _advice(score: Score, words: Words) -> str:
    _ = words.gettext
    if score.decision is Decision.REVIEW:
        return _("This is close to the limit: a person should look at the file before deciding.")
    if score.decision is Decision.REFUSED:
        if score.safer_all is None:
            return _("Nearly all former clients had a lower risk.")
        return _("About %(share)s of all former clients had a lower risk.", share=words.percent(score.safer_all, 0))
    if score.safer_accepted is None:
        # Few have a lower risk, or few a higher one.
        is_low = score.probability < score.threshold.value / 2
        return (
            _("Nearly all clients accepted in the past had a higher risk.")
            if is_low
            else _("Hardly any client accepted in the past had a higher risk.")
        )
    return _(
        "About %(share)s of the clients accepted in the past had a higher risk.",
        share=words.percent(1 - score.safer_accepted, 0),
    )
