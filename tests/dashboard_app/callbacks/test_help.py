"""Help for everybody: the rule with its figures, and the glossary."""

import pytest
from dash import html

from dashboard_app.callbacks.help import show_help
from dashboard_app.i18n import get_translator
from dashboard_app.presenters.sources_view import source_notes, source_word
from dashboard_app.suppliers import NOBODY_NAMED
from tests.dashboard_app.callbacks.asking import context_as, of_class, parts, text_of
from tests.dashboard_app.services.people import ADMIN, ADVISER, customer

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


def everybody(active_bundle):
    return {"adviser": ADVISER, "admin": ADMIN, "customer": customer(int(active_bundle.client_ids[0]))}


@LANGUAGES
@pytest.mark.parametrize("name", ["adviser", "admin", "customer"])
def test_the_rule_is_told_with_its_figures(active_bundle, name, language):
    translator, threshold = get_translator(language), active_bundle.bundle.manifest.threshold
    decision, _ = show_help(context_as(everybody(active_bundle)[name], active_bundle, language))
    read = text_of(decision)
    for value in (threshold.value, threshold.review_low, threshold.review_high):
        assert translator.percent(value, 2) in read
    assert translator.number(active_bundle.bundle.manifest.metrics.applicants) in read
    assert len(of_class(decision, "cs-badge")) == 4
    for name in ("CODE_GENDER", "DAYS_BIRTH"):
        assert getattr(active_bundle.bundle.catalogue.columns[name].label, language) in read


@LANGUAGES
def test_every_source_of_data_and_what_is_never_a_reason_is_told(active_bundle, language):
    translator = get_translator(language)
    read = text_of(show_help(context_as(ADVISER, active_bundle, language))[0])
    for note in source_notes(active_bundle, NOBODY_NAMED, translator):
        assert note.title in read and note.contest in read
    for said in ("place of residence", "people around the client", "family situation", "From external score suppliers"):
        assert translator.gettext(said) in read


@LANGUAGES
def test_every_variable_and_field_is_defined_once_with_an_anchor(active_bundle, language):
    _, glossary = show_help(context_as(ADVISER, active_bundle, language))
    catalogue = active_bundle.bundle.catalogue
    anchors = [part.id for part in parts(glossary) if (getattr(part, "id", None) or "").startswith("feature-")]
    assert sorted(anchors) == sorted(f"feature-{name}" for name in {*catalogue.features, *catalogue.columns})
    read = text_of(glossary)
    for entry in (*catalogue.features.values(), *catalogue.columns.values()):
        assert getattr(entry.definition, language) in read
        assert source_word(entry.phrasing, get_translator(language)) in read


@pytest.mark.case(16)
def test_a_customer_reads_plain_words_only(active_bundle):
    decision, glossary = show_help(context_as(everybody(active_bundle)["customer"], active_bundle, "en"))
    read = text_of([decision, glossary])
    assert not [word for word in ("log-odds", "AUC", "SHAP", "LightGBM", "feature") if word in read]
    assert not [name for name in active_bundle.feature_index if "_" in name and name in read]
    assert [part for part in parts(glossary) if isinstance(part, html.Code)] == []
    assert "/model" not in [getattr(part, "href", None) for part in parts(decision)]


def test_staff_read_the_names_of_the_tables_too(active_bundle):
    decision, glossary = show_help(context_as(ADVISER, active_bundle, "en"))
    assert {"EXT_SOURCE_2", "CODE_GENDER"} <= {text_of(part) for part in parts(glossary) if isinstance(part, html.Code)}
    assert "Log-odds" in text_of(decision)


def test_what_plays_no_part_says_so(active_bundle):
    _, glossary = show_help(context_as(ADVISER, active_bundle, "en"))
    terms = [part for part in parts(glossary) if (getattr(part, "id", None) or "").startswith("feature-")]
    tagged = {term.id for term in terms if of_class(term, "cs-tag")}
    unused = set(active_bundle.bundle.catalogue.columns) - set(active_bundle.bundle.catalogue.features)
    assert tagged == {f"feature-{name}" for name in unused}


def test_every_family_is_closed_and_counted(active_bundle):
    _, glossary = show_help(context_as(ADVISER, active_bundle, "en"))
    families = [part for part in parts(glossary) if isinstance(part, html.Details)]
    assert len(families) > 10
    for family in families:
        assert not getattr(family, "open", None)
        terms = [part for part in parts(family) if isinstance(part, html.Dt)]
        assert str(len(terms)) in text_of(family.children[0])


def test_the_search_finds_its_sentences_on_the_page(active_bundle):
    """`assets/js/glossary.js` fills them in."""
    _, glossary = show_help(context_as(ADVISER, active_bundle, "en"))
    said = {name: value for name, value in glossary.__dict__.items() if name.startswith("data-")}
    assert set(said) == {"data-all", "data-one", "data-many", "data-none"}
    assert "{count}" in said["data-one"]
    assert "{count}" in said["data-many"]
