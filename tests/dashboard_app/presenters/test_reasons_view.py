"""Reasons in words: families by name, values as people say them, no word of the trade."""

from dataclasses import replace

import pytest
from dash import html

from dashboard_app.components.reasons import reason_list
from dashboard_app.i18n import get_translator
from dashboard_app.presenters.reason_sentences import few_reasons_sentence, reason_sentence, rest_sentence
from dashboard_app.presenters.reasons_view import build_reasons, build_takeaway, strongest_sentence, variable_lines
from dashboard_app.services.explanation import NAMED_SHARE, STRONGEST, Explanation, explain
from dashboard_app.suppliers import NOBODY_NAMED, Suppliers
from tests.dashboard_app.callbacks.asking import parts
from tests.dashboard_app.services.people import ADVISER, open_file
from tests.reasons import PROTECTED

EN, FR = get_translator("en"), get_translator("fr")
LANGUAGES = pytest.mark.parametrize("translator", [EN, FR], ids=["en", "fr"])


@pytest.fixture(scope="module")
def explanations(active_bundle):
    return [explain(open_file(active_bundle, ADVISER, number)) for number in active_bundle.client_ids[::4].tolist()]


@LANGUAGES
def test_a_reason_is_a_family_with_a_sentence_and_the_source_of_its_data(explanations, translator):
    for found in explanations:
        for raising in (True, False):
            made = build_reasons(found, raising=raising, translator=translator)
            for reason, part in zip(made, found.reasons(raising=raising), strict=True):
                assert reason.label == getattr(part.family.label, translator.language)
                assert reason.detail == reason_sentence(found, part, translator)
                assert reason.source.startswith("Source")
                if not part.facts:
                    assert getattr(part.family.contents, translator.language) in reason.detail


@LANGUAGES
def test_a_refusal_without_two_facts_says_what_decides_and_how_to_contest_it(explanations, translator):
    refused = next(found for found in explanations if found.is_above and found.do_scores_decide)
    alone = replace(refused, ranked_reasons=refused.reasons(raising=True)[:1])
    named = Suppliers(("Score Ltd", "Rating SA"))

    assert few_reasons_sentence(refused, named, translator) is None or not refused.has_enough_against
    said = few_reasons_sentence(alone, named, translator)
    assert "Score Ltd; Rating SA" in said
    assert {"en": "contest a score there", "fr": "contestez le score"}[translator.language] in said
    assert few_reasons_sentence(alone, NOBODY_NAMED, translator) != said
    assert few_reasons_sentence(replace(alone, is_above=False), named, translator) is None
    others = replace(alone, ranked_reasons=())
    assert few_reasons_sentence(others, named, translator).startswith(("No two facts", "Aucun élément"))


def test_bars_of_both_sides_are_on_one_scale(explanations):
    for found in explanations:
        widths = [
            reason.width for raising in (True, False) for reason in build_reasons(found, raising=raising, translator=EN)
        ]
        assert max(widths, default=1.0) == 1.0
        assert min(widths, default=1.0) > 0


@LANGUAGES
def test_the_sentence_names_the_strongest_of_each_side(explanations, translator):
    for found in explanations:
        said = build_takeaway(found, translator)
        for raising in (True, False):
            for part in found.reasons(raising=raising)[:1]:
                assert getattr(part.family.label, translator.language) in said


def test_without_reasons_the_sentence_says_so():
    assert build_takeaway(Explanation(0.0, (), ()), EN).startswith("Nothing sets this client apart")


@LANGUAGES
def test_what_is_not_named_is_counted_and_what_is_not_confirmed_stands_apart(explanations, translator):
    for found in explanations:
        said = rest_sentence(found, translator)
        assert translator.number(len(found.unnamed)) in said
        assert bool(found.unconfirmed) is ("re-scoring" in said or "recalcul" in said)
        assert (found.protected_share >= NAMED_SHARE) is ("rotected data" in said or "données protégées" in said)


def test_smaller_topics_have_a_direction_only_where_it_shows(explanations):
    found = explanations[0]
    part = found.unnamed[0]

    def said(*parts):
        return rest_sentence(replace(found, families=parts, ranked_reasons=()), EN)

    up, down = replace(part, contribution=0.1, share=0.06), replace(part, contribution=-0.1, share=0.06)
    assert "1 smaller topic raises the risk slightly." in said(up)
    assert "Together, 2 smaller topics lower the risk moderately." in said(down, down)
    assert "Together, 2 smaller topics hardly change the risk." in said(up, down)


def test_the_list_holds_the_strongest_and_the_rest_and_they_add_up(explanations):
    for found in explanations:
        lines = variable_lines(found, EN)
        assert len(lines) == STRONGEST + 1
        assert sum(line.share for line in lines) == pytest.approx(1)
        assert max(abs(line.width) for line in lines) == pytest.approx(1)
        longest = max(abs(part.contribution) for part in (*found.strongest,)) if found.strongest else 0
        scale = max(longest, abs(found.rest))
        assert sum(line.width for line in lines) * scale == pytest.approx(
            sum(part.contribution for part in found.features), abs=1e-6
        )
        assert [line.name for line in lines] == [*(part.entry.name for part in found.strongest), None]
        others = len(found.features) - STRONGEST
        assert lines[-1].label == f"{others} other variables together"


@LANGUAGES
def test_main_variables_never_open_with_what_may_not_be_named(explanations, translator):
    for found in explanations:
        assert not [line.name for line in variable_lines(found, translator)[:-1] if PROTECTED.match(line.name)]
        said = strongest_sentence(found, translator)
        for raising in (True, False):
            first = next((part.entry for part in found.strongest if part.raises is raising), None)
            assert first is None or getattr(first.label, translator.language) in said
    # Without leaving them out, somebody's list would name one.
    assert any(
        PROTECTED.match(part.entry.name)
        for found in explanations
        for part in sorted(found.features, key=lambda part: -abs(part.contribution))[:STRONGEST]
    )


def test_a_name_draws_its_variable_only_where_the_page_compares(explanations):
    found = explanations[0]
    for chooses in (None, "client-feature"):
        reasons = [
            one for side in (True, False) for one in build_reasons(found, raising=side, translator=EN, chooses=chooses)
        ]
        links = [part for one in (reason_list("raises", reasons),) for part in parts(one) if isinstance(part, html.A)]
        named = [one for side in (True, False) for one in found.reasons(raising=side) if one.feature]
        assert len(links) == (len(named) if chooses else 0)
        assert all(getattr(link, "data-choose") == chooses for link in links)
