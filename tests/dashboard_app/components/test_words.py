"""Components that say something: verdict, reasons, facts, choices, disclosures."""

import pytest
from dash import html

from dashboard_app.components.app_frame import collapsible
from dashboard_app.components.controls import choice
from dashboard_app.components.decision import DecisionSummary, Tone, badge, verdict_view
from dashboard_app.components.elements import aria, data
from dashboard_app.components.reasons import ReasonRow, reason_columns
from dashboard_app.components.tables import LabelledValue, fact_list
from dashboard_app.i18n import get_translator
from dashboard_app.ids import ClientIds, filter_id
from tests.dashboard_app.callbacks.asking import facts_of, of_class, parts, text_of

EN, FR = get_translator("en"), get_translator("fr")
UP = ReasonRow("Ratings", "Rating A: 0.1", "strongly", 1.0)
DOWN = ReasonRow("Job", "Years: 12", "slightly", 0.004)


@pytest.mark.parametrize(("tone", "sign"), [(Tone.LOWERS, "✓"), (Tone.REVIEW, "?"), (Tone.RAISES, "✕")])
def test_a_tone_is_a_sign_and_a_word_beside_its_colour(tone, sign):
    made = badge(tone, "a word")
    assert text_of(made).split() == [sign, "a", "word"]
    assert f"cs-badge-{tone}" in made.className
    assert getattr(made.children[0], "aria-hidden") == "true"


def test_a_verdict_has_an_advice_only_where_there_is_one():
    assert text_of(verdict_view(DecisionSummary(Tone.REVIEW, "word", "sentence"))).endswith("sentence")
    assert text_of(verdict_view(DecisionSummary(Tone.REVIEW, "word", "sentence", "advice"))).endswith("advice")


def test_each_side_has_arrow_word_and_sign():
    made = reason_columns([DOWN], [UP], translator=EN)
    lowering, raising = made.children
    assert "▼" in text_of(lowering)
    assert "Lowers the risk" in text_of(lowering)
    assert "− slightly" in text_of(lowering)
    assert "▲" in text_of(raising)
    assert "Raises the risk" in text_of(raising)
    assert "+ strongly" in text_of(raising)


def test_a_bar_is_never_too_short_to_be_seen():
    widths = [bar.style["width"] for bar in of_class(reason_columns([DOWN], [UP], translator=EN), "reason-bar")]
    assert widths == ["2%", "100%"]


@pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])
def test_an_empty_side_says_so(translator):
    made = reason_columns([], [], translator=translator)
    assert [part.children for part in of_class(made, "quiet")] == [
        translator.gettext("Nothing weighs clearly in the client’s favour."),
        translator.gettext("Nothing weighs clearly against the client."),
    ]


def test_facts_are_a_description_list_with_hints():
    made = fact_list([LabelledValue("Age", "28 years"), LabelledValue("Income", "135,000", "Yearly income")])
    assert isinstance(made, html.Dl)
    assert facts_of(made) == {"Age": "28 years", "Income": "135,000"}
    assert [getattr(part, "title", None) for part in parts(made) if isinstance(part, html.Dt)] == [
        None,
        "Yearly income",
    ]


def test_a_choice_is_labelled_and_its_first_option_chosen():
    options = [{"label": "all", "value": "all"}, {"label": "b", "value": "b"}]
    label, select = choice(filter_id("age"), "Age", options).children
    assert label.htmlFor == select.id == "client-age"
    assert select.value == "all"
    assert choice(ClientIds.FEATURE, "Variable", []).children[1].value is None


def test_a_disclosure_is_closed_until_it_is_asked_for():
    made = collapsible("More", "content")
    assert made.open is False
    assert made.children[0].children == "More"
    assert collapsible("More", "content", is_open=True).open is True


def test_attributes_have_their_names_in_html():
    assert aria(label="x", hidden="true") == {"aria-label": "x", "aria-hidden": "true"}
    assert data(print="") == {"data-print": ""}
