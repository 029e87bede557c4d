"""The risk on a bar: zoomed around the threshold, every bound named, and words for those who do not see it."""

import pytest

from dashboard_app.components.decision import RiskBar, risk_bar
from dashboard_app.i18n import get_translator
from dashboard_app.i18n.risks import risk_digits
from model_bundle.decision import threshold_with_band
from tests.dashboard_app.callbacks.asking import of_class, parts, text_of

EN, FR = get_translator("en"), get_translator("fr")
LANGUAGES = pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
LIMITS = threshold_with_band(0.0905)
SENTENCE = "The estimated risk is 6.3%."


def draw(probability, limits=LIMITS, translator=EN):
    return risk_bar(RiskBar(probability, limits), SENTENCE, translator=translator)


def place(drawn, name):
    (mark,) = of_class(drawn, name)
    return float((mark.style.get("left") or mark.style["--at"]).removesuffix("%"))


@pytest.mark.parametrize("threshold", [0.02, 0.0905, 0.2, 0.45])
def test_the_threshold_stands_in_the_middle_of_a_scale_that_ends_at_twice_its_value(threshold):
    drawn = draw(0.01, threshold_with_band(threshold))
    assert place(drawn, "cs-risk-threshold") == pytest.approx(50)
    assert EN.percent(2 * threshold, 1) + " or more" in text_of(drawn)


def test_a_threshold_of_more_than_a_half_ends_the_scale_at_one():
    drawn = draw(0.3, threshold_with_band(0.6))
    assert place(drawn, "cs-risk-threshold") == pytest.approx(60)
    assert "100%" in text_of(drawn)
    assert "or more" not in text_of(of_class(drawn, "cs-risk-scale"))


@pytest.mark.parametrize("risk", [0.0, 0.01, 0.0905, 0.12, 0.181])
def test_the_mark_stands_where_the_risk_is_with_its_label_at_the_same_place(risk):
    drawn = draw(risk)
    assert place(drawn, "cs-risk-mark") == pytest.approx(100 * risk / 0.181, abs=0.01)
    assert place(drawn, "cs-risk-value") == place(drawn, "cs-risk-mark")


@LANGUAGES
def test_a_risk_beyond_the_open_end_is_marked_as_such_and_written(translator):
    drawn = draw(0.42, translator=translator)
    assert place(drawn, "cs-risk-mark") == 100
    assert f"{translator.percent(0.42)} ▶" in text_of(drawn)
    assert "▶" not in text_of(draw(0.15, translator=translator))


def test_zones_follow_one_another_without_a_gap():
    zones = of_class(draw(0.06), "cs-risk-zone")
    ends = [(zone.style["left"], zone.style["right"]) for zone in zones]
    assert ends == [
        ("0.00%", "calc(100% - 45.00%)"),
        ("45.00%", "calc(100% - 55.00%)"),
        ("55.00%", "calc(100% - 100.00%)"),
    ]
    assert [zone.className.split("-")[-1] for zone in zones] == ["lowers", "review", "raises"]


@LANGUAGES
@pytest.mark.parametrize("risk", [0.03, 0.0814, 0.09049, 0.0996, 0.3])
def test_threshold_and_band_are_named_beside_the_bar(translator, risk):
    drawn = draw(risk, translator=translator)
    (scale,), (key,) = of_class(drawn, "cs-risk-scale"), of_class(drawn, "cs-risk-key")
    assert translator.percent(0.0905, max(2, risk_digits(risk, LIMITS, translator))) in text_of(scale)
    digits = max(2, risk_digits(risk, LIMITS, translator))
    assert translator.percent(LIMITS.review_low, digits) in text_of(key)
    assert translator.percent(LIMITS.review_high, digits) in text_of(key)
    # No zone is known by its colour alone: each has its words.
    assert len(key.children) == 3


@LANGUAGES
def test_who_does_not_see_the_bar_reads_the_sentence(translator):
    (picture,) = [part for part in parts(draw(0.06, translator=translator)) if getattr(part, "role", None) == "img"]
    assert SENTENCE in getattr(picture, "aria-label")
