"""From a score to what is read about it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard_app.i18n import get_translator
from dashboard_app.i18n.risks import distance_text, risk_text
from dashboard_app.presenters.decision_view import TONES, build_verdict, decision_content, decision_word, risk_sentence
from dashboard_app.services.scoring import Score
from model_bundle.decision import Decision, decide, threshold_with_band
from tests.dashboard_app.callbacks.asking import text_of

EN, FR = get_translator("en"), get_translator("fr")
LANGUAGES = pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
LIMIT = threshold_with_band(0.09)


def score(probability, limit=LIMIT):
    made = datetime(2026, 11, 21, tzinfo=UTC)
    return Score(100_001, probability, decide(probability, limit), limit, 0.25, 0.4, "bundle-7", made)


@pytest.mark.parametrize(
    ("translator", "probability", "said"),
    [
        (EN, 0.063, "The estimated risk is 6.3%, about 2.7 points below the threshold of 9.00%."),
        (EN, 0.2, "The estimated risk is 20.0%, about 11.0 points above the threshold of 9.00%."),
        (EN, 0.09, "The estimated risk is 9.00%, exactly the threshold."),
        (
            EN,
            0.0809,
            "The estimated risk is 8.09%, 0.91 points below the threshold of 9.00%. 8.10% or more is reviewed by a "
            "person.",
        ),
        (
            EN,
            0.080998,
            "The estimated risk is 8.0998%, 0.9002 points below the threshold of 9.0000%. 8.1000% or more is reviewed "
            "by a person.",
        ),
        (
            EN,
            0.0903,
            "The estimated risk is 9.03%, 0.03 points above the threshold of 9.00%. From 8.10% to 9.90%, a person "
            "reviews the file.",
        ),
        (
            EN,
            0.1,
            "The estimated risk is 10.00%, 1.00 point above the threshold of 9.00%. From 8.10% to 9.90%, a person "
            "reviews the file.",
        ),
        (
            FR,
            0.0899,
            "Le risque estimé est de 8,99\u202f%, 0,01 point au-dessous du seuil de 9,00\u202f%. De 8,10\u202f% à "
            "9,90\u202f%, une personne examine le dossier.",
        ),
        # 5.46 points away; the reader of 14.5 and 9.0 computes 5.5.
        (EN, 0.1446, "The estimated risk is 14.5%, about 5.5 points above the threshold of 9.00%."),
    ],
)
def test_the_sentence_says_risk_distance_threshold_and_what_a_person_reviews(translator, probability, said):
    assert risk_sentence(score(probability), translator) == said


@pytest.mark.parametrize("probability", [0.063, 0.2])
def test_french_says_the_same_figures(probability):
    said = risk_sentence(score(probability), FR)
    assert all(part in said for part in (FR.percent(probability), FR.points(probability - 0.09), FR.percent(0.09, 2)))
    assert ("au-dessus" in said) is (probability > 0.09)


@pytest.mark.parametrize(
    ("probability", "safer", "word", "advice"),
    [
        (0.05, 0.25, "Can be granted", "About 75% of former clients below the threshold had a higher risk."),
        (0.01, 0.0, "Can be granted", "Nearly all former clients below the threshold had a higher risk."),
        (0.01, None, "Can be granted", "Too few former clients have a risk like this one for a comparison."),
        (0.08, 1.0, "Can be granted", "Hardly any former client below the threshold had a higher risk."),
        (0.08, None, "Can be granted", "Too few former clients have a risk like this one for a comparison."),
        (0.085, 0.9, "To be reviewed", "Close to the threshold"),
        (0.095, 0.9, "To be reviewed", "Close to the threshold"),
        (0.3, 0.4, "To be refused", "About 40% of all former clients had a lower risk."),
        (0.9, 1.0, "To be refused", "Nearly all former clients had a lower risk."),
        (0.9, None, "To be refused", "Too few former clients have a risk like this one for a comparison."),
    ],
)
def test_a_verdict_is_a_word_a_tone_and_an_advice(probability, safer, word, advice):
    verdict = build_verdict(replace(score(probability), risk_percentile_accepted=safer, risk_percentile_all=safer), EN)
    assert verdict.word == word
    assert verdict.advice.startswith(advice) and verdict.advice.endswith(".")
    assert verdict.tone is TONES[decide(probability, LIMIT)]


@LANGUAGES
def test_each_decision_has_its_word(translator):
    assert len({decision_word(decision, translator) for decision in Decision}) == 4


@LANGUAGES
def test_the_decision_says_when_and_by_which_model(translator):
    said = text_of(decision_content(score(0.2), build_verdict(score(0.2), translator), translator))
    assert "bundle-7" in said
    assert "21 November 2026" in said or "21 novembre 2026" in said
    assert risk_sentence(score(0.2), translator) in said


@LANGUAGES
@pytest.mark.parametrize("away", [-1e-4, 1e-4, -3e-6, 4e-7, 0.02])
@pytest.mark.parametrize("bound", ["review_low", "value", "review_high"])
def test_risk_and_bound_never_read_alike_where_they_differ(translator, away, bound):
    near = score(getattr(LIMIT, bound) + away)
    said = text_of(decision_content(near, build_verdict(near, translator), translator))
    digits = len(risk_text(near.probability, LIMIT, translator).strip("%\u202f").split(translator.fixed(0.5, 1)[1])[1])
    assert risk_text(near.probability, LIMIT, translator) in said
    assert risk_text(near.probability, LIMIT, translator) != translator.percent(getattr(LIMIT, bound), digits)


def thousandths():
    """Every risk of three digits beside each bound: 8.14 %, and the ones before and after it."""
    for threshold in (0.0905, 0.0901, 0.0873, 0.1003, 0.123):
        limits = threshold_with_band(threshold)
        yield limits, sorted({number / 10_000 for number in range(1, 2_500)} | {threshold, limits.review_low})


@LANGUAGES
def test_the_same_figures_never_read_as_opposite_decisions(translator):
    for limits, risks in thousandths():
        decided = {}
        for risk in risks:
            written = risk_text(risk, limits, translator), distance_text(risk, limits, translator), risk > limits.value
            assert decided.setdefault(written, decide(risk, limits)) is decide(risk, limits), (written, risk)


@settings(max_examples=400, deadline=None)
@given(
    threshold=st.floats(0.005, 0.6),
    place=st.sampled_from(["review_low", "value", "review_high"]),
    below=st.floats(1e-9, 0.05),
    above=st.floats(0, 0.05),
)
def test_two_risks_of_different_decisions_are_written_differently(threshold, place, below, above):
    limits = threshold_with_band(threshold)
    one, other = getattr(limits, place) - below, getattr(limits, place) + above
    assume(0 <= one < other <= 1)
    assume(decide(one, limits) is not decide(other, limits))
    assert risk_text(one, limits, EN) != risk_text(other, limits, EN)


@settings(max_examples=400, deadline=None)
@given(threshold=st.floats(0.005, 0.6), risk=st.floats(0, 1))
def test_no_distance_is_none_where_risk_and_threshold_differ(threshold, risk):
    assume(abs(risk - threshold) > 1e-9)
    digits = distance_text(risk, threshold_with_band(threshold), EN).split()[0]
    assert float(digits) > 0


@pytest.mark.parametrize(
    ("translator", "share", "said"),
    [
        (EN, 0.01, "1.0 point"),
        (EN, 0.003, "0.3 points"),
        (EN, 0.02, "2.0 points"),
        (FR, 0.003, "0,3 point"),
        (FR, 0.0199, "2,0 points"),
        (FR, 0.0194, "1,9 point"),
        (FR, -0.02, "2,0 points"),
        (EN, None, "– points"),
    ],
)
def test_points_are_counted_as_people_count(translator, share, said):
    assert translator.points_text(share) == said
