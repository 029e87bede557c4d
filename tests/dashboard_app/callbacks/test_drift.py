"""Drift in words: the verdict with its figures, the table, one variable by choice, the report when it is asked for."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from dash import html, no_update

from dashboard_app.callbacks.drift import offer_features, show_drift, show_feature, show_report
from dashboard_app.i18n import words_in
from dashboard_app.services.drift import drift
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.callbacks.asking import ask_as, figures_in, of_class, parts, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@LANGUAGES
def test_the_tables_have_a_line_for_every_variable(portfolio, language):
    _, table = show_drift(ask_as(ADMIN, portfolio, language), None)
    rows = [part for part in parts(table) if isinstance(part, html.Tr) and isinstance(part.children[0], html.Th)]
    assert len(rows) == 2 + len(portfolio.feature_index)
    assert all(len(row.children) == 8 for row in rows)
    assert not [name for name in portfolio.feature_index if "_" in name and name in text_of(table)]


def with_drift(portfolio, **verdict):
    """The portfolio with another verdict in its report."""
    stored = portfolio.bundle.drift
    bundle = SimpleNamespace(
        catalogue=portfolio.bundle.catalogue,
        drift={**stored, "verdict": {**stored["verdict"], **verdict}},
        manifest=portfolio.bundle.manifest,
    )
    return SimpleNamespace(bundle=bundle)


@LANGUAGES
@pytest.mark.parametrize("is_drifted", [True, False])
def test_the_verdict_is_a_word_a_colour_and_a_sentence(portfolio, language, is_drifted):
    words = words_in(language)
    changed = with_drift(portfolio, is_drifted=is_drifted, top_drifted=["EXT_SOURCE_2"] if is_drifted else [])
    verdict, _ = show_drift(ask_as(ADMIN, changed, language), None)

    (pill,) = of_class(verdict, "pill")
    assert ("pill-raises" in pill.className) is is_drifted
    word = "Drift detected" if is_drifted else "No drift detected"
    assert words.gettext(word) in text_of(pill)
    label = portfolio.bundle.catalogue.features["EXT_SOURCE_2"].label
    assert (getattr(label, language) in text_of(verdict)) is is_drifted


def test_the_sentences_count_what_moved(portfolio):
    found = drift(portfolio, ADMIN)
    verdict, _ = show_drift(ask_as(ADMIN, portfolio, "en"), None)
    assert f"drift in {found.drifted} of {len(found.features)} (" in text_of(verdict)
    day = words_in("en").day(portfolio.bundle.manifest.created_at.timestamp())
    assert f"Compared on {day}: 400 pending applicants with 2,000" in text_of(verdict)
    assert "reaches 0.10." in text_of(verdict)
    assert len(figures_in(verdict)) == 1


def test_variables_are_offered_in_the_order_of_the_table_and_those_that_moved_are_marked(portfolio):
    found = drift(portfolio, ADMIN)
    options, chosen, note = offer_features(ask_as(ADMIN, portfolio, "en"), None, "")
    assert [option["value"] for option in options] == [part.entry.name for part in found.features]
    assert [option["group"] == "Drift detected" for option in options] == [part.drifted for part in found.features]
    assert (chosen, note) == (options[0]["value"], None)


def test_an_address_chooses_a_variable_and_a_wrong_one_is_said(portfolio):
    ask = ask_as(ADMIN, portfolio, "en")
    assert offer_features(ask, None, "?feature=AMT_CREDIT")[1:] == ("AMT_CREDIT", None)
    options, chosen, note = offer_features(ask, None, "?feature=NOPE")
    assert chosen == options[0]["value"]
    assert "“NOPE”" in note


def test_the_chosen_variable_is_drawn(portfolio):
    content = show_feature(ask_as(ADMIN, portfolio, "en"), "AMT_CREDIT")
    assert len(figures_in(content)) == 1
    assert portfolio.bundle.catalogue.features["AMT_CREDIT"].definition.en in text_of(content)
    assert show_feature(ask_as(ADMIN, portfolio), None) is no_update


@pytest.mark.parametrize("name", ["NOPE", 7, ["AMT_CREDIT"], "score"])
def test_a_variable_that_is_not_offered_is_refused(portfolio, name):
    with pytest.raises(InvalidRequestError):
        show_feature(ask_as(ADMIN, portfolio), name)


@pytest.mark.case(38)
def test_the_report_stands_in_a_sandbox_that_reaches_nothing_and_comes_when_asked_for(portfolio):
    assert show_report(ask_as(ADMIN, portfolio), None) is no_update
    note, frame = show_report(ask_as(ADMIN, portfolio, "en"), 1)
    assert note.children.startswith("The report shows 30 of ")
    assert frame.sandbox == "allow-scripts"
    assert frame.src == "/drift/report"
    assert frame.title


def test_a_report_of_all_columns_stands_alone(portfolio, monkeypatch):
    found = replace(drift(portfolio, ADMIN), report_columns=30, report_of=30)
    monkeypatch.setattr("dashboard_app.services.drift.drift", lambda *_: found)
    frame = show_report(ask_as(ADMIN, portfolio, "en"), 1)
    assert (frame.src, frame.sandbox) == ("/drift/report", "allow-scripts")


def test_an_adviser_gets_nothing(portfolio):
    for call in (
        lambda ask: show_drift(ask, None),
        lambda ask: offer_features(ask, None, ""),
        lambda ask: show_feature(ask, "AMT_CREDIT"),
    ):
        with pytest.raises(NotAllowedError):
            call(ask_as(ADVISER, portfolio))
