"""From a score to what is read about it."""

from dataclasses import replace

import pytest

from dashboard_app.callbacks.decision_view import TONES, decision_word, gauge_of, risk_sentence, verdict_of
from dashboard_app.i18n import words_in
from dashboard_app.services.scoring import Score
from dashboard_app.theme import LIGHT
from model_bundle.decision import Decision, decide, threshold_with_band

EN, FR = words_in("en"), words_in("fr")
LIMIT = threshold_with_band(0.09)


def score(probability):
    return Score(100_001, probability, decide(probability, LIMIT), LIMIT, 0.25, 0.4, "bundle")


@pytest.mark.parametrize(
    ("words", "probability", "said"),
    [
        (EN, 0.063, "The estimated risk is 6.3%. It is 2.7 points below the limit of 9.0%."),
        (EN, 0.2, "The estimated risk is 20.0%. It is 11.0 points above the limit of 9.0%."),
        (EN, 0.09, "The estimated risk is 9.0%, exactly the limit."),
        (EN, 0.0899, "The estimated risk is 8.99%, just below the limit of 9.00%."),
        (EN, 0.0903, "The estimated risk is 9.03%, just above the limit of 9.00%."),
        (EN, 0.090000001, "The estimated risk is 9.0000001%, just above the limit of 9.0000000%."),
        (FR, 0.0899, "Le risque estimé est de 8,99\u202f%, juste au-dessous de la limite de 9,00\u202f%."),
        # 5.46 points away; the reader of 14.5 and 9.0 computes 5.5.
        (EN, 0.1446, "The estimated risk is 14.5%. It is 5.5 points above the limit of 9.0%."),
    ],
)
def test_the_sentence_says_risk_distance_and_limit(words, probability, said):
    assert risk_sentence(score(probability), words) == said


@pytest.mark.parametrize("probability", [0.063, 0.2])
def test_french_says_the_same_figures(probability):
    said = risk_sentence(score(probability), FR)
    assert all(part in said for part in (FR.percent(probability), FR.points(probability - 0.09), FR.percent(0.09)))
    assert ("dépasse" in said) is (probability > 0.09)


@pytest.mark.parametrize(
    ("probability", "word", "advice"),
    [
        (0.05, "Can be granted", "About 75% of the clients accepted in the past had a higher risk."),
        (0.085, "To be reviewed", "This is close to the limit"),
        (0.095, "To be reviewed", "This is close to the limit"),
        (0.3, "To be refused", "About 40% of all former clients had a lower risk."),
    ],
)
def test_a_verdict_is_a_word_a_tone_and_an_advice(probability, word, advice):
    verdict = verdict_of(score(probability), EN)
    assert verdict.word == word
    assert verdict.advice.startswith(advice)
    assert verdict.tone is TONES[decide(probability, LIMIT)]


@pytest.mark.parametrize("words", [EN, FR], ids=["en", "fr"])
def test_each_decision_has_its_word(words):
    assert len({decision_word(decision, words) for decision in Decision}) == 4


def test_the_gauge_says_the_sentence_of_the_score():
    found = score(0.2)
    assert gauge_of(found, EN, LIGHT).takeaway == risk_sentence(found, EN)
    assert gauge_of(replace(found, probability=0.99), EN, LIGHT).figure.data


@pytest.mark.parametrize("words", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("away", [-1e-4, 1e-4, -3e-6, 4e-7, 0.02])
def test_risk_and_limit_never_read_alike_where_they_differ(words, away):
    near = score(LIMIT.value + away)
    gauge = gauge_of(near, words, LIGHT)
    risk, limit = (row[1] for row in gauge.table.rows[:2])
    assert risk != limit
    assert risk in risk_sentence(near, words)
    assert limit in risk_sentence(near, words)
    written = " ".join(text["text"] for text in gauge.spec["layout"]["annotations"])
    assert risk in written
    assert limit in written
