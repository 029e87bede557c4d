"""Reasons in words: families by name, values as people say them, no word of the trade."""

import pytest

from dashboard_app.callbacks.reasons_view import contributions_chart, reasons_of, rest_sentence, takeaway_of
from dashboard_app.i18n import words_in
from dashboard_app.services.explanation import STRONGEST, Explanation, explain
from dashboard_app.theme import LIGHT
from tests.dashboard_app.services.people import ADVISER

EN, FR = words_in("en"), words_in("fr")
LANGUAGES = pytest.mark.parametrize("words", [EN, FR], ids=["en", "fr"])


@pytest.fixture(scope="module")
def explanations(portfolio):
    return [explain(portfolio, ADVISER, number) for number in portfolio.client_ids[::4].tolist()]


@LANGUAGES
def test_a_reason_is_a_family_with_its_strongest_value_beside_the_typical_one(explanations, words):
    for found in explanations:
        for raising in (True, False):
            made = reasons_of(found, raising=raising, words=words)
            for reason, part in zip(made, found.reasons(raising=raising), strict=True):
                assert reason.label == getattr(part.family.label, words.language)
                assert getattr(part.leading.entry.label, words.language) in reason.detail


def test_bars_of_both_sides_are_on_one_scale(explanations):
    for found in explanations:
        widths = [reason.width for raising in (True, False) for reason in reasons_of(found, raising=raising, words=EN)]
        assert max(widths, default=1.0) == 1.0
        assert min(widths, default=1.0) > 0


@LANGUAGES
def test_the_sentence_names_the_strongest_of_each_side(explanations, words):
    for found in explanations:
        said = takeaway_of(found, words)
        for raising in (True, False):
            for part in found.reasons(raising=raising)[:1]:
                assert getattr(part.family.label, words.language) in said


def test_without_reasons_the_sentence_says_so():
    assert takeaway_of(Explanation(0.0, (), ()), EN).startswith("Nothing sets this client apart")


@LANGUAGES
def test_the_families_that_are_not_named_are_counted(explanations, words):
    for found in explanations:
        assert words.number(len(found.unnamed)) in rest_sentence(found, words)


def test_the_chart_holds_the_strongest_and_the_rest_and_they_add_up(explanations):
    for found in explanations:
        chart = contributions_chart(found, EN, LIGHT)
        (bars,) = chart.figure.data
        assert len(bars.x) == STRONGEST + 1
        assert sum(bars.x) == pytest.approx(sum(part.contribution for part in found.features), abs=1e-4)
        others = len(found.features) - STRONGEST
        assert chart.table.rows[-1][0] == f"{others} other variables together"
