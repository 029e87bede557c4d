"""From a score to what is read about it: word, sentence, bar, advice."""

from dashboard_app.components.decision import DecisionSummary, RiskBar, Tone, risk_bar, verdict_view
from dashboard_app.components.elements import html
from dashboard_app.i18n import Translator
from dashboard_app.i18n.risks import bound_text, distance_text, is_near, risk_digits, risk_text
from dashboard_app.services.scoring import Score
from model_bundle.decision import Decision

TONES = {
    Decision.GRANTED: Tone.LOWERS,
    Decision.REVIEW: Tone.REVIEW,
    Decision.REFUSED: Tone.RAISES,
    Decision.DATA_CHECK: Tone.CHECK,
}


def decision_word(decision: Decision, translator: Translator) -> str:
    """Return the word for a decision as advisers read it."""
    _ = translator.gettext
    return {
        Decision.GRANTED: _("Can be granted"),
        Decision.REVIEW: _("To be reviewed"),
        Decision.REFUSED: _("To be refused"),
        Decision.DATA_CHECK: _("Data to be checked"),
    }[decision]


def decision_content(score: Score, verdict: DecisionSummary, translator: Translator) -> html.Figure:
    """Return the decision in words beside the bar, and under both when and by what the score was computed."""
    bar = risk_bar(RiskBar(score.probability, score.threshold), risk_sentence(score, translator), translator=translator)
    scored = html.P(scored_sentence(score, translator), className="cs-note")
    return html.Figure(
        html.Div([html.Figcaption(verdict_view(verdict)), html.Div([bar, scored])], className="cs-verdict-row"),
        className="cs-decision",
    )


def scored_sentence(score: Score, translator: Translator) -> str:
    """Return on which day the score was computed, and by which version of the model."""
    day = translator.day(score.scored_at.timestamp())
    return translator.gettext("Scored on %(day)s by model version %(version)s.", day=day, version=score.bundle_id)


def build_verdict(score: Score, translator: Translator) -> DecisionSummary:
    """Return the decision in words: how high, how far from the threshold, what follows."""
    return DecisionSummary(
        tone=TONES[score.decision],
        word=decision_word(score.decision, translator),
        sentence=risk_sentence(score, translator),
        advice=_advice(score, translator),
    )


def risk_sentence(score: Score, translator: Translator) -> str:
    """Return how high the risk is, how far from the threshold and, near it, what a person reviews."""
    _, probability, limits = translator.gettext, score.probability, score.threshold
    risk, digits = risk_text(probability, limits, translator), risk_digits(probability, limits, translator)
    threshold = bound_text(limits.value, translator, digits)
    if score.distance == 0:
        return _("The estimated risk is %(risk)s, exactly the threshold.", risk=threshold)
    values = {"risk": risk, "distance": distance_text(probability, limits, translator), "threshold": threshold}
    if not is_near(probability, limits):
        if score.is_above:
            return _(
                "The estimated risk is %(risk)s, about %(distance)s above the threshold of %(threshold)s.", **values
            )
        return _("The estimated risk is %(risk)s, about %(distance)s below the threshold of %(threshold)s.", **values)
    sentence = (
        _("The estimated risk is %(risk)s, %(distance)s above the threshold of %(threshold)s.", **values)
        if score.is_above
        else _("The estimated risk is %(risk)s, %(distance)s below the threshold of %(threshold)s.", **values)
    )
    return f"{sentence} {_band_sentence(score, digits, translator)}"


def _band_sentence(score: Score, digits: int, translator: Translator) -> str:
    """Return what a person reviews, beside a risk that is near it."""
    _ = translator.gettext
    limits = score.threshold
    low, high = (bound_text(bound, translator, digits) for bound in (limits.review_low, limits.review_high))
    if score.decision is Decision.REVIEW or score.is_above:
        return _("From %(low)s to %(high)s, a person reviews the file.", low=low, high=high)
    return _("%(low)s or more is reviewed by a person.", low=low)


def _advice(score: Score, translator: Translator) -> str:
    _ = translator.gettext
    if score.decision is Decision.REVIEW:
        return _("Close to the threshold: a person should look at the file before deciding.")
    if score.decision is Decision.REFUSED:
        return _safer_than_all(score, translator)
    if score.risk_percentile_accepted is None:
        return _too_few(translator)
    riskier = 1 - score.risk_percentile_accepted
    # In steps, none and all are nearly so.
    if riskier == 1:
        return _("Nearly all former clients below the threshold had a higher risk.")
    if not riskier:
        return _("Hardly any former client below the threshold had a higher risk.")
    return _(
        "About %(share)s of former clients below the threshold had a higher risk.", share=translator.percent(riskier, 0)
    )


def _too_few(translator: Translator) -> str:
    """Return what is said in place of a share that is not told; on which side there are too few is not told either."""
    return translator.gettext("Too few former clients have a risk like this one for a comparison.")


def _safer_than_all(score: Score, translator: Translator) -> str:
    if score.risk_percentile_all is None:
        return _too_few(translator)
    if score.risk_percentile_all == 1:
        return translator.gettext("Nearly all former clients had a lower risk.")
    return translator.gettext(
        "About %(share)s of all former clients had a lower risk.",
        share=translator.percent(score.risk_percentile_all, 0),
    )
