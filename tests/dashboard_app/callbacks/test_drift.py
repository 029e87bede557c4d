"""Drift in words: the verdict with its figures, the table, one variable by choice, the report when it is asked for."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from dash import html, no_update

from dashboard_app.callbacks.drift import offer_features, show_drift, show_feature, show_report
from dashboard_app.i18n import get_translator
from dashboard_app.services.drift import drift
from dashboard_app.services.errors import InvalidRequestError, NotAllowedError
from tests.dashboard_app.callbacks.asking import context_as, figures_in, of_class, parts, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@LANGUAGES
def test_the_tables_have_a_line_for_every_variable(active_bundle, language):
    _, table = show_drift(context_as(ADMIN, active_bundle, language))
    rows = [part for part in parts(table) if isinstance(part, html.Tr) and isinstance(part.children[0], html.Th)]
    assert len(rows) == 2 + len(active_bundle.feature_index)
    assert all(len(row.children) == 8 for row in rows)
    assert not [name for name in active_bundle.feature_index if "_" in name and name in text_of(table)]


def with_drift(active_bundle, **verdict):
    """The portfolio with another verdict in its report."""
    stored = active_bundle.bundle.drift
    bundle = SimpleNamespace(
        catalogue=active_bundle.bundle.catalogue,
        drift=stored.model_copy(update={"verdict": stored.verdict.model_copy(update=verdict)}),
        manifest=active_bundle.bundle.manifest,
    )
    return SimpleNamespace(bundle=bundle)


@LANGUAGES
@pytest.mark.parametrize("is_drifted", [True, False])
def test_the_verdict_is_a_word_a_colour_and_a_sentence(active_bundle, language, is_drifted):
    translator = get_translator(language)
    changed = with_drift(active_bundle, is_drifted=is_drifted, top_drifted=["EXT_SOURCE_2"] if is_drifted else [])
    verdict, _ = show_drift(context_as(ADMIN, changed, language))

    (badge,) = of_class(verdict, "cs-badge")
    assert ("cs-badge-raises" in badge.className) is is_drifted
    word = "Drift detected" if is_drifted else "No drift detected"
    assert translator.gettext(word) in text_of(badge)
    label = active_bundle.bundle.catalogue.features["EXT_SOURCE_2"].label
    assert (getattr(label, language) in text_of(verdict)) is is_drifted


def test_the_sentences_count_what_moved(active_bundle):
    found = drift(active_bundle, ADMIN)
    verdict, _ = show_drift(context_as(ADMIN, active_bundle, "en"))
    assert f"drift in {found.drifted} of {len(found.features)} (" in text_of(verdict)
    day = get_translator("en").day(active_bundle.bundle.manifest.created_at.timestamp())
    assert f"Compared on {day}: 400 pending applicants with 2,000" in text_of(verdict)
    assert "reaches 0.10." in text_of(verdict)
    assert len(figures_in(verdict)) == 1


def test_variables_are_offered_in_the_order_of_the_table_and_those_that_moved_are_marked(active_bundle):
    found = drift(active_bundle, ADMIN)
    options, chosen, note = offer_features(context_as(ADMIN, active_bundle, "en"), search="")
    assert [option["value"] for option in options] == [part.entry.name for part in found.features]
    assert [option["group"] == "Drift detected" for option in options] == [
        part.measured.is_drifted for part in found.features
    ]
    assert (chosen, note) == (options[0]["value"], None)


def test_an_address_chooses_a_variable_and_a_wrong_one_is_said(active_bundle):
    ctx = context_as(ADMIN, active_bundle, "en")
    assert offer_features(ctx, search="?feature=AMT_CREDIT")[1:] == ("AMT_CREDIT", None)
    options, chosen, note = offer_features(ctx, search="?feature=NOPE")
    assert chosen == options[0]["value"]
    assert "“NOPE”" in note


def test_the_chosen_variable_is_drawn(active_bundle):
    content = show_feature(context_as(ADMIN, active_bundle, "en"), name="AMT_CREDIT")
    assert len(figures_in(content)) == 1
    assert active_bundle.bundle.catalogue.features["AMT_CREDIT"].definition.en in text_of(content)
    assert show_feature(context_as(ADMIN, active_bundle), name=None) is no_update


@pytest.mark.parametrize("name", ["NOPE", 7, ["AMT_CREDIT"], "score"])
def test_a_variable_that_is_not_offered_is_refused(active_bundle, name):
    with pytest.raises(InvalidRequestError):
        show_feature(context_as(ADMIN, active_bundle), name=name)


@pytest.mark.case(38)
def test_the_report_stands_in_a_sandbox_that_reaches_nothing_and_comes_when_asked_for(active_bundle):
    assert show_report(context_as(ADMIN, active_bundle), openings=None) is no_update
    note, frame = show_report(context_as(ADMIN, active_bundle, "en"), openings=1)
    assert note.children.startswith("The report shows 30 of ")
    assert frame.sandbox == "allow-scripts"
    assert frame.src == "/drift/report"
    assert frame.title


def test_a_report_of_all_columns_stands_alone(active_bundle, monkeypatch):
    found = drift(active_bundle, ADMIN)
    of_all = found.report.model_copy(update={"report_columns": 30, "compared_columns": 30})
    found = replace(found, report=of_all)
    monkeypatch.setattr("dashboard_app.services.drift.drift", lambda *_: found)
    frame = show_report(context_as(ADMIN, active_bundle, "en"), openings=1)
    assert (frame.src, frame.sandbox) == ("/drift/report", "allow-scripts")


def test_an_adviser_gets_nothing(active_bundle):
    for call in (
        lambda ctx: show_drift(ctx),
        lambda ctx: offer_features(ctx, search=""),
        lambda ctx: show_feature(ctx, name="AMT_CREDIT"),
    ):
        with pytest.raises(NotAllowedError):
            call(context_as(ADVISER, active_bundle))
