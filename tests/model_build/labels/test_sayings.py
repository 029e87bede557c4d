"""Every feature is marked: what may be named of it, what is protected, and where it comes from."""

import re

import pytest

from dashboard_app.i18n.phrases import mentioned
from model_build.features import plan
from model_build.fitted.row_features import row_features
from model_build.labels.form_categories import FORM_CATEGORIES
from model_build.labels.previous_categories import PREVIOUS_CATEGORIES
from model_build.labels.sayings import MARKS
from model_build.tables import HISTORY_TABLES
from model_bundle.naming import Ground, Naming, Source
from tests.reasons import NEVER, PROTECTED

CATEGORIES = {
    name: tuple(one.value for one in listed) for name, listed in (FORM_CATEGORIES | PREVIOUS_CATEGORIES).items()
}
CATALOGUE = plan(HISTORY_TABLES, CATEGORIES, with_age=True).with_fitted(row_features(HISTORY_TABLES)).catalogue
ENTRIES = {**CATALOGUE.columns, **CATALOGUE.features}
TEXTS = [
    text for one in ENTRIES.values() for text in (one.said.value, one.said.zero, one.said.absent) if text is not None
] + [family.contents for family in CATALOGUE.families.values() if family.contents is not None]


def test_marks_are_those_of_features_and_columns():
    assert set(MARKS) <= set(ENTRIES)


def test_what_is_named_has_words_and_nothing_else_has():
    for entry in ENTRIES.values():
        assert (entry.said.naming is Naming.VALUE) is (entry.said.value is not None), entry.name


def test_protected_features_carry_their_ground_and_are_never_named():
    for name, entry in ENTRIES.items():
        assert (entry.said.ground is not None) is bool(PROTECTED.match(name)), name
        assert entry.said.ground is None or entry.said.value is None, name
    assert {entry.said.ground for entry in ENTRIES.values()} - {None} == set(Ground)


def test_what_nobody_can_talk_about_is_never_named():
    assert not [name for name, entry in ENTRIES.items() if NEVER.fullmatch(name) and entry.said.value is not None]


def test_no_phrase_tells_of_what_is_protected():
    for entry in ENTRIES.values():
        if entry.said.value is not None:
            assert not [name for name in mentioned(entry) if PROTECTED.match(name)], entry.name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_phrases_hold_features_that_may_be_there(language):
    for entry in ENTRIES.values():
        if entry.said.value is not None:
            names = re.findall(r"[A-Z_0-9]{4,}", getattr(entry.said.value, language))
            assert set(names) <= set(ENTRIES), entry.name
            assert set(entry.said.about) <= set(ENTRIES), entry.name


def test_both_languages_hold_the_same_values():
    for entry in ENTRIES.values():
        if entry.said.value is not None:
            english, french = (
                sorted(re.findall(r"\{(\w+)", text)) for text in (entry.said.value.en, entry.said.value.fr)
            )
            assert english == french, entry.name


def test_phrases_are_parts_of_sentences():
    for text in TEXTS:
        for written in (text.en, text.fr):
            assert not written[0].isupper() and not written.endswith("."), written
            assert "'" not in written, written
        plain = re.sub(r"\{[^}]*\}", "", text.fr)
        assert not re.search(r"[^\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][;:!?%]", plain), text.fr


def test_every_source_is_that_of_some_feature():
    assert {entry.said.source for entry in ENTRIES.values()} == set(Source)
    assert ENTRIES["EXT_SOURCE_2"].said.source is Source.SCORES
    assert ENTRIES["AMT_INCOME_TOTAL"].said.source is Source.CLIENT and not ENTRIES["AMT_INCOME_TOTAL"].said.is_computed
    assert ENTRIES["CREDIT_TO_INCOME"].said.is_computed


def test_families_that_may_speak_alone_say_what_they_are_made_of():
    silent = {name for name, family in CATALOGUE.families.items() if family.contents is None}
    assert silent == {"household", "building", "region", "application_time", "social_circle", "person"}
