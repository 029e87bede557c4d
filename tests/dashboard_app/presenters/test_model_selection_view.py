"""How the model was chosen, in words: sentences that follow from the figures, and what is absent is said."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from dashboard_app.i18n import get_translator
from dashboard_app.presenters import model_selection_view as view
from dashboard_app.services.model_selection import ModelSelection, model_selection
from dashboard_app.theme import LIGHT
from model_bundle.catalogue import CatalogueEntry, Text, Unit
from model_bundle.reports import TuningOutcome
from tests.dashboard_app.callbacks.asking import figures_in, text_of
from tests.dashboard_app.services.people import ADVISER
from tests.dashboard_app.services.stored_model_selection import ABLATION, CANDIDATES, TUNING

EN = get_translator("en")
RATING = CatalogueEntry("EXT_SOURCE_2", "feature", "ratings", Text("Rating B", "Note B"), Text("", ""), Unit.SCORE)


def changed(model, **values):
    """The same part of a report with other values."""
    return model.model_copy(update=values)


@pytest.fixture(scope="module")
def found():
    bundle = SimpleNamespace(
        candidates=CANDIDATES,
        tuning=TUNING,
        ablation=ABLATION,
        catalogue=SimpleNamespace(features={"EXT_SOURCE_2": RATING}),
    )
    return model_selection(SimpleNamespace(bundle=bundle), ADVISER)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_that_was_compared_is_drawn(found, language):
    content = view.model_selection_view(found, get_translator(language), LIGHT)
    assert len(figures_in(content)) == 3
    assert ("Note B" if language == "fr" else "Rating B") in text_of(content)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_absent_is_said(language):
    content = view.model_selection_view(ModelSelection((), None, ()), get_translator(language), LIGHT)
    assert figures_in(content) == []
    if language == "en":
        read = text_of(content)
        assert all(said in read for said in ("Nothing was compared", "No step was measured", "Nothing was searched"))


def test_the_best_kind_is_compared_with_the_second():
    """Said of the active one; where another is better, no more than what it reaches."""
    bundle = SimpleNamespace(
        candidates=CANDIDATES, tuning=None, ablation=None, catalogue=SimpleNamespace(features={"EXT_SOURCE_2": RATING})
    )
    compared = model_selection(SimpleNamespace(bundle=bundle), ADVISER).candidates
    assert view.candidates_chart(compared, EN, LIGHT).takeaway == (
        "“Boosted trees (LightGBM)” ranks best: AUC 0.7500, against 0.7400 of “Logistic regression”."
    )
    beaten = (replace(compared[1], score=changed(compared[1].score, auc=0.76)), compared[0])
    assert view.candidates_chart(beaten, EN, LIGHT).takeaway == "“Boosted trees (LightGBM)” decides: AUC 0.7500."


def test_the_one_in_force_says_so(found):
    chart = view.candidates_chart(found.candidates, EN, LIGHT)
    assert chart.table.rows[0][:3] == ("Boosted trees (LightGBM)", "0.7500", "0.5500")
    assert any("active" in note.text for note in chart.figure.layout.annotations)


def test_the_search_says_what_came_of_it(found):
    kept = view.tuning_chart(found.tuning, EN, LIGHT).takeaway
    assert "is used: +0.0020" in kept
    left = view.tuning_chart(
        changed(found.tuning, outcome=TuningOutcome.NOT_BETTER, gain_by_seed=(-0.001,)), EN, LIGHT
    ).takeaway
    assert left == "The default parameters are kept: the best trial changes the AUC by −0.0010."
    assert "No trial" in view.tuning_chart(changed(found.tuning, gain_by_seed=()), EN, LIGHT).takeaway


def test_a_name_that_this_version_does_not_know_is_shown_as_it_is(found):
    unknown = (changed(found.ablation[0], name="magic"),)
    assert view.steps_chart(unknown, EN, LIGHT).table.rows[0][0] == "magic"
    stranger = (replace(found.candidates[0], score=changed(found.candidates[0].score, name="oracle")),)
    assert view.candidates_chart(stranger, EN, LIGHT).table.rows[0][0] == "oracle"
